import { labelWords } from '../label-words.ts';
import { familyOpacity, seriesColour, seriesCount } from '../palette.ts';
import { findFamily, findMetric, isAllZero } from '../read-metric.ts';
import type { Metric, RunResult } from '../result-types.ts';

/** A make of chip that the case has at work at some time, and how charts paint it. */
export interface Make {
  readonly label: string;
  readonly words: string;
  /** IT power of its chips. */
  readonly power: Metric;
  /** `undefined` where the result does not say (metric `chip-is-own`). */
  readonly origin: 'own' | 'merchant' | undefined;
  readonly colour: string;
  readonly opacity: number;
}

const familyColours = { own: 'var(--c1)', merchant: 'var(--c2)' };

/** The makes at work, own silicon first and then merchant chips, each group in one family of colours. */
export function readMakes(result: RunResult): readonly Make[] {
  const found = findFamily(result, 'chip.mw')
    .filter(({ metric }) => !isAllZero(metric.mean))
    .map(({ label, metric }) => ({
      label,
      words: labelWords(label),
      power: metric,
      origin: originOf(result, label),
    }));
  const groups = (['own', 'merchant', undefined] as const).map((origin) =>
    found.filter((make) => make.origin === origin),
  );
  return groups.flatMap((group) =>
    group.map((make, i) => ({
      ...make,
      colour: make.origin === undefined ? seriesColour(i) : familyColours[make.origin],
      opacity: make.origin === undefined ? (i < seriesCount ? 1 : 0.5) : familyOpacity(i, group.length),
    })),
  );
}

function originOf(result: RunResult, label: string): Make['origin'] {
  const isOwn = findMetric(result, `chip-is-own[${label}]`)?.mean[0];
  if (isOwn === undefined) return undefined;
  return isOwn > 0.5 ? 'own' : 'merchant';
}
