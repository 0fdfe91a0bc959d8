export { compileGraph } from './compile-graph.ts';
export type { CompiledPlan, CompileRequest } from './compile-graph.ts';
export { hasSimd } from './has-simd.ts';
export type { PrecisionName } from './precision.ts';
export { instantiate } from './instantiate.ts';
export type { Engine, RunRequest } from './instantiate.ts';
export type { KernelDraw } from './draws.ts';
export type { Elementary, ElementaryLibrary, VectorFunction } from './elementary.ts';
