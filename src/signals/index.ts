export type { UsageField, UsageMapping } from './read-mapping.ts';
export { readMapping, usageFields } from './read-mapping.ts';
export type { Grain, RejectedRow, UsageImport, UsageImporter, UsageRow } from './import-usage.ts';
export { makeUsageImporter } from './import-usage.ts';
export { isPersonalColumn, looksPersonal } from './personal-columns.ts';
export { readInstant } from './read-instant.ts';
export type { UsageLevel, UsageSeries } from './usage-series.ts';
export { usageSeries } from './usage-series.ts';
export { signalCodes } from './codes.ts';
