import { evaluate, gradient } from '../../src/formula/index.ts';
import type { Evaluation, Gradient, GradientOutput, Graph, InputData } from '../../src/formula/index.ts';
import { makeRandom } from '../formula/support.ts';

/** How many derivatives agreed, how many could not be compared, and what disagreed. */
export interface Verdict {
  readonly agreed: number;
  /** Of those that agreed, how many did so to three digits or more: an agreement that a wrong formula cannot reach. */
  readonly lively: number;
  /** Left out because the output has a kink there. */
  readonly kinks: number;
  /** Left out because the output is not a finite number there. */
  readonly none: number;
  readonly faults: readonly string[];
}

export interface Comparison {
  readonly paths: number;
  readonly outputs: readonly GradientOutput[];
  /** How many numbers of the inputs to move, chosen at random. */
  readonly numbers: number;
  readonly seed: number;
  /** The inputs whose numbers are moved; all unless given. */
  readonly only?: ReadonlyMap<string, InputData>;
}

const epsilon = 2 ** -52;

/** Compares gradients of several outputs with central differences by some of the inputs' numbers. */
export function compareWithDifferences(
  graph: Graph,
  inputs: ReadonlyMap<string, InputData>,
  comparison: Comparison,
): Verdict {
  const { paths, outputs } = comparison;
  const keep = graph.nodes.map((node) => node.decl.name);
  const run = (given: ReadonlyMap<string, InputData>): Evaluation =>
    evaluate(graph, given, { pathFrom: 0, paths, keep });
  const wrt = [...inputs.keys()];
  const gradients = outputs.map((of) => gradient(graph, inputs, { of, wrt, paths }));
  const base = run(inputs);
  const size = largest(base, keep);
  const tally = { agreed: 0, lively: 0, kinks: 0, none: 0, faults: [] as string[] };
  for (const number of pickNumbers(comparison.only ?? inputs, comparison)) {
    const data = inputs.get(number.name)!;
    const x = data.values[number.index]!;
    const h = Math.cbrt(epsilon) * Math.max(Math.abs(x), 1);
    const shifted = (step: number): Evaluation => run(moved(inputs, number, x + step));
    const runs = {
      up: shifted(h),
      down: shifted(-h),
      upHalf: shifted(h / 2),
      downHalf: shifted(-h / 2),
    };
    outputs.forEach((of, i) => {
      for (let path = 0; path < paths; path++) {
        if (data.byPath && number.index % paths !== path) continue;
        const found = byNumber(gradients[i]!, graph, { ...number, path, paths, data });
        const at = (evaluation: Evaluation) => readOutput(evaluation, graph, of, path);
        const points = {
          base: at(base),
          up: at(runs.up),
          down: at(runs.down),
          upHalf: at(runs.upHalf),
          downHalf: at(runs.downHalf),
        };
        const judged = judge(found, points, { h, size });
        if (judged === 'kink') tally.kinks++;
        else if (judged === 'none') tally.none++;
        else if (typeof judged === 'number') {
          tally.agreed++;
          if (Math.abs(found) > 1000 * judged) tally.lively++;
        } else {
          const place = `d ${of.name}[${of.element}] at ${of.period} / d ${number.name}#${number.index}`;
          tally.faults.push(`${place}, path ${path}: ${judged}`);
        }
      }
    });
  }
  return tally;
}

/** An output at a point, a step and half a step to both sides. */
export interface Points {
  readonly base: number;
  readonly up: number;
  readonly down: number;
  readonly upHalf: number;
  readonly downHalf: number;
}

/**
 * The tolerance where they agree, `kink`, `none` without finite numbers, or how they disagree. D(h) = (f(x+h) − f(x−h)) ÷ 2h = f′ + c h² + O(h⁴), so that (4 D(h/2) − D(h)) ÷ 3 has an error of O(h⁴),
 * which |D(h) − D(h/2)| bounds from above with room. Each result carries rounding; with at most some 100 roundings of
 * numbers up to F on the way, all differences lie within 100 ε F ÷ h besides.
 *
 * Kinks: at one the one-sided differences disagree and go on to when h is halved, while for a smooth f their gap halves.
 */
