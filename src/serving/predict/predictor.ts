import { hashText } from '../../base/hash.ts';
import { hasErrors, ok, type Issue, type Outcome } from '../../base/issue.ts';
import { exp } from '../../num/index.ts';
import { condition, predict, predictDifference, type Conditioned } from '../calibrate/condition.ts';
import type { Fit, TableFit } from '../calibrate/fit-file.ts';
import type { Features } from '../calibrate/observation.ts';
import { Z_80 } from '../calibrate/score.ts';
import type { Catalogue } from '../catalogue/types.ts';
import {
  measuredTables,
  readObservations,
  type MeasuredTable,
  type TableName,
} from '../tables/measured-tables.ts';

/** A rate with its 80% range, how near the measurements are, and the rows it leans on. */
export interface Estimate {
  readonly value: number;
  readonly low80: number;
  readonly high80: number;
  /** Log of measured over roofline that the calibration expects, and its standard deviation. */
  readonly efficiency: number;
  readonly deviation: number;
  /** The most particular rung of the ladder that was measured, or `nothing`. */
  readonly nearest: string;
  readonly leansOn: readonly { readonly id: string; readonly weight: number }[];
}

/** Predicts rates of one table's kind from its measurements. */
export interface Predictor {
  readonly table: MeasuredTable;
  readonly estimate: (roofline: number, features: Features, isGuess: boolean) => Estimate;
  /** Log efficiency of one case over another's: mean and deviation of the difference. */
  readonly difference: (a: Features, b: Features) => { readonly mean: number; readonly deviation: number };
}

export interface PredictorInput {
  readonly catalogue: Catalogue;
  readonly fit: Fit;
  readonly texts: ReadonlyMap<string, string>;
}

/** Makes a predictor: conditions the calibrated effects on the measured rows. Warning `serving-fit-stale` where these changed since. */
export function makePredictor(name: TableName, input: PredictorInput): Outcome<Predictor> {
  const table = measuredTables[name];
  const fit = input.fit.tables[name];
  const issues: Issue[] = [];
  const observations = readObservations(table, input.catalogue, input.texts, issues);
  if (hasErrors(issues)) return { issues };
  if (hashText(input.texts.get(table.file) ?? '') !== fit.text) issues.push(stale(table.file));
  const doubts = Float64Array.from(observations, ({ id }) => fit.doubts[id] ?? 1);
  const spreads = { effects: fit.effects, slopes: fit.slopes, noise: fit.noise };
  const model = condition(observations, spreads, doubts);
  const seen = new Map(
    table.rungs.map((rung) => [rung, new Set(observations.map(({ levels }) => levels[rung]))] as const),
  );
  const estimate: Predictor['estimate'] = (roofline, features, isGuess) =>
    estimateOf({ model, fit, table, seen }, { roofline, features, isGuess });
  return ok(
    { table, estimate, difference: (a, b) => predictDifference(model, a, b) },
    issues.filter(({ code }) => code === 'serving-fit-stale'),
  );
}

interface Known {
  readonly model: Conditioned;
  readonly fit: TableFit;
  readonly table: MeasuredTable;
  readonly seen: ReadonlyMap<string, ReadonlySet<string | undefined>>;
}

/** How much wider the range is where the chip or the model had to be guessed. */
const guessFactor = 1.8;

function estimateOf(
  { model, fit, table, seen }: Known,
  {
    roofline,
    features,
    isGuess,
  }: { readonly roofline: number; readonly features: Features; readonly isGuess: boolean },
): Estimate {
  const { mean, deviation, leansOn } = predict(model, features);
  const at = table.rungs.findIndex((rung) => seen.get(rung)!.has(features.levels[rung]));
  // A row whose cell was measured is as far as one whose own run was left out; a row of an unseen cell as one whose cell was.
  const left = at < 0 ? table.rungs.at(-1)! : table.rungs[Math.max(0, at - 1)]!;
  const wide = deviation * (fit.widths[left] ?? 1) * (isGuess ? guessFactor : 1);
  const value = roofline * exp(mean);
  return {
    value,
    low80: value * exp(-Z_80 * wide),
    high80: value * exp(Z_80 * wide),
    efficiency: mean,
    deviation: wide,
    nearest: at < 0 ? 'nothing' : table.rungs[at]!,
    leansOn,
  };
}

function stale(file: string): Issue {
  return {
    code: 'serving-fit-stale',
    severity: 'warning',
    message: 'The rows changed since the calibration was made: its ranges may be off.',
    at: { file, line: 1, column: 1 },
    fix: 'run `buildout serving calibrate`',
  };
}
