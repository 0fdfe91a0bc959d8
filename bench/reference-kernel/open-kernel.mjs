/** The reference kernel compiled: parameters, graph, plan, and the inputs of a run. */
import { readFileSync } from 'node:fs';
import { inputsOf, kernelDraws, metrics, programText, readParameters, sizes } from './program.mjs';
import { referenceLibrary } from './library.mjs';

/** Seed of the reference's own results. */
export const seed = 42;

/** What a run gives: eight metrics by quarter, then net present value; rows in the reference's order. */
export const kept = [...metrics, 'npv'];
export const rowCount = metrics.length * sizes.periods + 1;

const parametersFile = new URL('params.txt', import.meta.url);

/** Compiles the kernel with the built engine; `inputs` and `plan` are plain data, which workers can be sent. */
export async function openKernel() {
  const { buildGraph, compileGraph, parseProgram } = await import('../../dist/formula/index.js');
  const { vectorMath } = await import('../../dist/formula/compile/vector-math.js');
  const parameters = readParameters(readFileSync(parametersFile, 'utf8'));
  const program = valueOf(parseProgram([{ name: 'reference', text: programText(parameters) }]));
  const shape = { labels: {}, maps: {}, choices: {}, periods: sizes.periods, periodsPerYear: 4 };
  const graph = valueOf(buildGraph(program, shape));
  const inputs = inputsOf(parameters);
  const request = { keep: kept, likely: inputs, draws: kernelDraws(), library: referenceLibrary(vectorMath) };
  return { plan: compileGraph(graph, request), inputs };
}

function valueOf({ value, issues }) {
  if (value === undefined) throw new Error(`the reference kernel has faults: ${JSON.stringify(issues[0])}`);
  return value;
}
