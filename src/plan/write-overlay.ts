import { dateAt, periodLabel, periodLabels } from '../time/index.ts';
import { cell, includedAt } from './point.ts';
import type { SolvedPlan } from './solve-plan.ts';
import { offered } from './point.ts';
import { reader } from './frame.ts';

/** A plan, and the scenarios that an overlay of it is for: they decide alike, or are taken together at their mean. */
interface Written {
  readonly plan: SolvedPlan;
  readonly scenarios: readonly number[];
  /** Probability of each among them. */
  readonly weights: readonly number[];
}

/**
 * A plan as an overlay that `run` can simulate: orders by name in whole chips, the ordering rules of the case switched off,
 * phases with their start dates, contracts accepted or not. Orders that follow the scenario are at their expected size.
 *
 * A plan on a tree is a different overlay in each future: that of `scenarios`, of one last node, or of its likeliest last node
 * unless given, as the head of the file says then.
 *
 * @example planOverlay(made.plan, ['A plan.']) // '# A plan.\nplan: { refresh: 0% }\nchips:\n …'
 */
export function planOverlay(
  plan: SolvedPlan,
  head: readonly string[],
  scenarios: readonly number[] = likeliestFuture(plan),
): string {
  const { frame } = plan;
  const { labels } = frame.model.study;
  const isWhole = scenarios.length === frame.probabilities.length;
  const likely = isWhole ? 1 : scenarios.reduce((sum, s) => sum + frame.probabilities[s]!, 0);
  const written = { plan, scenarios, weights: scenarios.map((s) => frame.probabilities[s]! / likely) };
  const lines = [
    ...[...head, ...futureWords(plan, likely)].map((line) => `# ${line}`),
    'plan: { refresh: 0% }',
    'chips:',
  ];
  (labels['chip'] ?? []).forEach((chip, k) => {
    lines.push(`  ${chip}: { fill: 0%, orders: ${ordersText(written, k)} }`);
  });
  const retirements = retirementLines(written);
  if (retirements.length > 0) lines.push('retirements:', ...retirements);
  const phases = phaseLines(written);
  if (phases.length > 0) lines.push('phases:', ...phases);
  const powers = powerLines(written);
  if (powers.length > 0) lines.push('power_options:', ...powers);
  const contracts = (labels['contract'] ?? []).flatMap((contract, c) =>
    frame.model.study.choices['contract.state']?.[c] === offered
      ? [`  ${contract}: { accepted: ${Math.round(plan.point.accepted[c]!) === 1 ? '100%' : '0%'} }`]
      : [],
  );
  if (contracts.length > 0) lines.push('contracts:', ...contracts);
  return `${lines.join('\n')}\n`;
}

/** Scenarios of the last node that is likeliest; all where there is no tree. */
function likeliestFuture({ frame }: SolvedPlan): number[] {
  const last = frame.sharing.nodeOf.at(-1)!;
  const likely = new Map<number, number>();
  last.forEach((node, s) => likely.set(node, (likely.get(node) ?? 0) + frame.probabilities[s]!));
  const [best] = [...likely].reduce((a, b) => (b[1] > a[1] + 1e-12 ? b : a));
  return last.flatMap((node, s) => (node === best ? [s] : []));
}

/** What the overlay of a plan on a tree says of itself. */
function futureWords({ frame }: SolvedPlan, likely: number): string[] {
  const [first] = frame.sharing.reviews;
  if (first === undefined) return [];
  return [
    `What is dated before ${periodLabel(frame.model.study.calendar, first)} is committed for every future; what is later is the plan for one future of ${Math.round(100 * likely)}%.`,
  ];
}

function ordersText({ plan: { frame, point }, scenarios, weights }: Written, k: number): string {
  const { calendar } = frame.model.study;
  const unit = `chips/${calendar.frequency}`;
  const steps: string[] = [];
  let before = -1;
  for (let t = 0; t < calendar.periods; t++) {
    const expected = scenarios.reduce(
      (sum, s, i) => sum + weights[i]! * point.orders[cell(frame.sizes, k, t, s)]!,
      0,
    );
    // Rounded down, but for the last bits of a solver: a chip too many would find no power.
    const chips = Math.max(Math.floor(expected + 1e-3), 0);
    if (chips !== before) steps.push(`${periodLabel(calendar, t)}: ${chips} ${unit}`);
    before = chips;
  }
  return steps.length === 1 ? `${Math.max(before, 0)} ${unit}` : `{ steps: { ${steps.join(', ')} } }`;
}

/** Share of each vintage that is taken out, expected over the scenarios, by the period in which it is. */
function retirementLines({ plan: { frame, facts, point }, scenarios, weights }: Written): string[] {
  const { sizes } = frame;
  const { calendar, labels } = frame.model.study;
  const chipsAt = (values: Float64Array, element: number, t: number) => {
    let chips = 0;
    for (let site = 0; site < sizes.sites; site++)
      scenarios.forEach(
        (s, i) => (chips += weights[i]! * values[cell(sizes, element * sizes.sites + site, t, s)]!),
      );
    return chips;
  };
  return (labels['retirement'] ?? []).map((name, r) => {
    const shares = periodLabels(calendar).map((period, t) => {
      const from = t - facts.retirementAge[r]!;
      const installed = from < 0 ? 0 : chipsAt(point.installed, facts.chipOfRetirement[r]!, from);
      // What is below a chip is what a solver leaves of none.
      const share = installed < 1 ? 0 : chipsAt(point.retired, r, t) / installed;
      return { period, text: `${Number((100 * Math.min(Math.max(share, 0), 1)).toFixed(6))}%` };
    });
    const steps = shares.filter(({ text }, t) => t === 0 || text !== shares[t - 1]!.text);
    const value =
      steps.length === 1
        ? steps[0]!.text
        : `{ steps: { ${steps.map(({ period, text }) => `${period}: ${text}`).join(', ')} } }`;
    return `  ${name}: { share: ${value} }`;
  });
}

function phaseLines({ plan: { frame, point }, scenarios }: Written): string[] {
  const { calendar } = frame.model.study;
  const starts = frame.inputs.get('phase.start');
  if (!starts) return [];
  const start = reader(starts, frame.sizes);
  const phases = new Map<string, string>();
  frame.options.forEach((option, o) => {
    if (!option.isFree || option.isCommitted) return;
    if (!phases.has(option.phaseName)) phases.set(option.phaseName, 'included: 0%');
    if (Math.round(includedAt(point, frame.sizes, o, scenarios[0]!)) !== 1) return;
    phases.set(option.phaseName, `included: 100%, start: ${dateAt(calendar, start(o, 0, 0))}`);
  });
  return [...phases].map(([name, text]) => `  ${name}: { ${text} }`);
}

/** Rights to power that a plan may take up, and whether it does. */
function powerLines({ plan: { frame, point }, scenarios }: Written): string[] {
  const taken = new Map<string, boolean>();
  frame.options.forEach(({ isFree, powerName }, o) => {
    if (!isFree || powerName === undefined) return;
    const isTaken = Math.round(includedAt(point, frame.sizes, o, scenarios[0]!)) === 1;
    taken.set(powerName, (taken.get(powerName) ?? false) || isTaken);
  });
  return [...taken].map(([name, isTaken]) => `  ${name}: { taken: ${isTaken ? '100%' : '0%'} }`);
}
