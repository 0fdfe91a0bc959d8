export { loadNative } from './load-native.ts';
export type { NativeSource } from './load-native.ts';
export { loadSolver, solverChoices } from './load-solver.ts';
export type { SolverChoice } from './load-solver.ts';
export { nativeCodes } from './codes.ts';
