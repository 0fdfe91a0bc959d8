import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeLp } from '../../src/lp/index.ts';
import { makeFrame, centralScenario, solvePlan } from '../../src/plan/index.ts';
import { buildPlan } from '../../src/plan/build-plan.ts';
import { measureFacts } from '../../src/plan/measure-facts.ts';
import { nearPoint } from '../../src/plan/read-point.ts';
import { shareSites } from '../../src/plan/site-shares.ts';
import { hall, openText, smallText, solverOf, twoChips } from './support.ts';

const here = new URL('./golden/', import.meta.url);
const blocks = new URL('../../src/plan/blocks/', import.meta.url);

/** The rows that each family of limits adds, by the start of their names. */
const rowsOf: Readonly<Record<string, readonly string[]>> = {
  starts: ['once'],
  lots: ['lot'],
  delivery: ['delivered'],
  retirement: ['retired'],
  working: ['working', 'sellable'],
  'minimum-take': ['take'],
  power: ['power'],
  capacity: ['capacity'],
  demand: ['demand'],
  service: ['service'],
  contracts: ['contract'],
  capital: ['capital'],
  covenants: ['debt', 'cover'],
  risk: ['tail'],
};

/** A site of its own kind: what it does not draw it pays for. */
const withTake = (text: string) =>
  text.replace(
    'energy_price: 60 $/MWh',
    'energy_price: 60 $/MWh, delivery_price: { steps: { 2026: 0 $/MWh, 2028: 20 $/MWh } }, minimum_take: 40%',
  );

/** A case of three years that has one of every limit. */
const everything = smallText({
  periods: 3,
  chips: twoChips.replace(
    'lead_time: 0 years, economic_life: 4 years, availability: 100% }\n  fast',
    'lead_time: 1 years, economic_life: 2 years, availability: 90%, order_limit: 3000 chips/year, lot: 72 chips }\n  fast',
  ),
  segments: `
  users: { rule: locked, stack: cuda, volume: 100m work/year, price: 2 $/work, patience: 50%, service_level: { steps: { 2026: 0%, 2027: 25% } }, throughput: { slow: 1 work/chip/hour, fast: 2 work/chip/hour } }`,
  phases: `${hall}
  annex: { site: ohio, status: optional, mw: 2 MW, start: 2026, build_time: 1 years, energised: 2027, may_wait: 1 years }`,
  contracts: `
  lab: { segment: users, state: offered, start: 2026, term: 2 years, quantity: 9m work/year, price: 3 $/work, allowed: { slow: 0 } }`,
  more: `plan: { capital_limit: $90m/year, debt_to_ebitda: { steps: { 2026: 1000000, 2027: 4 } }, service_cover: { steps: { 2026: 0, 2028: 3 } } }
retirements: { out: { chip: fast, age: 1 years } }
opening: { debt: $1m }`,
});

function goldenLp(): string {
  const study = openText(withTake(everything));
  const frame = makeFrame(study, centralScenario(study));
  const facts = measureFacts(frame);
  const shares = shareSites(frame);
  const near = nearPoint({ frame, facts, shares }, undefined);
  const risk = { weight: 0.5, tail: 0.1 };
  return writeLp(buildPlan({ frame, facts, shares, near, risk }).lp);
}

/** Rows of a family in the text of a programme, with their continuation lines; coefficients to 9 digits. */
function rowsIn(text: string, starts: readonly string[]): string {
  const kept: string[] = [];
  let isKept = false;
  for (const line of text.split('\n')) {
    const name = /^ ?([a-z_0-9]+)[(:]/i.exec(line)?.[1];
    if (name !== undefined && /:/.test(line)) isKept = starts.includes(name);
    else if (/^\S/.test(line)) isKept = false;
    if (isKept)
      kept.push(
        line.replace(/-?\d+\.\d{6,}(e[+-]?\d+)?/g, (digits) => String(Number(Number(digits).toPrecision(9)))),
      );
  }
  return `${kept.join('\n')}\n`;
}

describe('each family of limits has its golden programme', () => {
  const text = goldenLp();

  it('for every file of blocks/', () => {
    const files = readdirSync(blocks).map((file) => file.replace(/\.ts$/, ''));
    expect(Object.keys(rowsOf).toSorted()).toEqual(files.toSorted());
  });

  it.each(Object.keys(rowsOf))('%s', (family) => {
    const rows = rowsIn(text, rowsOf[family]!);
    const file = new URL(`${family}.lp`, here);
    if (process.env['BUILDOUT_GOLDEN'] === 'write') writeFileSync(file, rows);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows).toBe(readFileSync(file, 'utf8'));
  });

  it('and the case that holds all of them can be planned', async () => {
    const study = openText(withTake(everything));
    const outcome = solvePlan(await solverOf(), makeFrame(study, centralScenario(study)));
    expect(outcome.kind).toBe('plan');
  });
});
