/** A range of numbers within a text such as `$38bn/GW` or `0.7 to 1.4`, and how to write one of them back. */
export interface SliderScale {
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly now: number;
  readonly write: (value: number) => string;
}

const numberText = String.raw`[-−]?\d[\d,]*(?:\.\d+)?`;
const single = new RegExp(String.raw`^(\D*?)(${numberText})([^\d]*)$`);
const range = new RegExp(String.raw`^(\D*?)(${numberText})(\D*?) to (\D*?)(${numberText})([^\d]*)$`);
/** How far beyond what is written a slider goes: half as much again to either side. */
const reach = 0.5;

/**
 * The slider of a value as it is written in the case, standing at `text`; `undefined` where it is neither one number nor a range. A
 * range is pinned to one number within it, or somewhat outside.
 *
 * @example readSlider('25%', '30%')?.write(0.2 * 100) // '20%'
 */
export function readSlider(written: string, text: string): SliderScale | undefined {
  if (/^\d{4}-\d{2}/.test(written) || /\d{4}(Q\d|-\d\d)/.test(written)) return undefined;
  const [, before = '', from, , , to, after = ''] = range.exec(written) ?? [];
  if (from !== undefined && to !== undefined) {
    const [low, high] = [toNumber(from), toNumber(to)];
    const air = (high - low) * reach;
    return scale([low < 0 ? low - air : Math.max(0, low - air), high + air], {
      before,
      after,
      text,
      fallback: (low + high) / 2,
    });
  }
  const [, head = '', only, tail = ''] = single.exec(written) ?? [];
  if (only === undefined) return undefined;
  const value = toNumber(only);
  const ends = value === 0 ? [0, 1] : [value * (1 - reach), value * (1 + reach)].sort((a, b) => a - b);
  return scale(ends as [number, number], { before: head, after: tail, text, fallback: value });
}

interface Around {
  readonly before: string;
  readonly after: string;
  readonly text: string;
  readonly fallback: number;
}

function scale([low, high]: [number, number], { before, after, text, fallback }: Around): SliderScale {
  const step = 10 ** Math.floor(Math.log10((high - low) / 50));
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const now = single.exec(text)?.[2];
  return {
    low: round(low, step),
    high: round(high, step),
    step,
    now: now === undefined ? fallback : toNumber(now),
    write: (value) => `${before}${Number(value.toFixed(decimals))}${after}`,
  };
}

function round(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}

function toNumber(text: string): number {
  return Number(text.replaceAll(',', '').replace('−', '-'));
}
