/** A statistic over the paths of a case; p10 to p90 is the 80% range. */
export type Statistic = 'p10' | 'p50' | 'p90';

/**
 * What a run of the case answers, by metric, period and statistic; `undefined` when it has no such value.
 *
 * Metrics: `capex`, `revenue`, `ebit`, `nopat`, `revenue.own_silicon`, `npv` in USD; `roic.d1` to `roic.d6` and `irr` as
 * fractions per year; `it-mw` and `facility-mw` in MW at the end of the period; `chip.installed[label]` in chips.
 * Periods: fiscal years as `FY2026`; `npv` and `irr` have the one period `all`. A case that begins in 2026 answers
 * `FY2025` for stocks with its opening stock.
 */
export interface ModelAnswers {
  value(metric: string, period: string, statistic: Statistic): number | undefined;
}
