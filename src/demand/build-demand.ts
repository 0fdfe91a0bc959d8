import type { Issue, Outcome } from '../base/issue.ts';
import { fail, hasErrors, ok } from '../base/issue.ts';
import { quarterIndex, quarterLabel } from '../market/index.ts';
import { log, quantileOf, sortedCopy } from '../num/index.ts';
import { csvCell } from '../table/index.ts';
import { layerPaths } from './layer-paths.ts';
import { pathComponents, type PathComponents } from './path-components.ts';
import type { DemandLayer, DemandPlan } from './read-layers.ts';

/** What one layer adds to its segment, mean by quarter. */
export interface LayerShare {
  readonly layer: string;
  readonly kind: string;
  readonly file: string;
  readonly mean: Float64Array;
}

/** A segment's demand from its signals: joint paths, their quantiles, and what each layer adds. */
export interface SegmentDemand {
  readonly segment: string;
  readonly layers: readonly LayerShare[];
  readonly p10: Float64Array;
  readonly p50: Float64Array;
  readonly p90: Float64Array;
  readonly paths: readonly Float64Array[];
  /** The case model's shock that spreads like these paths: standard deviation of a year's news, and share fading a quarter. */
  readonly volatility: number;
  readonly reversion: number;
  /** What moves together over the quarters. */
  readonly components: PathComponents;
  /** The case model's shock that spreads like what the components leave. */
  readonly rest: Shock;
}

/** Standard deviation of a year's news in log terms, and share that fades in a quarter. */
export interface Shock {
  readonly volatility: number;
  readonly reversion: number;
}

export interface DemandBuild {
  readonly labels: readonly string[];
  readonly segments: readonly SegmentDemand[];
}

export interface DemandOptions {
  readonly paths: number;
  readonly seed: number;
}

/**
 * Builds the demand of a case's segments from its signal files: each layer's joint paths, added up path by path.
 *
 * `files` holds the bytes of the signal files by the names in the plan. Equal files and seed give equal bytes. Issues:
 * `layer-file`, and those of the layers.
 */
export function buildDemand(
  plan: DemandPlan,
  files: ReadonlyMap<string, { readonly text: string; readonly bytes: Uint8Array }>,
  options: DemandOptions,
): Outcome<DemandBuild> {
  const issues: Issue[] = [];
  const { start, quarters } = plan;
  const segments = [...new Set(plan.layers.map(({ segment }) => segment))].map((segment) => {
    const total = Array.from({ length: options.paths }, () => new Float64Array(quarters));
    const drawnBefore = new Map<string, readonly Float64Array[]>();
    const layers = plan.layers
      .filter((layer) => layer.segment === segment)
      .flatMap((layer): LayerShare[] => {
        const file = files.get(layer.file);
        if (!file) {
          issues.push({
            code: 'layer-file',
            severity: 'error',
            message: 'The signal file of a layer is not there.',
            at: { file: plan.file, line: layer.line, column: 1 },
            found: layer.file,
            expected: 'a file beside the list of layers',
          });
          return [];
        }
        const base = baseOf(layer, drawnBefore, { paths: options.paths, quarters, file: plan.file });
        issues.push(...base.issues);
        if (!base.value) return [];
        const drawn = layerPaths(layer, { ...file, start, quarters, ...options, base: base.value });
        issues.push(...drawn.issues);
        if (drawn.value) drawnBefore.set(layer.layer, drawn.value);
        const mean = new Float64Array(quarters);
        drawn.value?.forEach((path, p) =>
          path.forEach((value, t) => {
            total[p]![t]! += value;
            mean[t]! += value / options.paths;
          }),
        );
        return [{ layer: layer.layer, kind: layer.kind, file: layer.file, mean }];
      });
    return summarise(segment, layers, total);
  });
  if (hasErrors(issues)) return { issues };
  const first = quarterIndex(start)!;
  const labels = Array.from({ length: quarters }, (_, t) => quarterLabel(first + t));
  return ok({ labels, segments }, issues);
}

