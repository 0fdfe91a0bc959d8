import { graphOf, makeRandom } from '../formula/support.ts';
import type { Graph } from '../../src/formula/index.ts';

/** An expression's text and the dimensions it has. */
interface Part {
  readonly text: string;
  readonly dims: readonly string[];
}

interface Named extends Part {
  readonly isOnce: boolean;
}

const dimensions = ['a', 'b', 'c'] as const;
const maps = [
  { name: 'a.b', from: 'a', to: 'b' },
  { name: 'c.a', from: 'c', to: 'a' },
  { name: 'a.next', from: 'a', to: 'a' },
] as const;

/** A sound program of 20 to 60 formulas over three dimensions that uses every function; equal seeds give equal programs. */
export function randomGraph(seed: number): Graph {
  const random = makeRandom(seed);
  for (let i = 0; i < 5; i++) random();
  const upTo = (count: number) => Math.floor(random() * count);
  const labels = { a: names('a', 1 + upTo(4)), b: names('b', 1 + upTo(3)), c: names('c', 1 + upTo(3)) };
  const shape = {
    labels,
    maps: Object.fromEntries(
      maps.map(({ name, from, to }) => [name, Int32Array.from(labels[from], () => upTo(labels[to].length))]),
    ),
    choices: { pick: Int32Array.from(labels.a, () => upTo(3)) },
    periods: 1 + upTo(8),
    periodsPerYear: 4,
  };
  return graphOf(new Writer(random).program(), shape);
}

