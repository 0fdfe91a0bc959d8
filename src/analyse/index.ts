export type { BreakEven, BreakEvens } from './break-even.ts';
export { driverTable, type DriverTable } from './driver-table.ts';
export { attributeChange, type AttributeRequest, type Attribution } from './attribute-change.ts';
export { diffCases, type CaseDifference } from './diff-cases.ts';
export { capitalAxis, demandAxis, scenarioGrid, type GridAxis, type ScenarioGrid } from './scenario-grid.ts';
export { tornado, type Tornado, type TornadoRow } from './tornado.ts';
export { twoWayTable, type TwoWayTable } from './two-way-table.ts';
export { valueOfInformation, type InformationRequest, type InformationRow } from './value-of-information.ts';
export {
  shocks,
  varianceShares,
  type VarianceRequest,
  type VarianceShare,
  type VarianceShares,
} from './variance-shares.ts';
export {
  sensitivities,
  type DriverSensitivity,
  type Sensitivities,
  type Sensitivity,
  type TermSensitivity,
} from './sensitivities.ts';
export { slopesOfTerms, type TermContext, type TermSlope } from './term-slopes.ts';
export {
  canVary,
  solveAlong,
  solveFor,
  varyModel,
  type Solution,
  type SolveAlong,
  type SolveRequest,
  type Trial,
  type Variation,
} from './solve-for.ts';