/** The layers a layer of churn takes from, added up: all before it in its segment, or those that `of=a+b` names. */
function baseOf(
  layer: DemandLayer,
  drawnBefore: ReadonlyMap<string, readonly Float64Array[]>,
  { paths, quarters, file }: { readonly paths: number; readonly quarters: number; readonly file: string },
): Outcome<readonly Float64Array[]> {
  if (layer.kind !== 'churn') return ok([]);
  const names = layer.args
    .get('of')
    ?.split('+')
    .map((name) => name.trim()) ?? [...drawnBefore.keys()];
  const unknown = names.filter((name) => !drawnBefore.has(name));
  if (names.length === 0 || unknown.length > 0) {
    return fail({
      code: 'layer-argument',
      severity: 'error',
      message: `The layer ${layer.segment}, ${layer.layer} takes from layers that are not before it.`,
      at: { file, line: layer.line, column: 1 },
      found: unknown.join(', ') || '(no layer before it)',
      expected: [...drawnBefore.keys()].join(', ') || 'a layer of the segment before it',
    });
  }
  const sum = Array.from({ length: paths }, () => new Float64Array(quarters));
  for (const name of names) {
    drawnBefore.get(name)!.forEach((path, p) => path.forEach((value, t) => (sum[p]![t]! += value)));
  }
  return ok(sum);
}

function summarise(
  segment: string,
  layers: readonly LayerShare[],
  paths: readonly Float64Array[],
): SegmentDemand {
  const quarters = paths[0]!.length;
  const sorted = Array.from({ length: quarters }, (_, t) => sortedCopy(paths.map((path) => path[t]!)));
  const at = (p: number) => Float64Array.from(sorted, (column) => quantileOf(column, p));
  const [p10, p50, p90] = [at(0.1), at(0.5), at(0.9)];
  const components = pathComponents(paths);
  const rest = fitShock(components.left);
  return { segment, layers, p10, p50, p90, paths, components, rest, ...fitShock(bandVariances(p10, p90)) };
}

/** Width of an 80% band in standard deviations. */
const width80 = 2 * 1.2815515655446004;

/** Variance of logarithms of a normal whose 80% band that is. */
function bandVariances(p10: Float64Array, p90: Float64Array): Float64Array {
  return p10.map((low, t) => {
    const high = p90[t]!;
    const spread = low > 0 ? log(high / low) / width80 : 0;
    return spread * spread;
  });
}

/**
 * The volatility and reversion of the case model's shock whose variance by quarter is nearest to the given one, by least
 * squares of the variance of logarithms: σ²/4·(1 − (1 − ρ)^(2t))/(1 − (1 − ρ)²) after t quarters.
 */
function fitShock(variances: Float64Array): Shock {
  let best = { volatility: 0, reversion: 0.1, misfit: Infinity };
  for (let reversion = 0; reversion <= 1; reversion += 0.01) {
    const keep = (1 - reversion) * (1 - reversion);
    let [sum, xx, xy] = [0, 0, 0];
    const shape = variances.map(() => (sum = sum * keep + 0.25));
    shape.forEach((x, t) => {
      xx += x * x;
      xy += x * variances[t]!;
    });
    const square = Math.max(0, xy / xx);
    let misfit = 0;
    shape.forEach((x, t) => {
      const miss = variances[t]! - square * x;
      misfit += miss * miss;
    });
    if (misfit < best.misfit) best = { volatility: Math.sqrt(square), reversion, misfit };
  }
  return { volatility: best.volatility, reversion: Number(best.reversion.toFixed(2)) };
}

/** The table a case reads: `period` and, by segment, the median, the ends of the 80% band and the loadings of its joint paths, to 6 digits. */
export function printDemand({ labels, segments }: DemandBuild): string {
  const digits = (value: number) => String(Number(value.toPrecision(6)));
  const names = segments.flatMap(({ segment, components }) => [
    segment,
    `${segment}_p10`,
    `${segment}_p90`,
    ...components.loadings.map((_, k) => `${segment}_path_${k + 1}`),
  ]);
  const rows = labels.map((label, t) =>
    [
      label,
      ...segments.flatMap(({ p10, p50, p90, components }) =>
        [p50[t]!, p10[t]!, p90[t]!, ...components.loadings.map((loading) => loading[t]!)].map(digits),
      ),
    ].join(','),
  );
  return `period,${names.map(csvCell).join(',')}\n${rows.join('\n')}\n`;
}
