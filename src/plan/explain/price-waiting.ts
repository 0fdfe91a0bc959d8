import type { DecideBy } from '../plan-result.ts';
import { optionColumns } from '../columns.ts';
import { reader } from '../frame.ts';
import { notWorkedOut, type Answered } from './answered.ts';
import type { BoundChange, Explorer } from './explorer.ts';
import { usdWords } from './money.ts';

/**
 * For a phase that may be left out: what the plan is worth with it started in each period, less the plan without it, and the
 * last start that still pays. Other phases and contracts stay as planned; orders and dispatch are planned anew each time.
 * A start whose solve was stopped is listed as unknown and counts neither for nor against. In a tree each start is tried in every
 * node, whatever has been seen by then.
 */
export function priceWaiting(explorer: Explorer, phase: string): DecideBy {
  const { frame, model } = explorer.plan;
  const options = frame.options.flatMap((option, o) => (option.phaseName === phase ? [o] : []));
  const columnsOf = (o: number) => optionColumns(model.columns, frame, o);
  const off: BoundChange[] = options.flatMap((o) =>
    columnsOf(o).map((column): BoundChange => [column, 0, 0]),
  );
  const without = explorer.tryBounds(off);
  const startOf = reader(frame.inputs.get('phase.start')!, frame.sizes);
  const tried = options.map((o) => {
    const own = new Set(columnsOf(o));
    const changes = off.map((change): BoundChange => (own.has(change[0]) ? [change[0], 1, 1] : change));
    const answer = explorer.tryBounds(changes);
    return { period: frame.options[o]!.start, at: startOf(o, 0, 0), answer };
  });
  const unknown = [
    ...new Set(tried.flatMap(({ period, answer }) => (answer.kind === 'unknown' ? [period] : []))),
  ];
  const valued = tried.flatMap(({ period, at, answer }): Start[] => {
    if (answer.kind !== 'value') return [];
    const gainUsd = without.kind === 'value' ? answer.usd - without.usd : undefined;
    return [{ period, at, valueUsd: answer.usd, gainUsd }];
  });
  // A start can be powered in several ways; the best of them counts.
  const starts = [...new Set(valued.map(({ at }) => at))]
    .toSorted((a, b) => a - b)
    .map((at) => valued.filter((each) => each.at === at).reduce(better));
  const isNeeded = without.kind === 'impossible' && starts.length > 0;
  const paying = isNeeded ? starts : starts.filter(({ gainUsd }) => gainUsd !== undefined && gainUsd > 0);
  const best = paying.length > 0 ? paying.reduce(better) : undefined;
  const last = paying.at(-1);
  const later = tried.filter(({ at }) => last !== undefined && at > last.at);
  const told = { phase, starts, unknown, best, last, isNeeded, isLost: without.kind === 'unknown' };
  const sentence = sentenceOf({ ...told, afterLast: later.map(({ answer }) => answer.kind) });
  const { base } = explorer;
  const asPlannedUsd = without.kind === 'value' && base.kind === 'value' ? base.usd - without.usd : undefined;
  return {
    starts,
    unknown,
    isNeeded,
    best: best?.period,
    last: last?.period,
    lastAt: last?.at,
    sentence: frame.sharing.reviews.length > 0 ? inTree(phase, sentence, asPlannedUsd) : sentence,
  };
}

/** The sentence of a phase whose start may follow what has been seen: what the plan's own rule for it is worth, and one start for all. */
function inTree(phase: string, sentence: string, asPlannedUsd: number | undefined): string {
  const planned =
    asPlannedUsd === undefined
      ? ''
      : `decided as in this plan it is worth ${usdWords(asPlannedUsd)} against leaving it out; `;
  return `${phase}: ${planned}with one answer for every future, ${sentence.slice(phase.length).replace(/^: /, '').replace(/^ /, 'it ')}`;
}

type Start = DecideBy['starts'][number];

function better(a: Start, b: Start): Start {
  return b.valueUsd > a.valueUsd ? b : a;
}

interface Told {
  readonly phase: string;
  readonly starts: readonly Start[];
  readonly unknown: readonly string[];
  readonly best: Start | undefined;
  readonly last: Start | undefined;
  /** What came of the starts after the last that pays. */
  readonly afterLast: readonly Answered['kind'][];
  /** Whether there is no plan without the phase. */
  readonly isNeeded: boolean;
  /** Whether the plan without the phase is not known. */
  readonly isLost: boolean;
}

function sentenceOf(told: Told): string {
  const { phase, starts, unknown, best, last, isNeeded, isLost } = told;
  if (isLost || (starts.length === 0 && unknown.length > 0))
    return `${phase}: what waiting is worth ${notWorkedOut}.`;
  const rest = unknown.length === 0 ? '' : ` What a start in ${unknown.join(', ')} is worth ${notWorkedOut}.`;
  if (starts.length === 0) return `${phase} cannot be built within the limits.`;
  if (!best || !last) {
    const least = starts.reduce(better);
    const words = unknown.length === 0 ? 'no start pays' : 'no start that was worked out pays';
    const calm = unknown.length === 0 ? ' Nothing is lost by waiting.' : rest;
    return `${phase}: ${words}; the least bad, ${least.period}, loses ${usdWords(-least.gainUsd!)}.${calm}`;
  }
  const after = starts.find(({ at }) => at > best.at);
  const wait = after
    ? ` started ${after.period} it is worth ${usdWords(best.valueUsd - after.valueUsd)} less;`
    : '';
  const end = endOf(told, last.period);
  if (isNeeded)
    return `${phase} is needed: without it the limits cannot be kept. Best started ${best.period};${wait} ${end}.${rest}`;
  return `${phase}: best started ${best.period}, worth ${usdWords(best.gainUsd!)} against leaving it out;${wait} ${end}.${rest}`;
}

/** Until when the phase can wait, and why not longer. */
function endOf({ afterLast, isNeeded }: Told, last: string): string {
  if (afterLast.length === 0)
    return isNeeded
      ? `${last} is the last start the case allows`
      : `it still pays at ${last}, the last start the case allows`;
  if (afterLast.every((kind) => kind === 'impossible'))
    return `decide by ${last}: later starts break a limit`;
  if (afterLast.includes('value')) return `decide by ${last}: later it no longer pays`;
  return `${last} is the last start that was worked out`;
}
