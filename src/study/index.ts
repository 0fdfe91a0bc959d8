export { studyCodes, type StudyCode } from './codes.ts';
export { modelProgram, openStudy, type OpenOptions, type Study } from './open-study.ts';
export { bytesPerPath, nodeOf, runStudy, version, type RunOptions } from './run-study.ts';
export { resultJson } from './result-json.ts';
export { compareStudies, type Comparison, type ComparisonRow } from './compare-studies.ts';
export { explainMetric, type Explanation } from './explain-metric.ts';
export { answersOf } from './model-answers.ts';
export { centralTable, headlineMetrics } from './central-table.ts';
