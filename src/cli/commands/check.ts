import type { Command } from 'commander';
import { metricId } from '../../answer/index.ts';
import { openCounterfactual, openOrExplain } from '../open.ts';
import { collect } from '../options.ts';

/** `check CASE`: reads and checks everything, runs nothing. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .argument('<case>', 'case folder or YAML file')
    .option('--overlay <file>', 'an overlay over the case (repeatable)', collect, [])
    .option('--set <path=value>', 'one value changed (repeatable)', collect, [])
    .description('read a case and its formulas; list every fault with place and mending')
    .action((path: string, options: { overlay: string[]; set: string[] }) => {
      const opened = openOrExplain(path, options.overlay, options.set);
      if (!opened || openCounterfactual(opened, options.set) === 'faulty') return;
      const { study, graph } = opened.study;
      const given = study.assumptions.filter((each) => !each.isDefault);
      const unsourced = given.filter((each) => each.source === undefined).length;
      const weak = given.filter((each) => (tierOf(each, study.sources) ?? 4) >= 3).length;
      console.log(`${study.name}: no faults.`);
      console.log(
        `  ${given.length} values given, ${study.drivers.length} of them uncertain or shared drivers;`,
      );
      console.log(
        `  ${given.length - unsourced} with a source, ${weak} of tier 3-4 or untiered (unverified).`,
      );
      console.log(`  ${graph.nodes.length} formulas; own metrics: ${ownMetrics(opened.study) || 'none'}.`);
    });
}

type Opened = NonNullable<ReturnType<typeof openOrExplain>>;

function tierOf(
  each: { tier?: number; source?: string },
  sources: Opened['study']['study']['sources'],
): number | undefined {
  return each.tier ?? (each.source === undefined ? undefined : sources.get(each.source)?.tier);
}

function ownMetrics(study: Opened['study']): string {
  return study.graph.nodes
    .filter((node) => node.decl.module === 'metrics')
    .map((node) => metricId(node.decl.name))
    .join(', ');
}
