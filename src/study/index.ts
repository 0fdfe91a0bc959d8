export { studyCodes, type StudyCode } from './codes.ts';
export {
  modelProgram,
  openMemory,
  openStudy,
  type OpenMemory,
  type OpenOptions,
  type Study,
} from './open-study.ts';
export {
  demandBreakEven,
  demandBreakEvenSteps,
  type DemandBreakEven,
  type DemandBreakEvenRequest,
  type DemandMultiple,
} from './demand-break-even.ts';
export { merchantStop, type MerchantStop } from './merchant-stop.ts';
export { caseSchema } from './case-schema.ts';
export { bytesPerPath, nodeOf } from './plan-rows.ts';
export { exactLimit, runStudy, version, type RunOptions } from './run-study.ts';
export { resultParquet } from './result-parquet.ts';
export { resultJson } from './result-json.ts';
export { compareStudies, type Comparison, type ComparisonRow } from './compare-studies.ts';
export { explainMetric, type Explanation } from './explain-metric.ts';
export { traceName, traceOrigin, tracePeriod, traceValue, type DescribeMeasured } from './trace-words.ts';
export { traceView, type TraceStep, type TraceView } from './trace-view.ts';
export { answersOf } from './model-answers.ts';
export { centralTable, headlineMetrics } from './central-table.ts';
export { findTarget, readGoal, type GoalText } from './find-target.ts';
export { fillTable, type TableAxis, type TableRequest } from './fill-table.ts';
export { solveMetric, type SolveMetricOptions, type SolvedMetric } from './solve-metric.ts';
export { solvedWords } from './solved-words.ts';
export { openLive, type LiveFan, type LiveOptions, type LiveStudy } from './live-study.ts';
export { breakEvens, breakEvenSteps, type BreakEvenRequest } from './break-evens.ts';
export { studyTornadoes } from './study-tornadoes.ts';
export { answerSpread, type SpreadRequest } from './answer-spread.ts';
