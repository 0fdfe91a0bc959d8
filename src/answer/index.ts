export type * from './run-result.ts';
export { foldMetric, metricKind } from './fold-metric.ts';
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
export { makeProgramme } from './make-programme.ts';
export {
  makeAssumptionRows,
  makeContractRows,
  makePhaseRows,
  makeSiteRows,
  rowEvents,
  rowNames,
  type RowContext,
} from './make-rows.ts';
export { makeStatements } from './make-statements.ts';
export { metricId, metricOf } from './metric-names.ts';
export { readFigure, type FigureMeasure } from './read-figure.ts';
export { rankEffects } from './rank-effects.ts';
export { checkGoal, type Goal } from './goal.ts';
export { makePrecision, type PrecisionContext } from './precision.ts';
export { RowSource } from './row-source.ts';
export {
  batchesOf,
  countedSpread,
  keptSpread,
  precisionLevel,
  type EventShare,
  type Spread,
} from './spread.ts';
export { makeEvents, type PlannedEvent } from './events.ts';
export { foldSpread, type AnswerSpread } from './fold-spread.ts';
