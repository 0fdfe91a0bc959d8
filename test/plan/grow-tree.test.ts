import { describe, expect, it } from 'vitest';
import { makeCalendar } from '../../src/time/index.ts';
import { planCodes, readReviews, sampleTree } from '../../src/plan/index.ts';
import { growTree } from '../../src/plan/tree/grow-tree.ts';
import { placeOf, placePaths, rateSights } from '../../src/plan/tree/rate-sights.ts';
import { seePaths, tellingSights } from '../../src/plan/tree/see-paths.ts';
import { openTiny } from '../study/support.ts';

const points = (...values: number[]) => values.map((value) => Float64Array.of(value));

describe('growing a tree', () => {
  it('splits by what is seen, nests, and keeps leaves that stand for their node (by hand)', () => {
    // At the first review 0, 1, 2 and 10, 11, 12 look like two groups; at the second each group splits anew.
    const { nodes, leaves, losses } = growTree({
      seen: [points(0, 1, 2, 10, 11, 12), points(0, 5, 5, 5, 5, 0)],
      full: points(0, 1, 3, 10, 11, 13),
      branches: [2, 2],
      leaves: 4,
    });
    expect(nodes.map(({ parent, paths }) => [parent, paths])).toEqual([
      [-1, [0, 1, 2, 3, 4, 5]],
      [0, [0, 1, 2]],
      [0, [3, 4, 5]],
      [1, [0]],
      [1, [1, 2]],
      [2, [5]],
      [2, [3, 4]],
    ]);
    // One centre for all, 2 or 10, is 2+1+0+8+9+10 = 30 away in all; 1 and 11 are 2+2 = 4 away. By the second review none is away.
    expect(losses[0]).toBeCloseTo(4 / 30, 12);
    expect(losses[1]).toBe(0);
    expect(leaves.map(({ path, node }) => [path, node])).toEqual([
      [0, 3],
      [1, 4],
      [5, 5],
      [3, 6],
    ]);
    expect(leaves.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
  });

  it('does not split what looks alike, nor off a freak too small for its leaves', () => {
    const alike = growTree({
      seen: [points(1, 1, 1, 1)],
      full: points(1, 2, 3, 4),
      branches: [2],
      leaves: 4,
    });
    expect(alike.nodes).toHaveLength(2);
    expect(alike.leaves).toHaveLength(4);
    const freak = growTree({
      seen: [points(0, 0, 0, 1, 1, 99)],
      full: points(0, 1, 2, 3, 4, 5),
      branches: [2],
      leaves: 4,
    });
    for (const { paths } of freak.nodes) expect(paths.length).toBeGreaterThanOrEqual(2);
  });

  it('is never coarser with more branches', () => {
    const seen = Array.from({ length: 40 }, (_, i) => Float64Array.of((i * 7) % 11, (i * i) % 13));
    const losses = [1, 2, 3, 5].map(
      (count) => growTree({ seen: [seen], full: seen, branches: [count], leaves: 10 }).losses[0]!,
    );
    expect(losses[0]).toBeCloseTo(1, 12);
    for (let i = 1; i < losses.length; i++) expect(losses[i]).toBeLessThan(losses[i - 1]!);
  });
});

describe('what is seen', () => {
  const look = { seed: 5, pathFrom: 0, paths: 30, reviews: [4, 8] };

  it('is the same whatever comes after the review', () => {
    const later = (text: string) =>
      text.replace('price: 40000 $/chip', 'price: { steps: { 2026Q1: 40000 $/chip, 2027Q1: 90000 $/chip } }');
    const [now] = seePaths(openTiny(), { ...look, reviews: [4] });
    const [then] = seePaths(openTiny(later), { ...look, reviews: [4] });
    expect(then!.sights.map(({ what }) => what)).toEqual(now!.sights.map(({ what }) => what));
    expect(then!.values).toEqual(now!.values);
    const [, after] = seePaths(openTiny(later), look);
    expect(after!.values).not.toEqual(seePaths(openTiny(), look)[1]!.values);
  });

  it('leaves out makes that are not on sale yet, and what all paths show alike', () => {
    const uncertain = (limit: string) =>
      openTiny((text) =>
        text.replace('price: 40000 $/chip', `order_limit: ${limit}\n    price: 30000 to 50000 $/chip`),
      );
    const sightsOf = (limit: string) =>
      seePaths(uncertain(limit), look).map((seen) => tellingSights(seen).sights.map(({ what }) => what));
    expect(sightsOf('1000000 chips/quarter')[0]).toContain('cost of bought');
    const [before, after] = sightsOf('{ steps: { 2026Q1: 0 chips/quarter, 2027Q3: 9000 chips/quarter } }');
    expect(before).not.toContain('cost of bought');
    expect(after).toContain('cost of bought');
    expect(before).not.toContain('cost of own');
    expect(before).toContain('demand of startups');
  });

  it('of a block of paths is that of the same paths in a larger one', () => {
    const [whole] = seePaths(openTiny(), look);
    const [part] = seePaths(openTiny(), { ...look, pathFrom: 10, paths: 5 });
    expect(part!.values.map((values) => [...values])).toEqual(
      whole!.values.map((values) => [...values.subarray(10, 15)]),
    );
  });

  it('is rated by what it stands for and what the case is worth by it', () => {
    const seen = tellingSights(seePaths(openTiny(), { ...look, paths: 200, reviews: [4] })[0]!);
    // A worth that is made of one sight alone is told by it alone, but for a path's worth of doubt in 200.
    const j = seen!.sights.findIndex(({ what }) => what === 'demand of startups');
    const scale = rateSights(seen!, seen!.values[j]!);
    expect(scale.told).toBeGreaterThan(0.99);
    const shares = seen!.values.map((values, i) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return (
        Math.abs(scale.outlook[i]!) * Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0))
      );
    });
    for (const [i, share] of shares.entries()) if (i !== j) expect(share).toBeLessThan(0.1 * shares[j]!);
    // The outlook's spread is twice that of all sights together.
    const places = placePaths(seen!, scale);
    const spread = (of: (place: Float64Array) => number) => places.reduce((sum, place) => sum + of(place), 0);
    const sights = spread((place) => place.slice(0, -1).reduce((sum, x) => sum + x * x, 0));
    expect(spread((place) => place.at(-1)! ** 2) / sights).toBeCloseTo(4, 6);
    expect(placeOf([...scale.means], scale)).toEqual(new Float64Array(scale.means.length + 1));
  });
});