function names(dim: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${dim}${i}`);
}

class Writer {
  private readonly random: () => number;
  private readonly known: Named[] = [];
  private readonly lines: string[] = [];
  /** Names declared further down: lags may read them already. */
  private later: Named[] = [];

  constructor(random: () => number) {
    this.random = random;
  }

  program(): string {
    for (const dim of dimensions) this.lines.push(`dimension ${dim} ${dim}s "D"`);
    for (const { name, from, to } of maps) this.lines.push(`map ${name} : ${from} -> ${to} "M"`);
    this.lines.push('choice pick[a] : x | y | z "C"', 'noise shock[b] "N"');
    this.known.push({ text: 'shock', dims: ['b'], isOnce: false });
    for (let i = 0; i < 8; i++) {
      const isOnce = i % 2 === 0;
      const named = { text: `in${i}`, dims: this.someDims(), isOnce };
      this.lines.push(`input ${isOnce ? 'once ' : ''}${named.text}${bracket(named.dims)} : ratio "I"`);
      this.known.push(named);
    }
    for (let i = 0; i < 2; i++) this.lines.push(`input once span${i}${i === 0 ? '' : '[a]'} : periods "S"`);
    const count = 20 + this.upTo(41);
    const all = Array.from({ length: count }, (_, i) => ({
      text: `n${i}`,
      dims: this.someDims(),
      isOnce: this.random() < 0.15,
    }));
    all.forEach((named, i) => {
      this.later = all.slice(i).filter(({ isOnce }) => !isOnce);
      const { text } = this.fit(this.expression(1 + this.upTo(4), named.isOnce), named.dims);
      this.lines.push(
        `${named.isOnce ? 'once ' : ''}${named.text}${bracket(named.dims)} : ratio "N" = ${text}`,
      );
      this.known.push(named);
    });
    for (let i = 0; i < 4; i++) this.lines.push(`once end${i} : ratio "E" = ${this.ending().text}`);
    return this.lines.join('\n');
  }

  private upTo(count: number): number {
    return Math.floor(this.random() * count);
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.upTo(list.length)]!;
  }

  private someDims(): readonly string[] {
    const order = this.random() < 0.5 ? dimensions : [...dimensions].reverse();
    return order.filter(() => this.random() < 0.4);
  }

  /** Sums an expression over the dimensions that are not wanted. */
  private fit(part: Part, dims: readonly string[]): Part {
    const extra = part.dims.filter((dim) => !dims.includes(dim));
    if (extra.length === 0) return part;
    return { text: `${this.pick(['sum', 'least', 'most'])}(${part.text}, ${extra.join(', ')})`, dims };
  }

  private leaf(isOnce: boolean): Part {
    const open = this.known.filter((named) => named.isOnce || !isOnce);
    const roll = this.random();
    if (roll < 0.15 || open.length === 0) {
      return { text: this.pick(['(1 - 1)', '1', '0.5', '-2', '3', '1e-3']), dims: [] };
    }
    if (roll < 0.2) return { text: 'span1 / 1 period', dims: ['a'] };
    if (roll < 0.25 && !isOnce) return { text: 'time / 1 year', dims: [] };
    return this.pick(open);
  }

  private expression(depth: number, isOnce: boolean): Part {
    if (depth === 0) return this.leaf(isOnce);
    const next = () => this.expression(depth - 1, isOnce);
    const roll = this.random();
    if (roll < 0.45) return this.arithmetic(next);
    if (roll < 0.6) return this.overLabels(next());
    if (isOnce) return this.arithmetic(next);
    return roll < 0.95 ? this.overTime(next) : this.allocation(next);
  }

  private arithmetic(next: () => Part): Part {
    const [a, b, c] = [next(), next(), next()];
    const one = this.pick([
      `-(${a.text})`,
      `abs(${a.text})`,
      `sqrt(${a.text})`,
      `exp(${a.text})`,
      `log(${a.text})`,
      `floor(${a.text})`,
      `not ${paren(a)}`,
    ]);
    const sign = this.pick(['+', '-', '*', '/', '+', '-', '*', '<', '<=', '>', '>=', 'and', 'or', '^']);
    const two = this.pick([
      `${paren(a)} ${sign} ${paren(b)}`,
      `${paren(a)} ${sign} ${paren(b)}`,
      `${this.pick(['min', 'max', 'ratio'])}(${a.text}, ${b.text})`,
    ]);
    const three = `${this.pick(['where', 'where', 'clamp'])}(${a.text}, ${b.text}, ${c.text})`;
    const roll = this.random();
    if (roll < 0.2) return { text: one, dims: a.dims };
    if (roll < 0.75) return { text: two, dims: union(a, b) };
    if (roll < 0.8)
      return { text: `where(pick is y, ${a.text}, ${b.text})`, dims: union({ dims: ['a'] }, a, b) };
    return { text: three, dims: union(a, b, c) };
  }

  private overLabels(arg: Part): Part {
    const { text, dims } = arg;
    if (dims.length === 0) return arg;
    const how = this.pick(['sum', 'sum', 'least', 'most']);
    const dim = this.pick(dims);
    const groups = maps.filter(
      ({ from, to }) => dims.includes(from) && (!dims.includes(to) || from === to) && from !== to,
    );
    const lookups = maps.filter(({ to }) => dims.includes(to));
    const roll = this.random();
    if (roll < 0.3 && groups.length > 0) {
      const { name, from, to } = this.pick(groups);
      return { text: `${how}(${text}, ${name})`, dims: [...dims.filter((other) => other !== from), to] };
    }
    if (roll < 0.6 && lookups.length > 0) {
      const { name, from, to } = this.pick(lookups);
      return {
        text: `at(${text}, ${name})`,
        dims: union({ dims: dims.filter((other) => other !== to) }, { dims: [from] }),
      };
    }
    if (roll < 0.75) return { text: `order(${text}, ${dim})`, dims };
    return { text: `${how}(${text}, ${dim})`, dims: dims.filter((other) => other !== dim) };
  }

  private overTime(next: () => Part): Part {
    const arg = next();
    const once = this.expression(1, true);
    const length = this.pick([
      { text: '1 period', dims: [] },
      { text: '2.5 periods', dims: [] },
      { text: '1 year', dims: [] },
      { text: 'span0', dims: [] },
      { text: 'span1', dims: ['a'] },
      { text: `${paren(once)} * 1 period`, dims: once.dims },
    ]);
    const past = this.random() < 0.5 && this.later.length > 0 ? this.pick(this.later) : arg;
    const lagged = this.random() < 0.5 ? past : { text: `${paren(past)} + ${paren(past)}`, dims: past.dims };
    const profile = `exp(-age / 1 year) * ${paren(once)} + age / 1 period`;
    return this.pick<Part>([
      { text: `lag(${lagged.text})`, dims: past.dims },
      { text: `lag(${lagged.text}, ${length.text})`, dims: union(past, length) },
      { text: `lag(${lagged.text}, ${length.text}, ${once.text})`, dims: union(past, length, once) },
      { text: `change(${arg.text}) * 1 period`, dims: arg.dims },
      { text: `cumulative(${arg.text}) / 1 period`, dims: arg.dims },
      { text: `cumulative(${arg.text}, ${paren(once)} * 1 period) / 1 period`, dims: union(arg, once) },
      { text: `window_sum(${arg.text}, ${length.text}) / 1 period`, dims: union(arg, length) },
      { text: `window_sum(${arg.text}, ${length.text}) / 1 period`, dims: union(arg, length) },
      { text: `vintage_sum(${arg.text}, ${profile}) / 1 period`, dims: union(arg, once) },
    ]);
  }

  private allocation(next: () => Part): Part {
    const [claimant, resource] = this.pick([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ] as const);
    const own = (dims: readonly string[]): string => {
      const { text } = this.fit(next(), dims);
      return dims.length === 1 ? `${paren({ text })} + 0 * order(${anchor[dims[0]!]}, ${dims[0]})` : text;
    };
    const pair = [claimant, resource];
    const text = `allocate(${own([claimant])}, ${own([resource])}, ${own(pair)}, ${own(pair)}, ${own([claimant])})`;
    return { text, dims: pair };
  }

  /** A value that is known only after the last period. */
  private ending(): Part {
    const flow = this.fit(this.pick(this.known.filter(({ isOnce }) => !isOnce)), []);
    const other = this.fit(this.expression(2, false), []);
    const how = this.pick(['total', 'final', 'opening', 'peak', 'trough']);
    return this.pick<Part>([
      { text: `${how}(${other.text})${how === 'total' ? ' / 1 period' : ''}`, dims: [] },
      {
        text: `total(${flow.text}) / 1 period - ${how}(${other.text}) * ${how === 'total' ? '1 / 1 period' : '1'}`,
        dims: [],
      },
      { text: `irr(${flow.text} - 1, final(${other.text}) * 1 period) * 1 period`, dims: [] },
      { text: `mirr(${flow.text} - 1, 1% / 1 period, 2% / 1 period) * 1 period`, dims: [] },
      { text: `payback(${flow.text} - 1) / 1 period`, dims: [] },
    ]);
  }
}

/** For each dimension something that has just that dimension. */
const anchor: Readonly<Record<string, string>> = { a: 'span1', b: 'shock', c: 'at(span1, c.a)' };

function bracket(dims: readonly string[]): string {
  return dims.length === 0 ? '' : `[${dims.join(', ')}]`;
}

function paren({ text }: { readonly text: string }): string {
  return `(${text})`;
}

function union(...parts: readonly { readonly dims: readonly string[] }[]): readonly string[] {
  return [...new Set(parts.flatMap(({ dims }) => dims))];
}