export function judge(
  found: number,
  points: Points,
  how: { readonly h: number; readonly size: number },
): number | string {
  const { h, size } = how;
  const { base: f, up, down, upHalf, downHalf } = points;
  if (![f, up, down, upHalf, downHalf].every(Number.isFinite)) return 'none';
  const noise = (100 * epsilon * size) / h;
  const gap = Math.abs((up - f - (f - down)) / h);
  const gapHalf = Math.abs((upHalf - f - (f - downHalf)) / (h / 2));
  const whole = (up - down) / (2 * h);
  const half = (upHalf - downHalf) / h;
  if (gapHalf > 0.75 * gap + 2 * noise || gap > 2.5 * gapHalf + 4 * noise) return 'kink';
  const expected = (4 * half - whole) / 3;
  const tolerance = Math.abs(whole - half) + noise;
  if (Math.abs(found - expected) <= tolerance) return tolerance;
  return `found ${found}, differences ${expected} ± ${tolerance}`;
}

interface InputNumber {
  readonly name: string;
  readonly index: number;
}

function pickNumbers(inputs: ReadonlyMap<string, InputData>, { numbers, seed }: Comparison): InputNumber[] {
  const all = [...inputs].flatMap(([name, { values }]) =>
    Array.from(values, (_, index) => ({ name, index })),
  );
  const random = makeRandom(seed);
  const keyed = all.map((number) => ({ number, key: random() }));
  keyed.sort((a, b) => a.key - b.key);
  return keyed.slice(0, numbers).map(({ number }) => number);
}

function moved(
  inputs: ReadonlyMap<string, InputData>,
  { name, index }: InputNumber,
  to: number,
): Map<string, InputData> {
  const data = inputs.get(name)!;
  const values = Float64Array.from(data.values);
  values[index] = to;
  return new Map(inputs).set(name, { ...data, values });
}

/** The derivative by one stored number: summed over periods where one number serves them all. */
function byNumber(
  found: Gradient,
  graph: Graph,
  number: InputNumber & { readonly path: number; readonly paths: number; readonly data: InputData },
): number {
  const { path, paths, data } = number;
  const row = Math.floor(number.index / (data.byPath ? paths : 1));
  const { values, byTime } = found.get(number.name);
  const { periods } = graph.shape;
  if (data.byTime || !byTime) return values[row * paths + path]!;
  let sum = 0;
  for (let period = 0; period < periods; period++) sum += values[(row * periods + period) * paths + path]!;
  return sum;
}

export function readOutput(evaluation: Evaluation, graph: Graph, of: GradientOutput, path: number): number {
  const { values, byTime, byPath } = evaluation.get(of.name);
  const width = byPath ? evaluation.paths : 1;
  let sum = 0;
  for (let period = of.period ?? 0; period < (of.period ?? 0) + (of.periods ?? 1); period++) {
    const row = byTime ? of.element * graph.shape.periods + period : of.element;
    sum += values[row * width + (byPath ? path : 0)]!;
  }
  return sum;
}

function largest(evaluation: Evaluation, names: readonly string[]): number {
  let size = 1;
  for (const name of names) {
    for (const value of evaluation.get(name).values) {
      if (Number.isFinite(value)) size = Math.max(size, Math.abs(value));
    }
  }
  return size;
}

/** Every element of every formula: in the last period, and in one before. */
export function everyOutput(graph: Graph, period: number): GradientOutput[] {
  return graph.nodes.flatMap(({ decl, size, when }) => {
    const periods = when === 'period' ? [graph.shape.periods - 1, period] : [undefined];
    const elements = Array.from({ length: size }, (_, element) => element);
    return elements.flatMap((element) =>
      periods.map((each): GradientOutput => ({ name: decl.name, element, period: each })),
    );
  });
}
