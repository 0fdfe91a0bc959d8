import { periodLabel } from '../time/index.ts';
import type { Frame } from './frame.ts';

/** Labels of the case by number, for names of rows and columns. */
export interface Names {
  readonly chip: (chip: number) => string;
  readonly site: (site: number) => string;
  readonly pool: (pool: number) => string;
  readonly retirement: (retirement: number) => string;
  readonly segment: (segment: number) => string;
  readonly contract: (contract: number) => string;
  readonly period: (period: number) => string;
  readonly scenario: (scenario: number) => string;
}

export function nameThings(frame: Frame): Names {
  const { labels, calendar } = frame.model.study;
  const of = (dim: string) => (index: number) => labels[dim]![index]!;
  return {
    chip: of('chip'),
    site: of('site'),
    pool: (pool) => frame.poolNames[pool]!,
    retirement: of('retirement'),
    segment: of('segment'),
    contract: of('contract'),
    period: (period) => periodLabel(calendar, period),
    scenario: (scenario) => `s${scenario + 1}`,
  };
}
