import { hashText } from '../../base/hash.ts';
import { hasErrors, ok, type Issue, type Outcome } from '../../base/issue.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import type { Catalogue } from '../catalogue/types.ts';
import { measuredTables, readObservations, type MeasuredTable } from '../tables/measured-tables.ts';
import { crossValidate } from './cross-validate.ts';
import { fitEffects } from './fit-effects.ts';
import type { Fit, TableFit } from './fit-file.ts';
import { scoreOf, widthOf, type Score } from './score.ts';

export interface CalibrateOptions {
  /** Folds of the cross-validation; more folds take longer and leave out less at a time. */
  readonly folds?: number;
  /** Told after every step, such as `inference, cell left out`. */
  readonly onStep?: (step: string) => void;
}

const about =
  'Written by `buildout serving calibrate`; spreads are standard deviations in log terms, scores are relative errors of rows that were left out whole (nested cross-validation). Method: docs/serving.md.';

/**
 * Calibrates the roofline on the measured tables: fits the spreads of all effects, then leaves out each rung of the ladder in turn to
 * size the 80% ranges and to score them. Texts: the catalogue's files and the three tables.
 *
 * Issues: those of the catalogue and of the tables. Pure; takes about a minute. Example: `serving calibrate`.
 */
export function calibrate(texts: ReadonlyMap<string, string>, options: CalibrateOptions = {}): Outcome<Fit> {
  const catalogue = readCatalogue(texts);
  if (!catalogue.value) return { issues: catalogue.issues };
  const issues: Issue[] = [...catalogue.issues];
  const fitOf = (table: MeasuredTable): TableFit =>
    calibrateTable(table, { catalogue: catalogue.value!, texts, issues, options });
  const tables = {
    inference: fitOf(measuredTables.inference),
    training: fitOf(measuredTables.training),
    decoder: fitOf(measuredTables.decoder),
  };
  return hasErrors(issues) ? { issues } : ok({ about, tables }, issues);
}

interface TableInput {
  readonly catalogue: Catalogue;
  readonly texts: ReadonlyMap<string, string>;
  readonly issues: Issue[];
  readonly options: CalibrateOptions;
}

function calibrateTable(table: MeasuredTable, { catalogue, texts, issues, options }: TableInput): TableFit {
  const observations = readObservations(table, catalogue, texts, issues);
  const fitted = fitEffects(observations, table.prior);
  const widths: Record<string, number> = {};
  const scores: Record<string, Score> = {};
  for (const rung of table.rungs) {
    const checked = crossValidate(observations, {
      prior: table.prior,
      groupOf: ({ levels }) => levels[rung] ?? '',
      folds: options.folds ?? 12,
    });
    widths[rung] = widthOf(checked);
    scores[rung] = scoreOf(checked);
    options.onStep?.(`${table.name}, ${rung} left out`);
  }
  const doubted = observations.flatMap(({ id }, i) =>
    fitted.doubts[i]! > 1.5 ? [[id, fitted.doubts[i]!] as const] : [],
  );
  return {
    rows: observations.reduce((sum, { count }) => sum + count, 0),
    text: hashText(texts.get(table.file) ?? ''),
    effects: fitted.spreads.effects,
    slopes: fitted.spreads.slopes,
    noise: fitted.spreads.noise,
    doubts: Object.fromEntries(doubted),
    widths,
    scores,
  };
}
