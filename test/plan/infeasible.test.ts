import { describe, expect, it } from 'vitest';
import { centralScenario, findWayOut, makeFrame, sampleScenarios, solvePlan } from '../../src/plan/index.ts';
import { openStudy, type Study } from '../../src/study/index.ts';
import { hall, openSegment, openText, smallText, solverOf, twoChips } from './support.ts';

const serve = (level: string, volume = '100m') =>
  openSegment.replace('100m', volume).replace('price: 2', `service_level: ${level}, price: 2`);
const late = '{ steps: { 2026: 0%, 2028: 90% } }';
const limit = (text: string) => `plan: { capital_limit: ${text} }`;
const building = `
  hall: { site: ohio, mw: 4 MW, start: 2026, build_time: 2 years, energised: 2028 }`;
const two = `
  users: { rule: locked, stack: cuda, volume: 50m work/year, price: 2 $/work, service_level: ${late}, throughput: { slow: 1 work/chip/hour, fast: 2 work/chip/hour } }
  labs: { rule: outright-performance, stack: cuda, volume: 50m work/year, price: 2 $/work, service_level: ${late}, throughput: { fast: 2 work/chip/hour } }`;

const rented = `
  hall: { site: ohio, mw: 4 MW, start: 2025, build_time: 1 years, energised: 2026, leased: 100%, cost_factor: 9 }`;

/** Cases without a plan; each with what must be named, and nothing else. */
const cases: readonly {
  readonly name: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly short: string;
  /** Scenarios that share the plan; the central path alone unless given. */
  readonly scenarios?: number;
}[] = [
  {
    name: 'a committed hall alone breaks the capital limit',
    text: smallText({ phases: building, more: limit('$1m/year') }),
    names: ['the capital limit of FY2026'],
    short: 'committed already',
  },
  {
    name: 'the limit of the second year only is too low for the hall',
    text: smallText({
      phases: building,
      more: limit('{ steps: { 2026: $900m/year, 2027: $1m/year, 2028: $900m/year } }'),
    }),
    names: ['the capital limit of FY2027'],
    short: 'committed already',
  },
  {
    name: 'a service level before any chip can be there',
    text: smallText({ segments: serve('50%') }),
    names: ['the service level of users in 2026'],
    short: 'committed already',
  },
  {
    name: 'a service level beyond the power there is',
    text: smallText({ segments: serve(late, '900m') }),
    names: ['the service level of users in 2028'],
    short: 'power',
  },
  {
    name: 'a service level beyond the chips on sale',
    text: smallText({
      segments: serve(late, '20m'),
      chips: twoChips.replaceAll('availability', 'order_limit: 10 chips/year, availability'),
    }),
    names: ['the service level of users in 2028'],
    short: 'chips',
  },
  {
    name: 'a service level that the capital limit does not buy',
    text: smallText({ segments: serve(late, '20m'), more: limit('$2m/year') }),
    names: ['the capital limit', 'the service level of users in 2028'],
    short: ' together.',
  },
  {
    name: 'capital that comes too late for the service',
    text: smallText({
      segments: serve('{ steps: { 2026: 0%, 2027: 80%, 2028: 0% } }', '20m'),
      more: limit('{ steps: { 2026: $1m/year, 2027: $3m/year, 2028: $900m/year } }'),
    }),
    names: ['the capital limit of FY2027', 'the service level of users in 2027'],
    short: ' together.',
  },
  {
    name: 'two segments that one hall cannot both serve',
    text: smallText({ segments: two, phases: hall.replace('4 MW', '3 MW') }),
    names: ['the service level of users in 2028', 'the service level of labs in 2028'],
    short: 'power',
  },
  {
    name: 'a segment that accepts no chip on sale',
    text: smallText({
      segments: `
  labs: { rule: outright-performance, stack: cuda, volume: 10m work/year, price: 9 $/work, service_level: ${late}, throughput: { slow: 1 work/chip/hour } }`,
    }),
    names: ['the service level of labs in 2028'],
    short: 'committed already',
  },
  {
    name: 'power that comes after the service is due',
    text: smallText({
      phases: hall.replaceAll('2025', '2029').replace('2024', '2028'),
      segments: serve(late),
    }),
    names: ['the service level of users in 2028'],
    short: 'power',
  },
  {
    name: 'leases that the demand there is cannot carry',
    text: smallText({
      phases: rented,
      segments: openSegment.replace('100m', '20m'),
      more: 'plan: { debt_to_ebitda: { steps: { 2026: 1000000, 2028: 2 } } }',
    }),
    names: ['the debt covenant of FY2028'],
    short: 'demand',
  },
  {
    name: 'lease payments that the demand there is cannot cover five times',
    text: smallText({
      phases: rented,
      segments: openSegment.replace('100m', '20m'),
      more: 'plan: { service_cover: { steps: { 2026: 0, 2028: 5 } } }',
    }),
    names: ['the cover of debt service of FY2028'],
    short: 'demand',
  },
  {
    name: 'lots larger than a capital limit that would buy enough single chips',
    text: smallText({
      segments: serve(late, '20m'),
      chips: twoChips.replaceAll('availability', 'lot: 5000 chips, availability'),
      more: limit('$45m/year'),
    }),
    names: ['the capital limit', 'the service level of users in 2028'],
    short: 'whole lots',
  },
  {
    name: 'a debt covenant from the first year on, when leases are there and no chips yet',
    text: smallText({
      phases: rented.replace('cost_factor: 9', 'cost_factor: 1'),
      more: 'plan: { debt_to_ebitda: 4 }',
    }),
    names: ['the debt covenant of FY2026'],
    short: 'committed already',
  },
  {
    name: 'power that slips in some scenarios beyond the date of the service',
    text: smallText({
      segments: serve(late),
      phases: hall.replace('energised: 2025', 'energised: 2026 to 2029'),
    }),
    names: ['the service level of users in 2028'],
    short: 'the power that is ready, in scenario',
    scenarios: 4,
  },
];

describe('a case without a plan is told why, and the cheapest ways out', () => {
  it.each(cases)('$name', async ({ text, names, short, scenarios }) => {
    const solver = await solverOf();
    const study = openText(text);
    const frameOf = (of: Study) =>
      makeFrame(
        of,
        scenarios === undefined
          ? centralScenario(of)
          : sampleScenarios(of, { seed: 1, sampled: 40, count: scenarios }),
      );
    const outcome = solvePlan(solver, frameOf(study));
    if (outcome.kind !== 'infeasible') throw new Error(`expected no plan, found ${outcome.kind}`);
    const why = findWayOut(solver, outcome);
    for (const name of names) expect(why.sentence).toContain(name);
    expect(why.sentence).toContain(short);
    expect(why.limits).toHaveLength(names.length);
    // Each limit leads to the line of the case that states it.
    for (const { at } of why.limits) expect(at).toMatch(/^case\.yaml:\d+:\d+ (plan|segments)\./);
    // And each way out is one: with it laid over the case there is a plan.
    expect(why.relaxations.length).toBeGreaterThan(0);
    for (const { overlay } of why.relaxations) {
      const relaxed = openStudy({
        files: new Map([
          ['case.yaml', text],
          ['way-out.yaml', overlay],
        ]),
        main: 'case.yaml',
        overlays: ['way-out.yaml'],
        sets: [],
      });
      expect(relaxed.issues).toEqual([]);
      expect(solvePlan(solver, frameOf(relaxed.value!)).kind).toBe('plan');
    }
  });
});
