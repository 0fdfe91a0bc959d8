import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeProgram, evaluate, functions, parseProgram, trace } from '../../src/formula/index.ts';
import type { TraceNode } from '../../src/formula/index.ts';
import { sampleGraph, sampleInputs, sampleText } from './sample.ts';
import { flat, graphOf, series } from './support.ts';

const graph = sampleGraph(12);
const inputs = sampleInputs(graph, { seed: 21, paths: 1 });
const keep = graph.nodes.map((node) => node.decl.name);
const evaluation = evaluate(graph, inputs, { pathFrom: 0, paths: 1, keep });

describe('trace', () => {
  test.each(graph.nodes.map((node) => [node.decl.name, node] as const))(
    '%s has no dead ends',
    (name, node) => {
      const root = trace(graph, evaluation, { name, element: node.size - 1, period: 11, depth: 500 });
      for (const found of everyNode(root)) {
        expect(found.isCut).toBe(false);
        expect(found.sentence).not.toBe('');
        const isFormula = found.kind === 'node';
        expect(isFormula).toBe(graph.byName.get(found.name) !== undefined && found.text !== undefined);
        if (!isFormula) expect(found.children).toEqual([]);
        if (found.kind !== 'node' && found.kind !== 'rest' && found.name !== 'time') {
          expect(graph.byName.has(found.name) || graph.mapByName.has(found.name)).toBe(true);
        }
        if (typeof found.value === 'number' && graph.byName.has(found.name)) {
          const { values, byTime } = evaluation.get(found.name);
          expect(found.value).toBe(values[byTime ? found.element * 12 + found.period! : found.element]);
        }
      }
    },
  );

  test('reads each value where it was read: through maps, sums, lags and windows', () => {
    const small = graphOf(
      `dimension phase phases "P"\ndimension site sites "S"\nmap phase.site : phase -> site "Its site"
       input mw[phase] : MW "Power"\ninput once life : periods "Life"
       site.mw[site] : MW "Power by site" = sum(mw, phase.site)
       share[phase] : ratio "Share" = mw / at(site.mw, phase.site)
       late : MW "Power before" = lag(sum(mw, phase))
       worn : MW*periods "Power in use" = window_sum(sum(mw, phase), life)`,
      {
        labels: { phase: ['a', 'b', 'c'], site: ['x', 'y'] },
        maps: { 'phase.site': Int32Array.of(1, 0, 1) },
        periods: 10,
      },
    );
    const mw = series(
      ...[1, 2, 3].flatMap((phase) => Array.from({ length: 10 }, (_, period) => phase * (period + 1))),
    );
    const own = evaluate(
      small,
      new Map([
        ['mw', mw],
        ['life', flat(8)],
      ]),
      { pathFrom: 0, paths: 1, keep: small.nodes.map((node) => node.decl.name) },
    );
    const shown = (name: string, element: number, depth: number) =>
      trace(small, own, { name, element, period: 9, depth }).children.map(
        (child) => `${child.kind} ${child.name}[${child.labels.join()}] ${child.period ?? ''} ${child.value}`,
      );
    expect(shown('site.mw', 1, 1)).toEqual(['input mw[a] 9 10', 'input mw[c] 9 30']);
    expect(shown('share', 2, 1)).toEqual([
      'input mw[c] 9 30',
      'map phase.site[c]  y',
      'node site.mw[y] 9 40',
    ]);
    expect(shown('late', 0, 1)).toEqual(['input mw[a] 8 9', 'input mw[b] 8 18', 'input mw[c] 8 27']);
    // Eight periods count; the six largest are the last six, each of 6 × its number, and 6 × 3 + 6 × 4 is the rest.
    const parts = shown('worn', 0, 1);
    expect(parts.filter((part) => part.startsWith('input mw[b]'))).toEqual(
      [4, 5, 6, 7, 8, 9].map((period) => `input mw[b] ${period} ${2 * (period + 1)}`),
    );
    expect(parts.slice(-2)).toEqual(['rest other periods[]  42', 'input life[]  8']);
  });

  test('shows only the branch of where that was taken, and cuts at the depth asked for', () => {
    const small = graphOf(
      `choice rule : cheap | fast "How"\ninput a : ratio "A"\ninput b : ratio "B"
       picked : ratio "Picked" = where(rule is fast, a, b)\ntwice : ratio "Twice" = 2 * picked`,
      { choices: { rule: Int32Array.of(1) } },
    );
    const own = evaluate(
      small,
      new Map([
        ['a', flat(3)],
        ['b', flat(4)],
      ]),
      { pathFrom: 0, paths: 1, keep: ['picked', 'twice'] },
    );
    const root = trace(small, own, { name: 'twice', element: 0, period: 0, depth: 1 });
    expect(root.children.map(({ name, isCut }) => [name, isCut])).toEqual([['picked', true]]);
    const whole = trace(small, own, { name: 'twice', element: 0, period: 0, depth: 2 });
    expect(whole.children[0]!.children.map(({ name, value }) => [name, value])).toEqual([
      ['rule', 'fast'],
      ['a', 3],
    ]);
    expect(() => trace(small, own, { name: 'none', element: 0, period: 0, depth: 2 })).toThrow(
      'No name none',
    );
  });
});

describe('the method page and the page of the language', () => {
  test('names every declaration, its unit, text and reads', () => {
    const page = describeProgram(parseProgram([{ name: 'sample', text: sampleText }]).value!);
    for (const decl of graph.program.decls) expect(page).toContain(`\`${decl.name}`);
    expect(page).toContain(
      '**`it_mw[site]`** (MW). Power ready.\n\n    sum(where(time >= phase.ready, phase.mw, 0), phase.site)',
    );
    expect(page).toContain('Reads `phase.ready`, `phase.mw`, `phase.site`.');
    expect(page).toContain('| `phase.build_time[phase]` | months | Construction | 6 months |');
    expect(page).toContain(
      '- choice `segment.rule[segment]` of price-performance, outright-performance, locked, by default locked',
    );
  });

  const page = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8');

  test('docs/language.md names every function, and its example runs', () => {
    for (const { name } of functions) expect(page).toMatch(new RegExp(`\`${name}[\`(]`));
    const [, text] = /```formula\n([^]*?)```/.exec(page)!;
    const built = graphOf(text!, {
      labels: { site: ['x'], phase: ['a'], chip: ['c'] },
      maps: { 'phase.site': Int32Array.of(0) },
      choices: { 'chip.source': Int32Array.of(0) },
    });
    expect(built.nodes.map((node) => node.decl.name)).toEqual([
      'spend',
      'depreciation',
      'it_mw',
      'book_value',
      'most_spent',
    ]);
  });
});

function everyNode(root: TraceNode): ReadonlySet<TraceNode> {
  const seen = new Set([root]);
  for (const node of seen) for (const child of node.children) seen.add(child);
  return seen;
}
