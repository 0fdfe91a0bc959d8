export type * from './types.ts';
export { parseProgram } from './parse-program.ts';
export { buildGraph } from './build-graph.ts';
export { checkInputs } from './check-inputs.ts';
export { evaluate } from './evaluate.ts';
export type { Evaluation, EvaluationRequest } from './evaluate.ts';
export { gradient } from './differentiate.ts';
export type { Gradient, GradientOutput, GradientRequest } from './differentiate.ts';
export { cutGraph, type CutGraph } from './cut-graph.ts';
export { findRunFacts } from './facts.ts';
export { trace } from './trace.ts';
export type { TraceKind, TraceNode, TraceRequest } from './trace.ts';
export { describeProgram } from './describe-program.ts';
export { formulaCodes } from './codes.ts';
export { functions } from './words.ts';
export type { FunctionDecl } from './words.ts';
export { compileGraph, hasSimd, instantiate } from './compile/index.ts';
export type {
  CompiledPlan,
  CompileRequest,
  Engine,
  KernelDraw,
  PrecisionName,
  RunRequest,
} from './compile/index.ts';
