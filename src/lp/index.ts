export { hasIntegers } from './types.ts';
export type { ColumnKind, LpModel, Sense, SparseRows } from './types.ts';
export { label } from './label.ts';
export { ModelBuilder } from './model-builder.ts';
export type { ColumnOptions, RowLimits, Term } from './model-builder.ts';
export { sortTriplets, transpose } from './sort-triplets.ts';
export type { Triplets } from './sort-triplets.ts';
export { checkRanges, coefficientRanges, widestRange } from './coefficient-ranges.ts';
export type { CoefficientRange } from './coefficient-ranges.ts';
export { lpCodes } from './codes.ts';
export type {
  Basis,
  NewRows,
  OpenModel,
  Progress,
  Solution,
  SolveMethod,
  SolveOptions,
  Solver,
  SolveStatus,
} from './solver.ts';
export { solveModel, withModel } from './solve-model.ts';
export { measurePoint, multiply } from './measure-point.ts';
export type { PointMeasure } from './measure-point.ts';
export { relaxModel } from './relax-model.ts';
export type { RelaxedModel, Relaxation } from './relax-model.ts';
export { findConflict } from './find-conflict.ts';
export type { Conflict, ConflictOptions } from './find-conflict.ts';
export { writeLp } from './write-lp.ts';
export { writeMps } from './write-mps.ts';
export { limitsOf, readMps } from './read-mps.ts';
export type { MpsModel, MpsRow } from './read-mps.ts';
export { mpsIssue, parseMpsNumber, splitMpsLines } from './mps-lines.ts';
export type { MpsFault, MpsLine, MpsWord } from './mps-lines.ts';
