import { hashName } from '../base/hash-name.ts';
import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok } from '../base/issue.ts';
import { forecastSet, makeSeriesReader, samplePaths } from '../forecast/index.ts';
import { fitGrowth, quarterIndex, quarterLabel, simulateGrowth } from '../market/index.ts';
import { exp, inverseNormal, pow, uniformAt } from '../num/index.ts';
import {
  burnBacklog,
  chipHoursPerYear,
  fitAdoption,
  monthOf,
  readPipeline,
  simulatePipeline,
} from '../signals/index.ts';
import { column, numbers, readCsv } from '../table/index.ts';
import { churnPaths } from './churn-paths.ts';
import type { DemandLayer } from './read-layers.ts';

export interface LayerContext {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly start: string;
  readonly quarters: number;
  readonly paths: number;
  readonly seed: number;
  /** Joint paths of the layers that this one takes from: those before it in its segment, or those it names. */
  readonly base: readonly Float64Array[];
}

/** Draws one layer's joint paths by quarter, in the layer's own unit. Issues: `layer-argument`, those of the readers. */
export function layerPaths(layer: DemandLayer, context: LayerContext): Outcome<readonly Float64Array[]> {
  const missing: Issue[] = [];
  const number = (name: string, usual?: number): number => {
    const text = layer.args.get(name);
    const value =
      text === undefined ? usual : Number(text.replace(/%$/, '')) / (text.endsWith('%') ? 100 : 1);
    if (value !== undefined && Number.isFinite(value)) return value;
    missing.push({
      code: 'layer-argument',
      severity: 'error',
      message: `The layer ${layer.segment}, ${layer.layer} needs the number '${name}'.`,
      at: { file: 'layers', line: layer.line, column: 1 },
      found: text ?? '(nothing)',
      expected: `${name}=… among its arguments`,
    });
    return NaN;
  };
  const found = readers[layer.kind](layer, context, number);
  return missing.length > 0 ? fail(...missing) : found;
}

type Numbers = (name: string, usual?: number) => number;
type Reader = (
  layer: DemandLayer,
  context: LayerContext,
  number: Numbers,
) => Outcome<readonly Float64Array[]>;

const readers: Readonly<Record<DemandLayer['kind'], Reader>> = {
  path: readPath,
  series: readSeriesLayer,
  revenue: readRevenue,
  adoption: readAdoption,
  pipeline: readPipelineLayer,
  backlog: readBacklog,
  churn: readChurn,
};

/** Rows of a file of `period,value`, each with its line. Issues: those of `readCsv` and of its columns. */
function readPeriods(
  layer: DemandLayer,
  context: LayerContext,
): Outcome<readonly { readonly label: string; readonly value: number; readonly line: number }[]> {
  const table = readCsv(context.text, layer.file);
  const periods = table.value && column(table.value, 'period');
  const values = table.value && numbers(table.value, 'value');
  if (!table.value || !periods?.value || !values?.value) {
    return { issues: [...table.issues, ...(periods?.issues ?? []), ...(values?.issues ?? [])] };
  }
  const { lines } = table.value;
  return ok(
    periods.value.map((label, row) => ({
      label: label.trim(),
      value: values.value![row]!,
      line: lines[row]!,
    })),
  );
}

/** A judged path: `period,value` rows hold until the next; news of a yearly `volatility` fades by `reversion` a quarter. */
function readPath(
  layer: DemandLayer,
  context: LayerContext,
  number: Numbers,
): Outcome<readonly Float64Array[]> {
  const [volatility, reversion, scale] = [
    number('volatility', 0),
    number('reversion', 0.1),
    number('scale', 1),
  ];
  const found = readPeriods(layer, context);
  if (!found.value) return { issues: found.issues };
  const start = quarterIndex(context.start)!;
  const held = new Float64Array(context.quarters);
  for (const { label, value } of found.value) {
    const from = (quarterIndex(label) ?? start) - start;
    for (let t = Math.max(0, from); t < held.length; t++) held[t] = scale * value;
  }
  const stream = hashName(`demand.${layer.segment}.${layer.layer}`);
  return ok(
    Array.from({ length: context.paths }, (_, path) => {
      let shock = 0;
      return held.map((value, t) => {
        const news = volatility === 0 ? 0 : inverseNormal(uniformAt(context.seed, path, stream, t));
        shock = shock * (1 - reversion) + (volatility / 2) * news;
        return value * exp(shock);
      });
    }),
  );
}

