export type { Changes, StochasticProgramme, TreeNode } from './types.ts';
export { noChanges, packChanges, unpackChanges } from './change-set.ts';
export type { Change } from './change-set.ts';
export { buildExtensiveForm } from './extensive-form.ts';
export type { ExtensiveForm } from './extensive-form.ts';
export { readSmps } from './smps/read-smps.ts';
export type { NamedText, SmpsFiles, SmpsOptions } from './smps/read-smps.ts';
export { stochasticCodes } from './codes.ts';
