import type { Command } from 'commander';
import { usdWords } from '../../plan/index.ts';
import { openOrExplain } from '../open.ts';
import { addPlanOptions, explainNoPlan, planTask, type PlanFlags } from './plan.ts';

/** `why-not CASE CHOICE`: what a choice costs against the plan, and what then binds. */
export function addWhyNot(program: Command): void {
  const command = program
    .command('why-not')
    .argument('<case>', 'case folder or YAML file')
    .argument(
      '<choice>',
      "such as 'start ohio-2 in 2027Q1', 'leave out ohio-2', 'accept anchor', 'reject anchor', 'order 5k own in 2027Q1' or 'order no own'",
    );
  addPlanOptions(command)
    .option('--json', 'print the answer as JSON')
    .description('plan with a choice forced: what it costs, and what then binds')
    .action(async (path: string, choice: string, flags: PlanFlags & { readonly json?: boolean }) => {
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (!opened) return;
      const answer = await planTask(path, opened, { flags, depth: 'plan', question: choice });
      if (answer.kind !== 'plan' || !answer.whyNot) {
        if (answer.kind !== 'plan') explainNoPlan(answer);
        return;
      }
      const { whyNot, result } = answer;
      if (flags.json) return console.log(JSON.stringify(whyNot, undefined, 1));
      console.log(whyNot.sentence);
      if (whyNot.binds.length > 0) console.log('\nWhat is dearer with it:');
      for (const line of whyNot.binds) console.log(`  ${line}`);
      const { boundUsd, objectiveUsd } = result.value;
      console.log(`\nPlans are proven to ${usdWords(boundUsd - objectiveUsd)} of the best.`);
    });
}
