import Table from 'cli-table3';
import { shareWords, usdWords, type PlannedPhase, type PlannedTree, type PlanResult } from '../plan/index.ts';
import { countWords, formatCount } from './display.ts';
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

/** What to commit before the first review; then, review by review, what is decided by what has been seen, and what that is worth. */
function treeLists(tree: PlannedTree, width: number): string[] {
  const { nodes, reviews, value, outOfSample } = tree;
  const [first] = reviews;
  if (!first) return [];
  const say = (decisions: readonly string[]) =>
    decisions.length > 0 ? `${decisions.join('; ')}.` : 'nothing new.';
  const stages = reviews.map(({ period, seenIn, told }, i) => {
    const lines = nodes.flatMap((node, number) =>
      node.stage === i + 1
        ? [
            `${futureWords(tree, number)} (${percent(node.probability)} of futures, worth ${usdWords(node.expectedUsd)} on average): ${say(node.decisions)}`,
          ]
        : [],
    );
    return list(
      `Decide by ${period}, by what is seen in ${seenIn} (it tells ${percent(told)} of the spread of value)`,
      lines,
      width,
    );
  });
  return [
    list(
      `Commit before ${first.period}`,
      nodes[0]!.decisions.map((line) => `${line}.`),
      width,
    ),
    ...stages,
    list(
      'What deciding later is worth',
      [value.sentence, ...(outOfSample ? [outOfSample.sentence] : [])],
      width,
    ),
  ];
}

/** A node by what leads to it: `n4, after n1: if demand of users about 1.4 × its median in 2027Q4 (12m work/quarter)`. */
function futureWords({ nodes }: PlannedTree, number: number): string {
  const { name, parent, signs, condition } = nodes[number]!;
  const after = parent > 0 ? `, after ${nodes[parent]!.name}` : '';
  return `${name}${after}: ${signs.length > 0 ? 'if ' : ''}${condition}`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
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
  const powers = plan.phases.flatMap(({ phase, status, power }) =>
    status === 'committed' && power !== undefined ? [`power ${phase} by ${power}.`] : [],
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

/** Starts that follow what has been seen: `start in 2027Q1 in 30% of futures, in 2028Q1 in 10%, else leave it out`. */
export function startsWords(starts: NonNullable<PlannedPhase['starts']>): string {
  const left = 1 - starts.reduce((sum, { probability }) => sum + probability, 0);
  const each = starts.map(({ start, power, probability }, i) => {
    const by = power === undefined ? '' : `, powered by ${power},`;
    return `in ${start}${by} in ${percent(probability)}${i === 0 ? ' of futures' : ''}`;
  });
  return `start ${each.join(', ')}${left > 1e-9 ? ', else leave it out' : ''}`;
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
