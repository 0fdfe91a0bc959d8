import type { PhaseRow, RunResult, SiteRow } from '../result-types.ts';

/** IT power of one site at the end of a fiscal year, MW, by how far it has come. */
export interface SitePower {
  readonly site: SiteRow;
  readonly readyMw: number;
  /** Committed and not yet ready. */
  readonly underWayMw: number;
  /** Optional or a candidate, and not yet ready. */
  readonly optionalMw: number;
}

/** Power by site at the end of a period, counted from the calendar's start; a phase is ready where its median date has passed. */
export function sitePowers(result: RunResult, endPeriod: number): readonly SitePower[] {
  return (result.sites ?? []).map((site) => {
    const phases = result.phases.filter((phase) => phase.site === site.name);
    const sum = (isIt: (phase: PhaseRow) => boolean) =>
      phases.reduce((total, phase) => (isIt(phase) ? total + phase.mw : total), 0);
    const isReady = (phase: PhaseRow) => phase.p50At <= endPeriod;
    return {
      site,
      readyMw: site.openingMw + sum(isReady),
      underWayMw: sum((phase) => !isReady(phase) && phase.status === 'committed'),
      optionalMw: sum((phase) => !isReady(phase) && phase.status !== 'committed'),
    };
  });
}

/** All power of a site, which does not change with the year. */
export function totalPower({ readyMw, underWayMw, optionalMw }: SitePower): number {
  return readyMw + underWayMw + optionalMw;
}
