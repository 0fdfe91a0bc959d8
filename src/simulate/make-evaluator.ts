import {
  compileGraph,
  evaluate,
  hasSimd,
  instantiate,
  type CompiledPlan,
  type Engine,
  type Evaluation,
  type Graph,
  type InputData,
  type RunRequest,
} from '../formula/index.ts';

/**
 * `compiled`: WebAssembly made from the formulas; `interpreter`: the reference; equal to the last bit. `preview`: compiled in single
 * precision, about twice as fast, whose figures agree to some six digits.
 */
export type EngineChoice = 'compiled' | 'interpreter' | 'preview';

export interface EvaluatorOptions {
  readonly engine?: EngineChoice;
  readonly keep: readonly string[];
  readonly paths: number;
  readonly blockSize: number;
}

/** Evaluates one block of paths. */
export type BlockEvaluator = (inputs: ReadonlyMap<string, InputData>, block: RunRequest) => Evaluation;

/** Below this many paths, compiling takes longer than it saves (measured on the Amazon case: a tenth of a second). */
const worthCompiling = 100;

/**
 * What evaluates the blocks of a run: compiled formulas where the platform has WebAssembly vectors and the run is long
 * enough, or where asked for; otherwise the interpreter. Asking for `compiled` without vectors gives the interpreter too,
 * since the numbers are the same.
 */
export function makeEvaluator(graph: Graph, options: EvaluatorOptions): BlockEvaluator {
  const { keep } = options;
  if (!isCompiled(options)) return planEvaluator(graph, undefined, keep);
  let engine: Engine | undefined;
  return (inputs, block) => {
    const precision = options.engine === 'preview' ? 'single' : 'double';
    engine ??= instantiate(compileGraph(graph, { keep, likely: inputs, precision }));
    return engine.run(inputs, block);
  };
}

/** Whether a run of so many paths is to be compiled here. */
export function isCompiled({ engine, paths }: Pick<EvaluatorOptions, 'engine' | 'paths'>): boolean {
  return (engine ?? (paths >= worthCompiling ? 'compiled' : 'interpreter')) !== 'interpreter' && hasSimd();
}

/** Evaluates by a plan that was compiled before, perhaps on another thread; by the interpreter without one. */
export function planEvaluator(
  graph: Graph,
  compiled: CompiledPlan | undefined,
  keep: readonly string[],
): BlockEvaluator {
  if (!compiled) return (inputs, block) => evaluate(graph, inputs, { ...block, keep });
  const engine = instantiate(compiled);
  return (inputs, block) => engine.run(inputs, block);
}
