/** The reference kernel compiled, in Node and in pages alike. */
import { buildGraph, compileGraph, parseProgram } from '../../dist/formula/index.js';
import { vectorMath } from '../../dist/formula/compile/vector-math.js';
import { referenceLibrary } from './library.mjs';
import { inputsOf, kernelDraws, metrics, programText, readParameters, sizes } from './program.mjs';

/** Seed of the reference's own results. */
export const seed = 42;

/** What a run gives: eight metrics by quarter, then net present value; rows in the reference's order. */
export const kept = [...metrics, 'npv'];
export const rowCount = metrics.length * sizes.periods + 1;

/** Compiles the kernel for the text of `params.txt`: `plan` and `inputs` are plain data, which workers can be sent. */
export function openKernel(parametersText) {
  const parameters = readParameters(parametersText);
  const program = valueOf(parseProgram([{ name: 'reference', text: programText(parameters) }]));
  const shape = { labels: {}, maps: {}, choices: {}, periods: sizes.periods, periodsPerYear: 4 };
  const inputs = inputsOf(parameters);
  const request = { keep: kept, likely: inputs, draws: kernelDraws(), library: referenceLibrary(vectorMath) };
  return { plan: compileGraph(valueOf(buildGraph(program, shape)), request), inputs };
}

function valueOf({ value, issues }) {
  if (value === undefined) throw new Error(`the reference kernel has faults: ${JSON.stringify(issues[0])}`);
  return value;
}
