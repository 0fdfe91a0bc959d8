import {
  compileModel,
  isCompiled,
  layOutRows,
  makeBlockWork,
  readerOf,
  type DrawPlan,
  type EngineChoice,
  type PostedModel,
  type RowGroup,
  type RowJob,
} from '../simulate/index.ts';
import type { Study } from './open-study.ts';

export interface JobParts {
  readonly groups: readonly RowGroup[];
  readonly peaks: readonly string[];
  /** Formulas that each study keeps for its rows. */
  readonly keep: readonly (readonly string[])[];
  readonly seed: number;
  readonly blockSize: number;
  readonly plan: DrawPlan;
  /** Compiled unless given, where the platform has vectors. */
  readonly engine?: EngineChoice;
}

/** What seats work by, for a study or for one and its counterfactual: formulas compiled once, rows laid out by a first block. */
export function makeJob(studies: readonly Study[], parts: JobParts): RowJob {
  const { groups, peaks, seed, blockSize, plan, engine = 'compiled' } = parts;
  const models = studies.map(({ study, graph }, side): PostedModel => {
    const { calendar, drivers, correlations, inputs } = study;
    const keep = parts.keep[side]!;
    const model = { study: { calendar, drivers, correlations, inputs }, graph, keep };
    if (!isCompiled({ engine, paths: blockSize })) return model;
    const precision = engine === 'preview' ? 'single' : 'double';
    return { ...model, compiled: compileModel(model, { keep, plan, precision }) };
  });
  const block = { models, seed, plan };
  const paths = Math.min(2, blockSize);
  const read = readerOf(makeBlockWork(block)({ pathFrom: 0, paths }));
  const { calendar } = studies[0]!.study;
  const layout = layOutRows(groups, peaks, { read, shape: { calendar, paths } });
  return { ...block, calendar, blockSize, layout };
}