/** A series by quarter, forecast by the combination; the first period built is the one after its last. */
function readSeriesLayer(
  layer: DemandLayer,
  context: LayerContext,
  number: Numbers,
): Outcome<readonly Float64Array[]> {
  const scale = number('scale', 1);
  const reader = makeSeriesReader(layer.file);
  reader.push(context.bytes);
  const { series, issues } = reader.end();
  const [first] = series;
  if (!first) return { issues };
  const [forecast] = forecastSet([first], { horizon: context.quarters, frequency: 'Q' }).series;
  const source = { ...forecast!, mean: forecast!.bands.buildout.mean };
  const stream = hashName(`demand.${layer.segment}.${layer.layer}`);
  const paths = samplePaths(source, { paths: context.paths, seed: context.seed, stream });
  return ok(
    paths.map((path) => path.map((value) => scale * value)),
    issues,
  );
}

/** Revenue by quarter that compounds, by the growth model of the race; the first period built follows its last. */
function readRevenue(
  layer: DemandLayer,
  context: LayerContext,
  number: Numbers,
): Outcome<readonly Float64Array[]> {
  const scale = number('scale', 1);
  const reader = makeSeriesReader(layer.file);
  reader.push(context.bytes);
  const { series, issues } = reader.end();
  const [found] = series;
  if (!found || found.values.length < 6) return { issues };
  const start = quarterIndex(context.start)!;
  const revenue = {
    definition: 'aws',
    label: found.id,
    first: start - found.values.length,
    values: Array.from(found.values),
    sources: [],
    note: `to ${quarterLabel(start - 1)}`,
  } as const;
  const { paths, seed, quarters } = context;
  const [drawn] = simulateGrowth([revenue], fitGrowth([revenue]), { paths, seed, quarters }).revenue;
  return ok(
    drawn!.map((path) => path.map((value) => scale * value)),
    issues,
  );
}

/** Adopters' use in chip-hours a year: `year,share` rows count years from `launch`, a month. */
function readAdoption(
  layer: DemandLayer,
  context: LayerContext,
  number: Numbers,
): Outcome<readonly Float64Array[]> {
  const table = readCsv(context.text, layer.file);
  const years = table.value && numbers(table.value, 'year');
  const shares = table.value && numbers(table.value, 'share');
  const demand = {
    users: number('users'),
    tokensPerUserWeek: number('tokens_per_week'),
    tokensPerChipHour: number('tokens_per_chip_hour'),
  };
  const [growth, pointError] = [number('token_growth', 0), number('error', 0.05)];
  const launch = monthOf(layer.args.get('launch') ?? '');
  if (launch === undefined) number('launch');
  if (!years?.value || !shares?.value || launch === undefined) {
    return { issues: [...table.issues, ...(years?.issues ?? []), ...(shares?.issues ?? [])] };
  }
  const from = 3 * quarterIndex(context.start)!;
  // Use of a quarter is that of its middle.
  const middles = Array.from({ length: context.quarters }, (_, t) => (from + 3 * t + 1.5 - launch) / 12);
  const points = Array.from(years.value, (year, i) => ({ year, share: shares.value![i]! }));
  const { paths, seed } = context;
  const found = fitAdoption(points, { years: middles, paths, seed, pointError });
  // Growth of tokens an adopter slows to nothing: halved every two years.
  let level = 1;
  const use = middles.map((_, t) => (level *= exp((growth / 4) * pow(0.5, t / 8))));
  return ok(found.paths.map((path) => path.map((share, t) => use[t]! * chipHoursPerYear(share, demand))));
}

