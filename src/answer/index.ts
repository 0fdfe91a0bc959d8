export type * from './run-result.ts';
export { foldMetric, metricKind, readRow, type FoldContext } from './fold-metric.ts';
export { makeBridge, makeBridges, roicOf, type BridgeYear } from './make-bridge.ts';
export {
  findMetric,
  makeCaseChecks,
  makeTies,
  spanOf,
  statisticOf,
  tieTolerance,
  type CheckContext,
} from './make-checks.ts';
export { makeProgramme, programmeNames } from './make-programme.ts';
export {
  makeAssumptionRows,
  makeContractRows,
  makePhaseRows,
  rowNames,
  type RowContext,
} from './make-rows.ts';
export { makeStatements } from './make-statements.ts';
export { metricId, metricOf } from './metric-names.ts';
export { readFigure, type FigureMeasure } from './read-figure.ts';
export { rankEffects } from './rank-effects.ts';
export { checkGoal, type Goal } from './goal.ts';
export { makePrecision, precisionLevel, quantileErrors, type PrecisionContext } from './precision.ts';