describe('a tree of a case', () => {
  const request = { seed: 7, sampled: 60, reviews: [4, 8], branches: [2, 2], leaves: 12 };

  it('is the same every time; probabilities add up; nodes are inside their parents', () => {
    const [a, b] = [sampleTree(openTiny(), request), sampleTree(openTiny(), request)];
    expect(a.paths).toEqual(b.paths);
    expect(a.tree).toEqual(b.tree);
    const { nodes } = a.tree;
    expect(a.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    for (const [number, node] of nodes.entries()) {
      const children = nodes.filter(({ parent }) => parent === number);
      const own = node.scenarios.reduce((sum, s) => sum + a.probabilities[s]!, 0);
      expect(own).toBeCloseTo(node.probability, 12);
      if (children.length === 0) continue;
      expect(children.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(
        node.probability,
        12,
      );
      expect(children.flatMap(({ scenarios }) => scenarios).toSorted((x, y) => x - y)).toEqual(
        node.scenarios,
      );
    }
    a.sharing.nodeOf.forEach((numbers, stage) =>
      numbers.forEach((number, s) => {
        expect(nodes[number]!.stage).toBe(stage);
        expect(nodes[number]!.scenarios).toContain(s);
      }),
    );
    expect(Math.max(...a.tree.reviews.map(({ loss }) => loss))).toBeLessThan(1);
  });
});

describe('reviews', () => {
  const calendar = makeCalendar({
    start: '2026Q1',
    frequency: 'quarter',
    periods: 20,
    fiscalYearEndMonth: 12,
  }).value!;
  const read = (reviews: string, scenarios = 8, branches?: string) =>
    readReviews(
      {
        reviews: reviews.split(','),
        scenarios,
        sampled: 200,
        ...(branches ? { branches: branches.split(',') } : {}),
      },
      calendar,
    );

  it('are periods or dates; branches are as many as scenarios in a last node unless given', () => {
    expect(read('2027Q1,2028-04').value).toEqual({ periods: [4, 9], branches: [2, 2] });
    expect(read('2027', 30).value).toEqual({ periods: [4], branches: [5] });
    expect(read('2027Q1,2028Q1', 12, '3,2').value).toEqual({ periods: [4, 8], branches: [3, 2] });
  });

  it('are told all that is wrong with them, with places and ways out', () => {
    const { issues } = read('2027-Q1,2026Q1,2028Q1,2027Q3,2040Q1', 4, 'a,2');
    expect(issues.map(({ code, at, found, fix }) => [code, `${at!.file} ${at!.column}`, found, fix])).toEqual(
      [
        ['date-malformed', '--reviews 1', '2027-Q1', "write '2027Q1'"],
        ['review-too-early', '--reviews 9', '2026Q1', "write '2026Q2' or a later period"],
        [
          'date-outside-calendar',
          '--reviews 30',
          '2040Q1',
          'change the date, or the start or number of periods of the calendar',
        ],
        ['reviews-not-ascending', '--reviews 23', '2027Q3', "write '2027Q3,2028Q1'"],
        ['branches-not-understood', '--branches 1', 'a', undefined],
        ['branches-not-understood', '--branches 1', '2 for 5 reviews', undefined],
      ],
    );
    const few = read('2027Q1,2028Q1', 4).issues;
    expect(few).toEqual([
      {
        code: 'tree-too-small',
        severity: 'error',
        message: 'The tree has too few scenarios: a last node with a single one would know the future.',
        found: '4 scenarios for 4 last nodes',
        expected: 'at least 8 scenarios, 2 in each last node',
        fix: 'write --scenarios 8, or fewer --reviews',
      },
    ]);
    expect(read('2027Q1', 300).issues[0]!.fix).toBe('write --sampled 300, or fewer --scenarios');
    const own = [...issues, ...few].map(({ code }) => code).filter((code) => !code.startsWith('date-'));
    for (const code of own) expect(Object.keys(planCodes)).toContain(code);
  });
});
