/** The public vocabulary of Buildout, in the order of its pipeline. Node-only parts are in `buildout/node`. */
export { hasErrors, renderIssue, sortIssues, type Issue, type Outcome, type Place } from './base/issue.ts';
export { parseQuantity, parseUnit, prettyQuantity, type Quantity, type Unit } from './units/index.ts';
export { fiscalYears, makeCalendar, periodLabels, type Calendar } from './time/index.ts';
export { irr, mirr, npv, payback, xirr, type Distribution } from './num/index.ts';
export { buildGraph, evaluate, parseProgram, trace, type Graph, type Program } from './formula/index.ts';
export {
  caseJsonSchema,
  openFolder,
  overlaysOf,
  readCase,
  type Case,
  type CaseFolder,
  type Json,
} from './case/index.ts';
export { modelModules } from './model/index.ts';
export {
  calibrate,
  chipMix,
  merchantBreakEven,
  predictRows,
  programmeValue,
  readCatalogue,
  serve,
  servingView,
  siliconFiles,
  stopPrice,
  usualOwnership,
  usualSite,
  type Deployment,
  type OwnershipRule,
  type Programme,
  type ProgrammeValue,
  type ServingView,
} from './serving/index.ts';
export { forecastSet, samplePaths, type ForecastSet, type Series } from './forecast/index.ts';
export { makeUsageImporter, readMapping, simulatePipeline, type UsageImport } from './signals/index.ts';
export { buildDemand, caseSignals, readLayers, type DemandBuild } from './demand/index.ts';
export {
  backTestAws,
  marketFiles,
  providerFacts,
  ratePresets,
  ratesByDate,
  runRace,
  solveImplied,
  type CapexColumn,
  type DatedRates,
  type GrowthBackTest,
  type Implied,
  type ProviderFacts,
  type Race,
  type RatePreset,
} from './market/index.ts';
export { capexColumns, readMarketData, reproduceClaims, type MarketData } from './market/index.ts';
export { evaluateCentral, inProcessRunner, simulate, type Runner, type Samples } from './simulate/index.ts';
export { type AnswerSpread, type AssumptionRow, type Metric, type RunResult } from './answer/index.ts';
export { tornado, type Tornado, type TornadoRow } from './analyse/index.ts';
export { renderReport, renderTerminalSummary } from './report/index.ts';
export {
  chooseScenarios,
  judgePolicy,
  makeFleetPlan,
  makePlan,
  planOverlay,
  poolPolicy,
  readChoice,
  routePaths,
  solvePlan,
  treeOverlays,
  usdWords,
  whyNot,
  withResidual,
  type Alternative,
  type Choice,
  type DecideBy,
  type FutureOverlay,
  type MadePlan,
  type MakePlanOptions,
  type NoPlan,
  type PlannedNode,
  type PlannedTree,
  type PlanResult,
  type SolvedPlan,
  type WhyNot,
} from './plan/index.ts';
export { solveModel, type Progress, type Solution, type Solver } from './lp/index.ts';
export {
  caseSchema,
  compareStudies,
  explainMetric,
  openMemory,
  openStudy,
  resultJson,
  resultParquet,
  runStudy,
  type Study,
} from './study/index.ts';
export { findTarget, openLive, traceView, type LiveFan, type LiveStudy } from './study/index.ts';
export { type TraceStep, type TraceView } from './study/index.ts';
export { answerSpread, breakEvens, breakEvenSteps } from './study/index.ts';
export { solvedWords, solveMetric, studyTornadoes, type SolveMetricOptions } from './study/index.ts';
export { capitalAxis, demandAxis, driverTable, scenarioGrid } from './analyse/index.ts';
export { type BreakEven, type BreakEvens, type DriverTable, type ScenarioGrid } from './analyse/index.ts';
export {
  demandBreakEven,
  demandBreakEvenSteps,
  type DemandBreakEven,
  type DemandBreakEvenRequest,
  merchantStop,
  type MerchantStop,
} from './study/index.ts';
