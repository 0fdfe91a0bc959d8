export { caseCodes } from './codes.ts';
export type { CaseCode } from './codes.ts';
export type {
  Actual,
  Alternative,
  Assumption,
  Band,
  Case,
  Correlation,
  Driver,
  Expectation,
  Provenance,
  Setting,
  Source,
  Term,
  TermSeries,
  ValueSpec,
} from './case.ts';
export type { CaseFiles, KnownFiles, LayerRequest } from './load-layers.ts';
export type { FixedLabels } from './schema.ts';
export type { ReadCaseRequest } from './read-case.ts';
export { readCase, shapeOf } from './read-case.ts';
export type { Draws } from './bind-input.ts';
export { bindInput, centralDraws, driverMedians, driversOf, termsOf } from './bind-input.ts';
export type { Json } from './json-schema.ts';
export { caseJsonSchema } from './json-schema.ts';
export { folderLimits, isCaseFile, openFolder, overlaysOf, type CaseFolder } from './open-folder.ts';
