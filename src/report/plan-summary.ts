import Table from 'cli-table3';
import { shareWords, usdWords, type PlannedTree, type PlanResult } from '../plan/index.ts';
import { countWords, formatCount } from './display.ts';
import { startsWords, treeLines } from './plan-tree-words.ts';
import { wrapText } from './wrap-text.ts';

/** A plan in words for a terminal: what to do, what it is worth, what binds, what waiting and planning are worth. */
export function renderPlanSummary(plan: PlanResult, { width }: { readonly width: number }): string {
  const parts = [
    heading(plan),
    valueWords(plan, width),
    ...(plan.tree ? treeLists(plan.tree, width) : []),
    orderTable(plan),
    decisionWords(plan, width),
  ];
  if (plan.binding.length > 0)
    parts.push(list('What binds, and what one more is worth', plan.binding, width));
  const worth = [
    ...(plan.information ? [plan.information.sentence] : []),
    ...(plan.silo ? [plan.silo.sentence] : []),
  ];
  if (worth.length > 0) parts.push(list('What planning is worth', worth, width));
  if (plan.alternativesSentence !== undefined)
    parts.push(list('Plans nearly as good', [plan.alternativesSentence, ...alternativeWords(plan)], width));
  parts.push(list('Power that is not used, and demand that is not served', gapWords(plan), width));
  parts.push(list('Read this with care', plan.limits, width));
  return parts.filter((part) => part !== '').join('\n\n');
}

function heading({ name, settings, status }: PlanResult): string {
  const paths =
    settings.scenarios === 1
      ? 'for the central path'
      : settings.scenarios === settings.sampled
        ? `for ${settings.scenarios} random paths (seed ${settings.seed})`
        : `for ${settings.scenarios} scenarios that stand for ${settings.sampled} random paths (seed ${settings.seed})`;
  const stop = status === 'stopped' ? ', stopped before the proof was done' : '';
  return `${name}: a plan ${paths}${stop}`;
}

function valueWords({ value, settings, byRules, outOfSample, size }: PlanResult, width: number): string {
  const risk =
    settings.riskWeight > 0
      ? ` less ${settings.riskWeight} × the CVaR of the worst ${Math.round(settings.riskTail * 100)}%`
      : '';
  const quality =
    settings.scenarios > 1 && settings.scenarios < settings.sampled
      ? ` A path is on average ${Math.round(settings.loss * 100)}% as far from its scenario as from the best single one.`
      : '';
  const lines = [
    `Objective: expected NPV${risk}, ${usdWords(value.objectiveUsd)}; no plan exceeds ${usdWords(value.boundUsd)}, a gap of ${shareWords(value.gap)}. The accounts compute ${usdWords(value.expectedUsd)} for the plan's decisions; the programme differs by ${usdWords(value.differenceUsd)}.${quality}`,
    ...(byRules ? [byRules.sentence] : []),
    ...(outOfSample ? [outOfSample.sentence] : []),
    `${formatCount(size.rows)} limits, ${formatCount(size.columns)} choices, ${size.solves} solves.`,
  ];
  return lines.flatMap((line) => wrapText(line, width)).join('\n');
}

/** What to commit, what waits for what, and what that is worth. */
function treeLists(tree: PlannedTree, width: number): string[] {
  return treeLines(tree).map(({ title, lines }) => list(title, lines, width));
}

/** Orders by fiscal-year-like blocks of four periods, in chips. */
function orderTable(plan: PlanResult): string {
  const { orders, periods } = plan;
  const bought = orders.filter(({ chips }) => chips.some((count) => count > 0.5));
  if (bought.length === 0) return 'No chips are ordered.';
  const shown = Math.min(periods.length, 8);
  const table = new Table({
    head: [plan.tree ? 'chips ordered, on average' : 'chips ordered', ...periods.slice(0, shown), 'later'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', ...Array.from({ length: shown + 1 }, () => 'right' as const)],
  });
  for (const { chip, chips } of bought) {
    const later = chips.slice(shown).reduce((sum, count) => sum + count, 0);
    table.push([chip, ...chips.slice(0, shown).map(countWords), countWords(later)]);
  }
  return table.toString();
}

function decisionWords(plan: PlanResult, width: number): string {
  const phases = plan.phases
    .filter(({ status }) => status !== 'committed')
    .map(({ phase, isBuilt, start, starts, power, decideBy }) => {
      const by = power === undefined ? '' : `, powered by ${power}`;
      const what = starts
        ? `${phase}: ${startsWords(starts)}`
        : isBuilt
          ? `start ${phase} in ${start}${by}`
          : `leave out ${phase}`;
      return decideBy ? `${what}. ${decideBy.sentence}` : `${what}.`;
    });
  const powers = plan.phases.flatMap(({ phase, status, power, starts }) =>
    status === 'committed' && power !== undefined
      ? [starts ? `${phase}: ${startsWords(starts)}.` : `power ${phase} by ${power}.`]
      : [],
  );
  const contracts = plan.contracts.map(({ contract, state, isAccepted, sentence }) =>
    sentence === ''
      ? `${state === 'offered' ? (isAccepted ? 'accept' : 'reject') : 'keep'} ${contract}.`
      : sentence,
  );
  return [
    ...(phases.length > 0 ? [list('Phases that may be left out', phases, width)] : []),
    ...(powers.length > 0 ? [list('Power of committed phases', powers, width)] : []),
    ...(contracts.length > 0 ? [list('Contracts', contracts, width)] : []),
    ...(plan.retirements.length > 0
      ? [
          list(
            'Chips that may be taken out early',
            plan.retirements.map(({ sentence }) => sentence),
            width,
          ),
        ]
      : []),
  ].join('\n\n');
}

/** Each alternative in a sentence. */
function alternativeWords({ alternatives, outOfSample }: PlanResult): string[] {
  return alternatives.map(({ name, costUsd, differences, runUsd }) => {
    const run =
      runUsd === undefined || !outOfSample
        ? ''
        : ` Run by the rules of the simulation it is worth ${usdWords(runUsd)} on average, on the same paths.`;
    return `${name}, for ${usdWords(costUsd)} of expected NPV: it ${differences.join('; ')}.${run}`;
  });
}

function gapWords({ power, periods }: PlanResult): string[] {
  const peak = (values: readonly number[]) => {
    const at = values.reduce((best, value, t) => (value > values[best]! ? t : best), 0);
    return { value: values[at]!, period: periods[at]! };
  };
  const say = (what: string, values: readonly number[]) => {
    const { value, period } = peak(values);
    return value < 0.05
      ? `${what}: none.`
      : `${what}: at most ${formatCount(Math.round(value))} MW, in ${period}.`;
  };
  const list = power.shortfallUsd.reduce((sum, usd) => sum + usd, 0);
  return [
    say('Stranded power (ready, without chips)', power.stranded),
    say('Chips at work without demand', power.idle),
    say('Chips delivered and not yet at work, for want of power or demand', power.waiting),
    `${say('Demand not served', power.shortfall)} Over the horizon its list value is ${usdWords(list)}.`,
  ];
}

function list(title: string, lines: readonly string[], width: number): string {
  const body = lines.flatMap((line) =>
    wrapText(line, width - 4).map((text, i) => (i === 0 ? `  - ${text}` : `    ${text}`)),
  );
  return [title, ...body].join('\n');
}
