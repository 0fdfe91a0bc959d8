import { checkText, isOff } from './check-words.ts';
import { clearText } from './clear-words.ts';
import { displayFor, formatCount, formatValue } from './display.ts';
import { checkName } from './metric-words.ts';
import { ownSiliconText } from './own-silicon-words.ts';
import {
  completeYears,
  estimateText,
  findMetric,
  headlineYear,
  isNumber,
  onceEstimate,
  periodDisplay,
  yearDisplay,
  yearText,
} from './read-metric.ts';
import type { Check, Metric, RunResult } from './result-types.ts';
import { roicNames } from './roic-names.ts';

/** One answer of the verdict: the question it answers and a sentence with its numbers. */
export interface Answer {
  readonly topic: string;
  readonly sentence: string;
  /** The answer that stands above the others. */
  readonly isLead?: boolean;
}

/**
 * The verdict in words: whether the programme clears its cost of capital, what the case buys, carries and earns, when money comes back, what it adds,
 * what keeps work from own silicon, and whether the  * books and the sanity bands hold. Numbers are medians with 80% ranges unless a sentence says mean.
 */
export function writeVerdict(result: RunResult): readonly Answer[] {
  const answers: readonly (Answer | undefined)[] = [
    clears(result),
    buys(result),
    carries(result),
    earns(result),
    comesBack(result),
    adds(result),
    mixes(result),
    holds(result),
  ];
  return answers.filter((answer) => answer !== undefined);
}

function clears(result: RunResult): Answer | undefined {
  const sentence = clearText(result, costOfCapital(result));
  return sentence === undefined
    ? undefined
    : { topic: 'Whether the programme clears its cost of capital', sentence, isLead: true };
}

function buys(result: RunResult): Answer | undefined {
  const years = completeYears(result);
  const [first, last] = [years[0]?.label, years[years.length - 1]?.label];
  if (first === undefined || last === undefined) return undefined;
  const capex = findMetric(result, 'capex');
  const power = findMetric(result, 'it-mw');
  const parts: string[] = [];
  const firstCapex = yearText(capex, first);
  if (capex && firstCapex) {
    const total = capex.years.mean.reduce((sum, value) => sum + value, 0);
    const span =
      first === last ? '' : `; ${formatValue(total, yearDisplay(capex))} over ${first}–${last} (mean)`;
    parts.push(`Capital spending is ${firstCapex} in ${first}${span}.`);
  }
  const [from, to] = [yearText(power, first), yearText(power, last)];
  if (from && to) {
    const end = first === last ? '' : ` and ${to} at the end of ${last}`;
    parts.push(`IT power ready is ${from} at the end of ${first}${end}.`);
  }
  return answer('What it buys', parts);
}

function carries(result: RunResult): Answer | undefined {
  const year = headlineYear(result);
  if (year === undefined) return undefined;
  const parts: string[] = [];
  const property = yearText(findMetric(result, 'net-ppe'), year);
  const construction = yearText(findMetric(result, 'cip'), year);
  const depreciation = yearText(findMetric(result, 'depreciation'), year);
  const cip =
    construction && `, of which ${construction} is construction in progress (CIP) that earns nothing yet`;
  if (property) parts.push(`Net property is ${property} at the end of ${year}${cip ?? ''}.`);
  if (depreciation) parts.push(`Depreciation in ${year} is ${depreciation}.`);
  return answer('What it carries', parts);
}

function earns(result: RunResult): Answer | undefined {
  const year = headlineYear(result);
  if (year === undefined) return undefined;
  const parts: string[] = [];
  const revenue = yearText(findMetric(result, 'revenue'), year);
  const income = yearText(findMetric(result, 'ebit'), year);
  if (revenue) parts.push(`Revenue in ${year} is ${revenue}.`);
  if (income) parts.push(`Operating income (EBIT) in ${year} is ${income}.`);
  const returns = roicNames.flatMap(({ id, words }) => {
    const text = yearText(findMetric(result, id), year);
    return text === undefined ? [] : [{ id, words, text }];
  });
  const main = returns.find(({ id }) => id === 'roic.d2');
  const others = returns.filter(({ id }) => id !== 'roic.d2');
  if (main) parts.push(`ROIC (${main.words}), ${year}: ${main.text}${againstCost(result, year)}.`);
  if (others.length > 0) {
    const list = others.map(({ words, text }) => `${words} ${text.replace(/ \(80%.*$/, '')}`).join('; ');
    parts.push(`By other definitions, medians: ${list}.`);
  }
  return answer('What it earns', parts);
}

/** Whether the whole 80% range of ROIC lies above or below the cost of capital. */
function againstCost(result: RunResult, year: string): string {
  const cost = costOfCapital(result);
  const metric = findMetric(result, 'roic.d2');
  const index = metric?.years.labels.indexOf(year) ?? -1;
  if (cost === undefined || metric === undefined || index < 0) return '';
  const { scale } = yearDisplay(metric);
  const [low, high] = [metric.years.p10[index], metric.years.p90[index]];
  if (!isNumber(low) || !isNumber(high)) return '';
  const against = `the cost of capital of ${cost.toFixed(1)}%`;
  if (low * scale > cost) return `, above ${against} across the 80% range`;
  if (high * scale < cost) return `, below ${against} across the 80% range`;
  return `, with ${against} inside the 80% range`;
}

/** The cost of capital in percent a year: metric `valuation.wacc`, else the assumption of that path. */
export function costOfCapital(result: RunResult): number | undefined {
  const metric = findMetric(result, 'valuation.wacc');
  const mid = onceEstimate(metric)?.mid;
  if (metric && mid !== undefined) return mid * displayFor(metric.unit, mid).scale;
  const text = result.assumptions.find(({ path }) => path === 'valuation.wacc')?.text;
  const written = text === undefined ? undefined : /^\s*([\d.]+)\s*%/.exec(text)?.[1];
  return written === undefined ? undefined : Number(written);
}

