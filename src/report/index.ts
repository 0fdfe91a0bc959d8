export { renderReport } from './render-report.ts';
export type {
  CapexColumn,
  CapexSource,
  DrawingDocument,
  ReportClaim,
  ReportOptions,
} from './report-types.ts';
export { readLand, type Land } from './read-land.ts';
export { renderServingPage } from './serving-page.ts';
export { renderTerminalSummary } from './terminal-summary.ts';
export type { TerminalOptions } from './terminal-summary.ts';
export { writeVerdict } from './verdict.ts';
export type { Answer } from './verdict.ts';
export { renderForecastPage } from './forecast-page.ts';
export { pieceWords } from './markup.ts';
export { renderRacePage } from './race-page.ts';
export { datedText, raceTable } from './race-tables.ts';
export { raceSentence } from './race-words.ts';
export { renderPipelinePage } from './pipeline-page.ts';
export { renderDecideBy } from './decide-by-words.ts';
export { renderPlanSummary } from './plan-summary.ts';
