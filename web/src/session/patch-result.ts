import type { LiveFan, Metric, RunResult } from 'buildout';

/** Order of the quantiles that the desk redraws. */
const names = ['p5', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const;

/** What redrawn numbers are made with. */
export type Drawn = Pick<RunResult['provenance'], 'paths' | 'precision'>;

/**
 * A result with the quantiles of some metrics redrawn, for pictures while a value is being moved. Means are not redrawn and stand at
 * the medians until the run is done.
 */
export function patchResult(result: RunResult, fans: readonly LiveFan[], made: Drawn): RunResult {
  const metrics: Record<string, Metric> = { ...result.metrics };
  for (const fan of fans) {
    const id = idOf(fan.id);
    const known = metrics[id];
    if (!known) continue;
    const quantiles = Object.fromEntries(names.map((name, i) => [name, fan.quantiles[i]!]));
    const redrawn = { ...quantiles, mean: quantiles['p50']! };
    metrics[id] =
      known.kind === 'once' ? { ...known, ...redrawn } : { ...known, years: { ...known.years, ...redrawn } };
  }
  return { ...result, metrics, provenance: { ...result.provenance, ...made } };
}

/** A metric's id spells the name of its formula with hyphens and leaves labels as they are. */
function idOf(name: string): string {
  return name.replace(/^[^[]*/, (formula) => formula.replaceAll('_', '-'));
}
