import type { Command } from 'commander';
import { renderDecideBy } from '../../report/index.ts';
import { openOrExplain } from '../open.ts';
import { addPlanOptions, explainNoPlan, planTask, type PlanFlags } from './plan.ts';

/** `decide-by CASE`: until when each choice can wait, and what waiting costs. */
export function addDecideBy(program: Command): void {
  const command = program.command('decide-by').argument('<case>', 'case folder or YAML file');
  addPlanOptions(command)
    .option('--json', 'print the answer as JSON')
    .description(
      'the last date on which each phase can be decided, what to order now, and what waiting costs',
    )
    .action(async (path: string, flags: PlanFlags & { readonly json?: boolean }) => {
      const opened = openOrExplain(path, flags.overlay, flags.set);
      if (!opened) return;
      const answer = await planTask(path, opened, { flags, depth: 'calendar' });
      if (answer.kind !== 'plan') return explainNoPlan(answer);
      const { result } = answer;
      if (flags.json) {
        const { phases, contracts, orders } = result;
        return console.log(JSON.stringify({ phases, contracts, orders }, undefined, 1));
      }
      console.log(renderDecideBy(result));
    });
}