function comesBack(result: RunResult): Answer | undefined {
  const trough = findMetric(result, 'fcf.trough');
  const lowest = onceText(trough);
  const parts = lowest ? [`Free cash flow’s running total is lowest at ${lowest}.`] : [];
  const cost = costOfCapital(result);
  const names = [
    ['npv', `NPV${cost === undefined ? '' : ` at ${cost.toFixed(1)}%`}, less capital in place`],
    ['irr', 'IRR'],
    ['payback', 'payback from the start of the calendar'],
  ] as const;
  const values = names.flatMap(([id, words]) => {
    const text = onceText(findMetric(result, id), result.provenance.paths);
    return text === undefined ? [] : [`${words}: ${text}`];
  });
  if (values.length > 0) parts.push(`${values.join('; ')}.`);
  return answer('When money comes back', parts);
}

/** A horizon figure in words; says on how many paths it does not exist. */
export function onceText(metric: Metric | undefined, paths?: number): string | undefined {
  if (metric === undefined) return undefined;
  const missing = metric.missing[0] ?? 0;
  const estimate = onceEstimate(metric);
  const noValue = missing > 0 ? missingText(metric, missing, paths) : '';
  if (estimate === undefined) return noValue === '' ? undefined : noValue;
  const text = estimateText(estimate, periodDisplay(metric));
  if (noValue === '') return text;
  return isTime(metric) ? `${noValue}; where it is, ${text}` : `${text}, ${noValue}`;
}

/** Says on how many paths a figure does not exist: a time such as payback lies beyond the horizon there. */
export function missingText(metric: Metric, missing: number, paths: number | undefined): string {
  const count = `${formatCount(missing)}${outOf(paths)} paths`;
  return isTime(metric) ? `not within the horizon on ${count}` : `no value on ${count}`;
}

function isTime(metric: Metric): boolean {
  return /^(year|quarter|month|period)s?$/.test(metric.unit);
}

function outOf(paths: number | undefined): string {
  return paths === undefined ? '' : ` of ${formatCount(paths)}`;
}

function adds(result: RunResult): Answer | undefined {
  const { programme } = result;
  if (programme === undefined) return undefined;
  const names = [
    ['capex', 'capital spending', false],
    ['npv', 'NPV', true],
    ['irr', 'IRR', true],
    ['payback', 'payback', true],
    ['moic', 'money multiple', true],
  ] as const;
  const values = names.flatMap(([id, words, isOnce]) => {
    const metric = Object.hasOwn(programme.metrics, id) ? programme.metrics[id] : undefined;
    const text =
      isOnce || metric?.kind === 'once' ? onceText(metric, result.provenance.paths) : totalText(metric);
    return text === undefined ? [] : [`${words} ${text}`];
  });
  const parts = [programme.sentence, values.length > 0 ? `Against it: ${values.join('; ')}.` : ''];
  return answer(
    `What the programme adds (against “${counterfactualWords(programme.counterfactual)}”)`,
    parts.filter(Boolean),
  );
}

/** A counterfactual’s file as words: `overlays/without-programme.yaml` becomes `without programme`. */
export function counterfactualWords(name: string): string {
  return name
    .replace(/^.*\//, '')
    .replace(/\.ya?ml$/, '')
    .replaceAll('-', ' ');
}

function totalText(metric: Metric | undefined): string | undefined {
  if (metric === undefined || metric.years.mean.length === 0) return undefined;
  const total = metric.years.mean.reduce((sum, value) => sum + value, 0);
  return `${formatValue(total, yearDisplay(metric))} in all (mean)`;
}

function mixes(result: RunResult): Answer | undefined {
  const sentence = ownSiliconText(result);
  return sentence === undefined
    ? undefined
    : { topic: 'What own silicon does, and what limits it', sentence };
}

function holds(result: RunResult): Answer | undefined {
  const of = (kind: Check['kind']) => result.checks.filter((check) => check.kind === kind);
  const [ties, bands, expectations, actuals] = [of('tie'), of('band'), of('expectation'), of('actual')];
  const broken = ties.filter(isOff);
  const tied =
    broken.length === 0
      ? `The books tie: ${ties.length} of ${ties.length} ties hold on every path.`
      : `The books do not tie: ${broken.map(checkName).join('; ')}.`;
  const parts = [
    ties.length > 0 ? tied : '',
    offText(bands, 'sanity bands', 'outside'),
    offText(expectations, 'expectations of the author', 'not met'),
    offText(actuals, 'later actuals', 'outside the case’s 80% range'),
  ];
  return answer('Whether to believe it', parts.filter(Boolean));
}

const namedChecks = 3;

/** `1 of 2 sanity bands outside: Capital intensity (93.0% against 25.0–80.0%, FY2028).` */
function offText(checks: readonly Check[], what: string, how: string): string {
  if (checks.length === 0) return '';
  const off = checks.filter(isOff);
  if (off.length === 0) return `0 of ${checks.length} ${what} ${how}.`;
  const named = off.slice(0, namedChecks).map((check) => `${checkName(check)} (${checkText(check)})`);
  const more = off.length > namedChecks ? `; and ${off.length - namedChecks} more` : '';
  return `${off.length} of ${checks.length} ${what} ${how}: ${named.join('; ')}${more}.`;
}

function answer(topic: string, parts: readonly string[]): Answer | undefined {
  return parts.length === 0 ? undefined : { topic, sentence: parts.join(' ') };
}
