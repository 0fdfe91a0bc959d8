export { renderReport } from './render-report.ts';
export type {
  CapexColumn,
  CapexSource,
  DrawingDocument,
  ReportClaim,
  ReportOptions,
} from './report-types.ts';
export { renderTerminalSummary } from './terminal-summary.ts';
export type { TerminalOptions } from './terminal-summary.ts';
export { writeVerdict } from './verdict.ts';
export type { Answer } from './verdict.ts';
export { renderDecideBy, renderPlanSummary } from './plan-summary.ts';
