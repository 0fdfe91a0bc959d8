import fc from 'fast-check';
import type { Graph, InputData } from '../../src/formula/index.ts';
import { graphOf, makeRandom } from '../formula/support.ts';

/** One formula to be: which operation, and which earlier formulas it reads. */
export interface Recipe {
  readonly op: number;
  readonly a: number;
  readonly b: number;
}

export const recipes: fc.Arbitrary<Recipe[]> = fc.array(
  fc.record({ op: fc.nat(999), a: fc.nat(99), b: fc.nat(99) }),
  { minLength: 6, maxLength: 18 },
);

export const randomPeriods = 6;

const head = `
dimension site sites "A place"
dimension phase phases "A part"
map phase.site : phase -> site "Where"
input x : ratio "A path"
input once k : ratio "A number"
input p[phase] : ratio "By phase"
input q[site] : ratio "By site"
input rate[site, phase] : ratio "By both"
input once span : periods "A length"
input once spans[phase] : periods "Lengths"
`;

interface Named {
  readonly name: string;
  readonly dims: readonly string[];
}

const inputNames: readonly Named[] = [
  { name: 'x', dims: [] },
  { name: 'k', dims: [] },
  { name: 'p', dims: ['phase'] },
  { name: 'q', dims: ['site'] },
];

/** A formula text and its dimensions from two operands, or `undefined` where it does not fit them. */
type Operation = (a: Named, b: Named) => { text: string; dims: readonly string[] } | undefined;

const union = (...parts: readonly Named[]): string[] => [...new Set(parts.flatMap((part) => part.dims))];

/** Both operands, by label; each text is built so that chains of formulas neither grow nor shrink without bound. */
const plain =
  (form: string): Operation =>
  (a, b) => ({
    text: form.replaceAll('A', a.name).replaceAll('B', b.name),
    dims: form.includes('B') ? union(a, b) : a.dims,
  });

const operations: readonly Operation[] = [
  plain('0.7 * A - 0.5 * B + 0.2'),
  plain('A * B / (1 + abs(A))'),
  plain('A / (1 + B^2)'),
  plain('ratio(A, 1 + abs(B))'),
  plain('min(A, B)'),
  plain('max(A, B)'),
  plain('clamp(A, 0 - 0.5, B)'),
  plain('where(A > B, 0.9 * A, 0.5 * B)'),
  plain('sqrt(1 + A^2) - exp(min(B, 1)) / 3'),
  plain('log(1 + abs(A)) * 0.8'),
  plain('(1.2 + abs(A)) ^ clamp(B, 0 - 1, 1.5)'),
  plain('lag(A * 0.9, 2 periods, k) + 0.3 * B'),
  plain('lag(0.8 * A + 0.1 * B, span)'),
  plain('change(A * B, k) * 0.3 * 1 period'),
  plain('cumulative(A - 0.5 * B, k * 1 period) / (4 periods)'),
  plain('window_sum(A, span) / (2 periods) + 0.1 * B'),
  plain('vintage_sum(A * 0.5, exp(-age / span) * max(1 - age / (4 periods), 0)) / (1 period)'),
  (a) => reduceOver('sum', a, '0.5 * '),
  (a) => reduceOver('least', a, ''),
  (a) => reduceOver('most', a, ''),
  (a, b) =>
    a.dims.includes('phase') && !a.dims.includes('site')
      ? { text: `sum(${a.name} * p, phase.site) * 0.7`, dims: ['site'] }
      : plain('0.5 * A + 0.5 * B')(a, b),
  (a, b) =>
    a.dims.includes('site') && !a.dims.includes('phase')
      ? { text: `at(${a.name} * q, phase.site)`, dims: ['phase'] }
      : plain('0.4 * A + 0.6 * B')(a, b),
  (a, b) =>
    a.dims.length > 0
      ? { text: `order(${a.name}, ${a.dims[0]}) * ${b.name} * 0.5`, dims: union(a, b) }
      : undefined,
  (a) =>
    a.dims.includes('site')
      ? undefined
      : { text: `window_sum(${a.name}, spans) / (2 periods)`, dims: ['phase'] },
  (a, b) =>
    a.dims.includes('phase') || b.dims.includes('site')
      ? undefined
      : {
          text: `allocate(q + abs(${a.name}), p + abs(${b.name}), rate, 0 - rate, q)`,
          dims: ['site', 'phase'],
        },
];

function reduceOver(
  how: string,
  a: Named,
  factor: string,
): { text: string; dims: readonly string[] } | undefined {
  const [over, ...rest] = a.dims;
  return over === undefined ? undefined : { text: `${factor}${how}(${a.name}, ${over})`, dims: rest };
}

/** A program of random formulas, half of them read through lags by a feedback, and one output of all. */
export function randomGraph(list: readonly Recipe[]): Graph {
  const names: Named[] = [...inputNames, { name: 'back', dims: [] }];
  const texts: string[] = [];
  for (const { op, a, b } of list) {
    const made = operations[op % operations.length]!(names[a % names.length]!, names[b % names.length]!);
    if (made === undefined) continue;
    const name = `f${texts.length}`;
    texts.push(`${name}${brackets(made.dims)} : ratio "Made" = ${made.text}`);
    names.push({ name, dims: made.dims });
  }
  const whole = ({ name, dims }: Named): string =>
    dims.length === 0 ? name : `sum(${name}, ${dims.join(', ')})`;
  const last = names.slice(-3).map(whole).join(' + ');
  // What the end of the list says feeds back a period later.
  texts.push(`back : ratio "Feedback" = lag(0.3 * (${last}) / (1 + abs(${last})), 1 period, k)`);
  texts.push(`once out : ratio "Output" = total(${last}) / (1 period) + 0.3 * peak(${last}) * final(x)`);
  texts.push(`once rate_of : ratio "A rate" = irr(${last}, 1 period * k, 9 periods) * (1 year)`);
  return graphOf(head + texts.join('\n'), {
    labels: { site: ['a', 'b'], phase: ['p', 'q', 'r'] },
    maps: { 'phase.site': Int32Array.of(1, 0, 1) },
    periods: randomPeriods,
  });
}

const brackets = (dims: readonly string[]): string => (dims.length === 0 ? '' : `[${dims.join(', ')}]`);

/** Random numbers for its inputs, some by time and by path. */
export function randomInputs(graph: Graph, seed: number, paths: number): Map<string, InputData> {
  const random = makeRandom(seed);
  const inputs = new Map<string, InputData>();
  for (const entry of graph.byName.values()) {
    if ('typed' in entry || entry.kind !== 'input') continue;
    const byTime = entry.when === 'period' && random() < 0.7;
    const byPath = random() < 0.5;
    const size = entry.dims.reduce((count, dim) => count * graph.shape.labels[dim]!.length, 1);
    const [low, high] = entry.name.startsWith('span') ? [0.3, 4] : [0.1, 1.9];
    const count = size * (byTime ? randomPeriods : 1) * (byPath ? paths : 1);
    const values = Float64Array.from({ length: count }, () => low! + (high! - low!) * random());
    inputs.set(entry.name, { values, byTime, byPath });
  }
  return inputs;
}