/** A pipeline's MW at each quarter's last month, times `work_per_mw`. */
function readPipelineLayer(
  layer: DemandLayer,
  context: LayerContext,
  number: Numbers,
): Outcome<readonly Float64Array[]> {
  const [scale, correlation, slipMonths] = [
    number('work_per_mw'),
    number('correlation', 0.2),
    number('slip', 3),
  ];
  const from = 3 * quarterIndex(context.start)!;
  const asOf = `${Math.floor(from / 12)}-${String((from % 12) + 1).padStart(2, '0')}`;
  const deals = readPipeline(context.text, layer.file, asOf);
  if (!deals.value) return { issues: deals.issues };
  const { paths, seed, quarters } = context;
  const months = 3 * quarters;
  const drawn = simulatePipeline(deals.value, { from, months, paths, seed, correlation, slipMonths });
  return ok(
    drawn.paths.map((path) => Float64Array.from({ length: quarters }, (_, t) => scale * path[3 * t + 2]!)),
    deals.issues,
  );
}

/** A backlog of `amount` delivered by quarter, at a yearly rate; the file has `within_months,share`, cumulative. */
function readBacklog(
  layer: DemandLayer,
  context: LayerContext,
  number: Numbers,
): Outcome<readonly Float64Array[]> {
  const table = readCsv(context.text, layer.file);
  const months = table.value && numbers(table.value, 'within_months');
  const shares = table.value && numbers(table.value, 'share');
  const [amount, cancelledPerYear, tailMonths] = [
    number('amount'),
    number('cancelled', 0),
    number('tail', 60),
  ];
  if (!months?.value || !shares?.value) {
    return { issues: [...table.issues, ...(months?.issues ?? []), ...(shares?.issues ?? [])] };
  }
  const bands = Array.from(months.value, (withinMonths, i) => ({ withinMonths, share: shares.value![i]! }));
  const { delivered } = burnBacklog({
    amount,
    bands,
    months: 3 * context.quarters,
    cancelledPerYear,
    tailMonths,
  });
  const yearly = Float64Array.from(
    { length: context.quarters },
    (_, t) => 4 * (delivered[3 * t]! + delivered[3 * t + 1]! + delivered[3 * t + 2]!),
  );
  return ok(Array.from({ length: context.paths }, () => yearly));
}

/** What the layers before it lose: `period,value` rows are shares of the base lost in a quarter, measured ones before the start. */
function readChurn(
  layer: DemandLayer,
  context: LayerContext,
  number: Numbers,
): Outcome<readonly Float64Array[]> {
  const error = number('error', 0);
  const found = readPeriods(layer, context);
  if (!found.value) return { issues: found.issues };
  const start = quarterIndex(context.start)!;
  const rates = new Map<number, number>();
  const issues = found.value.flatMap(({ label, value: rate, line }): Issue[] => {
    const quarter = quarterIndex(label);
    if (quarter !== undefined && rate >= 0 && rate < 1) {
      rates.set(quarter - start, rate);
      return [];
    }
    return [
      {
        code: 'layer-malformed',
        severity: 'error',
        message: 'A quarter of churn cannot be read.',
        at: { file: layer.file, line, column: 1 },
        found: `${label}, ${rate}`,
        expected: 'a quarter such as 2025Q4, and the share lost in it, from 0 to below 1',
      },
    ];
  });
  if (rates.size === 0 && issues.length === 0) {
    issues.push({
      code: 'layer-malformed',
      severity: 'error',
      message: 'A layer of churn has no quarters to go by.',
      at: { file: layer.file, line: 1, column: 1 },
      expected: 'rows of period and value',
    });
  }
  if (issues.length > 0) return { issues };
  const stream = hashName(`demand.${layer.segment}.${layer.layer}`);
  return ok(churnPaths(context.base, { rates, error, seed: context.seed, stream }));
}
