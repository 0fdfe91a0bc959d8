import Table from 'cli-table3';
import type { Command } from 'commander';
import { compareStudies, type Comparison } from '../../study/index.ts';
import { parseUnit, prettyQuantity } from '../../units/index.ts';
import { exitCodes } from '../exit.ts';
import { openOrExplain, printIssues } from '../open.ts';
import { collect } from '../options.ts';

interface CompareFlags {
  readonly overlayA: string[];
  readonly overlayB: string[];
  readonly setA: string[];
  readonly setB: string[];
  readonly json?: boolean;
}

/** `compare CASE_A CASE_B`: what differs, what moved, and how much each difference explains. */
export function addCompare(program: Command): void {
  program
    .command('compare')
    .argument('<case-a>', 'case folder or YAML file')
    .argument('<case-b>', 'the other; may be the same with an overlay')
    .option('--overlay-a <file>', 'an overlay over A (repeatable)', collect, [])
    .option('--overlay-b <file>', 'an overlay over B (repeatable)', collect, [])
    .option('--set-a <path=value>', 'one value of A changed (repeatable)', collect, [])
    .option('--set-b <path=value>', 'one value of B changed (repeatable)', collect, [])
    .option('--json', 'print the comparison as JSON')
    .description(
      'what differs between two cases, what moved, and how much each input explains (adds up to the whole)',
    )
    .action((pathA: string, pathB: string, flags: CompareFlags) => {
      const a = openOrExplain(pathA, flags.overlayA, flags.setA);
      const b = openOrExplain(pathB, flags.overlayB, flags.setB);
      if (!a || !b) return;
      const compared = compareStudies(a.study, b.study);
      if (!compared.value) {
        printIssues(compared.issues);
        process.exitCode = exitCodes.usage;
        return;
      }
      console.log(
        flags.json ? JSON.stringify(compared.value, undefined, 1) : renderComparison(compared.value),
      );
    });
}

const plain = {
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  style: { head: [], border: [], compact: true },
};

function renderComparison(comparison: Comparison): string {
  if (comparison.differences.length === 0)
    return 'The two cases give the model the same numbers: nothing differs.';
  const inputs = new Table({
    ...plain,
    head: ['What differs', 'A', 'B'],
    wordWrap: true,
    colWidths: [44, 36, 36],
  });
  for (const each of comparison.differences) inputs.push([each.path, each.before, each.after]);
  const answers = new Table({
    ...plain,
    head: ['What moved', 'Period', 'A', 'B', 'B - A'],
    colAligns: ['left', 'left', 'right', 'right', 'right'],
  });
  for (const row of comparison.rows) {
    const shown = [row.before, row.after, row.after - row.before].map((value) => show(value, row.unit));
    answers.push([row.metric, row.period, ...shown]);
  }
  return [
    inputs.toString(),
    answers.toString(),
    ...explanations(comparison),
    `Method: ${comparison.method}.`,
  ].join('\n\n');
}

/** For each answer that moved: its largest parts, the rest, and the whole they add up to. */
function explanations(comparison: Comparison): string[] {
  const most = 6;
  return comparison.rows.flatMap((row, i) => {
    const whole = row.after - row.before;
    if (!(Math.abs(whole) > 0)) return [];
    const parts = comparison.attribution
      .map((part) => ({ path: part.path, effect: part.effects[i]! }))
      .sort((x, y) => Math.abs(y.effect) - Math.abs(x.effect));
    const rest = parts.slice(most).reduce((sum, part) => sum + part.effect, 0);
    const lines = parts
      .slice(0, most)
      .filter((part) => part.effect !== 0)
      .map((part) => `  ${show(part.effect, row.unit).padStart(14)}  ${part.path}`);
    if (rest !== 0) lines.push(`  ${show(rest, row.unit).padStart(14)}  ${parts.length - most} others`);
    return [[`${row.metric} ${row.period} moves by ${show(whole, row.unit)}:`, ...lines].join('\n')];
  });
}

function show(value: number, unitText: string): string {
  const unit = parseUnit(unitText).value;
  return unit ? prettyQuantity(value, unit) : String(value);
}
