import type { DecideBy } from '../plan-result.ts';
import { reader } from '../frame.ts';
import type { BoundChange, Explorer } from './explorer.ts';
import { usdWords } from './money.ts';

/**
 * For a phase that may be left out: what the plan is worth with it started in each period, less the plan without it, and the
 * last start that still pays. Other phases and contracts stay as planned; orders and dispatch are planned anew each time.
 */
export function priceWaiting(explorer: Explorer, phase: string): DecideBy {
  const { frame, model } = explorer.plan;
  const options = frame.options.flatMap((option, o) => (option.phaseName === phase ? [o] : []));
  const off: BoundChange[] = options.map((o) => [model.columns.option(o), 0, 0]);
  const without = explorer.valueWith(off);
  const startOf = reader(frame.inputs.get('phase.start')!, frame.sizes);
  const tried = options.flatMap((o) => {
    const changes = off.map((change): BoundChange =>
      change[0] === model.columns.option(o) ? [change[0], 1, 1] : change,
    );
    const value = explorer.valueWith(changes);
    if (value === undefined) return [];
    const gainUsd = without === undefined ? Infinity : value - without;
    return [{ period: frame.options[o]!.start, at: startOf(o, 0, 0), gainUsd }];
  });
  // A start can be powered in several ways; the best of them counts.
  const starts = [...new Set(tried.map(({ at }) => at))]
    .toSorted((a, b) => a - b)
    .map((at) => tried.filter((each) => each.at === at).reduce((a, b) => (b.gainUsd > a.gainUsd ? b : a)));
  const paying = starts.filter(({ gainUsd }) => gainUsd > 0);
  const best = starts.reduce<(typeof starts)[number] | undefined>(
    (most, start) => (most === undefined || start.gainUsd > most.gainUsd ? start : most),
    undefined,
  );
  const last = paying.at(-1);
  return {
    starts,
    best: paying.length > 0 ? best!.period : undefined,
    last: last?.period,
    lastAt: last?.at,
    sentence: sentenceOf(phase, starts, { best: paying.length > 0 ? best : undefined, last }),
  };
}

type Start = DecideBy['starts'][number];

function sentenceOf(
  phase: string,
  starts: readonly Start[],
  { best, last }: { readonly best: Start | undefined; readonly last: Start | undefined },
): string {
  if (starts.length === 0) return `${phase} cannot be built within the limits.`;
  if (!best || !last) {
    const least = starts.reduce((a, b) => (b.gainUsd > a.gainUsd ? b : a));
    return `${phase}: no start pays; the least bad, ${least.period}, loses ${usdWords(-least.gainUsd)}. Nothing is lost by waiting.`;
  }
  if (!Number.isFinite(best.gainUsd)) return `${phase} is needed: without it the limits cannot be kept.`;
  const after = starts.find(({ at }) => at > best.at);
  const wait = after ? ` One period later it gains ${usdWords(best.gainUsd - after.gainUsd)} less.` : '';
  const end =
    starts.at(-1) === last
      ? `it still pays at ${last.period}, the last start the case allows`
      : `decide by ${last.period}: later it no longer pays`;
  return `${phase}: best started ${best.period}, worth ${usdWords(best.gainUsd)} against leaving it out;${wait === '' ? '' : wait.replace(/\.$/, ';')} ${end}.`;
}
