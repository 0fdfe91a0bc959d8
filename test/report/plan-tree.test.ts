import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { PlannedNode, PlannedTree, PlanResult } from '../../src/plan/index.ts';
import { planTreeChart } from '../../src/report/charts/plan-tree-chart.ts';
import { startsWords } from '../../src/report/plan-tree-words.ts';
import { planTreeFigure } from '../../src/report/sections/plan-tree-section.ts';
import { drawFigure, treeLines } from '../../src/report/view.ts';

const node = (name: string, parent: number, more: Partial<PlannedNode> = {}): PlannedNode => ({
  name,
  parent,
  stage: parent < 0 ? 0 : 1,
  probability: 1,
  scenarios: [],
  expectedUsd: 4e6,
  signs: [],
  condition: '',
  label: name,
  starts: [],
  orders: [],
  decisions: [],
  ...more,
});

const sign = { what: 'demand of users', unit: 'work/year', value: 3, median: 2 };
const tree: PlannedTree = {
  reviews: [{ period: '2027', at: 1, seenIn: '2026', told: 0.4, loss: 0.5 }],
  nodes: [
    node('root', -1, {
      decisions: ['annex can wait until 2027', 'order 20 fast (3 MW)'],
      orders: [{ chip: 'fast', chips: 20, mw: 3 }],
    }),
    node('n1', 0, { probability: 0.7, condition: 'whatever is seen in 2026' }),
    node('n2', 0, {
      probability: 0.3,
      signs: [sign],
      condition: 'demand of users is about 1.50 × its median in 2026 (3 work/year)',
      label: 'high demand of users and of everybody else who asks for anything at all',
      starts: [{ phase: 'annex', start: '2027' }],
      orders: [{ chip: 'fast', chips: 9000, mw: 1800 }],
      decisions: ['start annex in 2027'],
    }),
  ],
  value: {
    twoStageUsd: 1,
    twoStageBoundUsd: 1,
    worthUsd: 1,
    leastUsd: 0,
    mostUsd: 2,
    sentence: 'It is worth something.',
  },
};
const plan = { settings: { scenarios: 4, sampled: 40, seed: 7 } } as PlanResult;

describe('the tree of a plan', () => {
  it('in words: what to commit, what is decided under which condition, what it is worth', () => {
    expect(treeLines(tree)).toEqual([
      { title: 'Commit before 2027', lines: ['annex can wait until 2027.', 'order 20 fast (3 MW).'] },
      {
        title: 'Decide by 2027, by what is seen in 2026 (it tells 40% of the spread of value)',
        lines: [
          'n1: whatever is seen in 2026 (70% of futures, worth $4m on average): nothing new.',
          'n2: if demand of users is about 1.50 × its median in 2026 (3 work/year) (30% of futures, worth $4m on average): start annex in 2027.',
        ],
      },
      { title: 'What deciding later is worth', lines: ['It is worth something.'] },
    ]);
    expect(
      startsWords([
        { start: '2027Q1', startAt: 4, probability: 0.3 },
        { start: '2028Q1', startAt: 8, power: 'turbines', probability: 0.1 },
      ]),
    ).toBe('start in 2027Q1 in 30% of futures, in 2028Q1, powered by turbines, in 10%, else leave it out');
  });

  it('as a drawing has every node in words wide, by name narrow, and no words longer than their room', () => {
    const figure = planTreeFigure(plan, tree);
    expect(figure.table.rows.map(({ cells }) => cells.slice(0, 4))).toEqual([
      ['root', 'before 2027', 'always', '100%'],
      ['n1', 'from 2027', 'whatever is seen in 2026', '70%'],
      ['n2', 'from 2027', 'demand of users is about 1.50 × its median in 2026 (3 work/year)', '30%'],
    ]);
    const { document } = parseHTML('<html><body></body></html>');
    const textsOf = (kind: 'wide' | 'narrow') => {
      const { document: drawn } = parseHTML(
        `<html><body>${drawFigure(figure, { document, kind }).markup}</body></html>`,
      );
      return [...drawn.querySelectorAll('text')].map((each) => each.textContent!);
    };
    const wide = textsOf('wide');
    for (const words of [
      'before 2027',
      'from 2027',
      'commit now',
      'order chips of 3 MW',
      'start annex; order chips of 1.8 GW',
      'nothing new',
    ])
      expect(wide).toContain(words);
    const long = wide.find((words) => words.startsWith('30% · high demand'))!;
    expect(long.endsWith('…')).toBe(true);
    // 250 pixels are left of the last column, 7.2 for a bold letter.
    expect(long.length).toBeLessThanOrEqual(250 / 7.2);
    const narrow = textsOf('narrow');
    for (const words of ['root', 'n1', '70%', 'n2', '30%']) expect(narrow).toContain(words);
    expect(narrow).not.toContain('nothing new');
  });

  it('stands last nodes one above the other and others in the middle of what follows', () => {
    const rows = tree.nodes.map(({ stage, parent, probability, name }) => ({
      stage,
      parent,
      probability,
      name,
      label: name,
      decision: '',
    }));
    const { marks } = planTreeChart(
      { rows, stages: ['now', 'later'] },
      { width: 1040, isNarrow: false, id: 'tree' },
    );
    const dots = (marks as { data?: { name?: string; y?: number; radius?: number }[] }[]).find(
      ({ data }) => data?.[0]?.radius !== undefined && data.length === 3,
    )!;
    expect(dots.data!.map(({ name, y }) => [name, y])).toEqual([
      ['root', 0.5],
      ['n1', 0],
      ['n2', 1],
    ]);
  });
});
