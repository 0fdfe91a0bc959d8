import { dateAt, periodLabel, periodLabels } from '../time/index.ts';
import { cell } from './point.ts';
import type { SolvedPlan } from './solve-plan.ts';
import { offered } from './point.ts';
import { reader } from './frame.ts';

/**
 * A plan as an overlay that `run` can simulate: orders by name in whole chips, the ordering rules of the case switched off,
 * phases with their start dates, contracts accepted or not. Orders that follow the scenario are at their expected size.
 */
export function planOverlay(plan: SolvedPlan, head: readonly string[]): string {
  const { frame } = plan;
  const { labels } = frame.model.study;
  const lines = [...head.map((line) => `# ${line}`), 'plan: { refresh: 0% }', 'chips:'];
  (labels['chip'] ?? []).forEach((chip, k) => {
    lines.push(`  ${chip}: { fill: 0%, orders: ${ordersText(plan, k)} }`);
  });
  const retirements = retirementLines(plan);
  if (retirements.length > 0) lines.push('retirements:', ...retirements);
  const phases = phaseLines(plan);
  if (phases.length > 0) lines.push('phases:', ...phases);
  const powers = powerLines(plan);
  if (powers.length > 0) lines.push('power_options:', ...powers);
  const contracts = (labels['contract'] ?? []).flatMap((contract, c) =>
    frame.model.study.choices['contract.state']?.[c] === offered
      ? [`  ${contract}: { accepted: ${Math.round(plan.point.accepted[c]!) === 1 ? '100%' : '0%'} }`]
      : [],
  );
  if (contracts.length > 0) lines.push('contracts:', ...contracts);
  return `${lines.join('\n')}\n`;
}

function ordersText({ frame, point }: SolvedPlan, k: number): string {
  const { calendar } = frame.model.study;
  const unit = `chips/${calendar.frequency}`;
  const steps: string[] = [];
  let before = -1;
  for (let t = 0; t < calendar.periods; t++) {
    const expected = frame.probabilities.reduce(
      (sum, probability, s) => sum + probability * point.orders[cell(frame.sizes, k, t, s)]!,
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
function retirementLines({ frame, facts, point }: SolvedPlan): string[] {
  const { sizes, probabilities } = frame;
  const { calendar, labels } = frame.model.study;
  const chipsAt = (values: Float64Array, element: number, t: number) => {
    let chips = 0;
    for (let site = 0; site < sizes.sites; site++)
      probabilities.forEach(
        (probability, s) => (chips += probability * values[cell(sizes, element * sizes.sites + site, t, s)]!),
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

function phaseLines({ frame, point }: SolvedPlan): string[] {
  const { calendar } = frame.model.study;
  const starts = frame.inputs.get('phase.start');
  if (!starts) return [];
  const start = reader(starts, frame.sizes);
  const phases = new Map<string, string>();
  frame.options.forEach((option, o) => {
    if (!option.isFree || option.isCommitted) return;
    if (!phases.has(option.phaseName)) phases.set(option.phaseName, 'included: 0%');
    if (Math.round(point.included[o]!) !== 1) return;
    phases.set(option.phaseName, `included: 100%, start: ${dateAt(calendar, start(o, 0, 0))}`);
  });
  return [...phases].map(([name, text]) => `  ${name}: { ${text} }`);
}

/** Rights to power that a plan may take up, and whether it does. */
function powerLines({ frame, point }: SolvedPlan): string[] {
  const taken = new Map<string, boolean>();
  frame.options.forEach(({ isFree, powerName }, o) => {
    if (!isFree || powerName === undefined) return;
    taken.set(powerName, (taken.get(powerName) ?? false) || Math.round(point.included[o]!) === 1);
  });
  return [...taken].map(([name, isTaken]) => `  ${name}: { taken: ${isTaken ? '100%' : '0%'} }`);
}
