import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementLayouts, tieChecks } from '../../src/model/index.ts';
import { simulate, type Sample } from '../../src/simulate/index.ts';
import type { Study } from '../../src/study/index.ts';
import { randomCase } from './random-case.ts';
import { studyOf } from './support.ts';

const runs = 201;
const paths = 500;

const ties = tieChecks.map((tie) => tie.name);
const statementLines = statementLayouts.flatMap((layout) => layout.lines.map((line) => line.metric));
const flows = [
  'revenue',
  'other_income',
  'cash_costs',
  'capex',
  'lease_added',
  'owner_funding',
  'owner_payout',
  'interest',
];
const physical = ['used_mw', 'it_mw_by_site', 'arrivals', 'installed_by_chip', 'waiting', 'busy', 'sellable'];
const market = [
  'open_demand',
  'served',
  'wanted',
  'contract_served',
  'backlog',
  'contract.end',
  'vintage.revenue',
];
const books = [
  'capex_by_class',
  'depreciation_by_class',
  'lease_depreciation',
  'tax_depreciation',
  'tax_losses',
];
const once = ['accounts.tax_rate', 'opening.deferred_tax', 'value'];
const keep = [...new Set([...ties, ...statementLines, ...flows, ...physical, ...market, ...books, ...once])];

/**
 * Operations behind one number of the books in one period: fewer than 60 formulas of at most 12 elements with a few
 * operations each. Errors of 2⁻⁵³ of the largest amount that has passed through the books add up over the periods.
 */
const operationsPerPeriod = 2000;

/** Where the values of a name stand: [element][period or 1][path or 1]. */
interface Column {
  readonly values: Float64Array;
  readonly elements: number;
  readonly elementStep: number;
  readonly periodStep: number;
  readonly pathStep: number;
}

/** The kept values of one study. */
class Book {
  readonly periods: number;
  private readonly columns: ReadonlyMap<string, Column>;

  constructor(study: Study, seed: number) {
    this.periods = study.study.calendar.periods;
    const samples = simulate(study, { seed, paths, keep, blockSize: paths }).byName;
    this.columns = new Map([...samples].map(([name, sample]) => [name, columnOf(sample, this.periods)]));
  }

  /** Elements of a name. */
  size(name: string): number {
    return this.columns.get(name)!.elements;
  }

  at(name: string, period: number, path: number, element = 0): number {
    const { values, elementStep, periodStep, pathStep } = this.columns.get(name)!;
    return values[element * elementStep + period * periodStep + path * pathStep]!;
  }

  sum(name: string, period: number, path: number): number {
    let sum = 0;
    for (let element = 0; element < this.size(name); element++) sum += this.at(name, period, path, element);
    return sum;
  }

  /** Largest amount that has passed through the books of a path: what rounding is relative to. */
  scale(path: number): number {
    let passed = 0;
    let stock = 0;
    for (let period = 0; period < this.periods; period++) {
      for (const name of flows) passed += Math.abs(this.at(name, period, path));
      stock = Math.max(
        stock,
        Math.abs(this.at('assets', period, path)),
        this.at('deferred_revenue', period, path),
      );
    }
    return passed + stock;
  }

  finiteness(): string[] {
    return [...this.columns].filter(([, { values }]) => !values.every(isFinite)).map(([name]) => name);
  }
}

function columnOf({ values, byTime, byPath }: Sample, periods: number): Column {
  const pathStep = byPath ? 1 : 0;
  const width = byPath ? paths : 1;
  const elementStep = width * (byTime ? periods : 1);
  return {
    values,
    elements: values.length / elementStep,
    elementStep,
    periodStep: byTime ? width : 0,
    pathStep,
  };
}

type Fault = string | undefined;

describe('on every path and in every period of random cases', () => {
  it('the books tie, and no physical limit is passed', () => {
    let checked = 0;
    fc.assert(
      fc.property(randomCase, fc.integer({ min: 0, max: 1e6 }), (text, seed) => {
        const book = new Book(studyOf(text), seed);
        expect(book.finiteness()).toEqual([]);
        for (let path = 0; path < paths; path++) {
          expect(findFault(book, path)).toBeUndefined();
          checked++;
        }
      }),
      { numRuns: runs, seed: 20260228, endOnFailure: true },
    );
    expect(checked).toBe(runs * paths);
    expect(checked).toBeGreaterThanOrEqual(100_000);
  });
});

function findFault(book: Book, path: number): Fault {
  const slack = operationsPerPeriod * book.periods * 2 ** -53;
  const money = slack * book.scale(path);
  const conserved = new Float64Array(book.size('arrivals'));
  let timing = 0;
  for (let period = 0; period < book.periods; period++) {
    timing +=
      book.at('tax_depreciation', period, path) -
      book.at('depreciation', period, path) -
      book.at('write_offs', period, path);
    const fault =
      findTieFault(book, { period, path, money }) ??
      findStatementFault(book, { period, path, money }) ??
      findTaxFault(book, { period, path, money, timing }) ??
      findChipFault(book, { period, path, slack, conserved }) ??
      findDemandFault(book, { period, path, slack, money });
    if (fault !== undefined) return `${fault} in period ${period} on path ${path}`;
  }
  return undefined;
}

interface Spot {
  readonly period: number;
  readonly path: number;
}

function findTieFault(book: Book, { period, path, money }: Spot & { money: number }): Fault {
  const open = ties.find((name) => !(Math.abs(book.at(name, period, path)) <= money));
  return open && `${open} is ${book.at(open, period, path)}, rounding allows ${money}`;
}

/** Income: a total is what stands above it. Balance and cash: a total is what stands above it since the last total. */
function findStatementFault(book: Book, { period, path, money }: Spot & { money: number }): Fault {
  const value = (name: string) => book.at(name, period, path);
  for (const layout of statementLayouts) {
    let sum = 0;
    for (const line of layout.lines) {
      if (line.style === 'line') sum += line.sign * value(line.metric);
      else if (line.metric === 'equity') continue;
      else {
        if (line.metric === 'cash_change')
          sum = value('cash_from_operations') + value('cash_from_investing') + value('cash_from_financing');
        if (!(Math.abs(sum - value(line.metric)) <= money))
          return `${line.metric} is not the sum of its lines`;
        if (layout.id !== 'income') sum = 0;
      }
    }
  }
  const classes = book.sum('capex_by_class', period, path);
  if (!(Math.abs(classes - value('capex')) <= money)) return 'capital spending by class does not add up';
  const depreciation = book.sum('depreciation_by_class', period, path) + value('lease_depreciation');
  if (!(Math.abs(depreciation - value('depreciation')) <= money))
    return 'depreciation by class does not add up';
  return undefined;
}

/** Deferred tax is the tax on what was deducted early, less the tax on losses carried forward. */
function findTaxFault(book: Book, spot: Spot & { money: number; timing: number }): Fault {
  const { period, path, money, timing } = spot;
  const rate = book.at('accounts.tax_rate', period, path);
  const expected =
    book.at('opening.deferred_tax', 0, path) + rate * (timing - book.at('tax_losses', period, path));
  const off = Math.abs(book.at('deferred_tax', period, path) - expected);
  return off <= money ? undefined : `deferred tax is off by ${off}`;
}

function findChipFault(book: Book, spot: Spot & { slack: number; conserved: Float64Array }): Fault {
  const { period, path, slack, conserved } = spot;
  for (let site = 0; site < book.size('used_mw'); site++) {
    const ready = book.at('it_mw_by_site', period, path, site);
    if (!(book.at('used_mw', period, path, site) <= ready * (1 + slack)))
      return 'chips draw more than is ready';
  }
  for (let chip = 0; chip < conserved.length; chip++) {
    conserved[chip]! +=
      book.at('arrivals', period, path, chip) - book.at('installed_by_chip', period, path, chip);
    // No more than 1e5 chips ever arrive in such a case.
    if (!(Math.abs(conserved[chip]! - book.at('waiting', period, path, chip)) <= 1e5 * slack))
      return 'chips are lost';
    const sellable = book.at('sellable', period, path, chip);
    if (!(book.at('busy', period, path, chip) <= sellable * (1 + slack)))
      return 'more chips are busy than there are';
  }
  return undefined;
}

function findDemandFault(
  book: Book,
  { period, path, slack, money }: Spot & { slack: number; money: number },
): Fault {
  const chips = book.size('arrivals');
  for (const [given, asked] of [
    ['served', 'open_demand'],
    ['contract_served', 'wanted'],
  ] as const) {
    for (let claimant = 0; claimant < book.size(asked); claimant++) {
      let sum = 0;
      for (let chip = 0; chip < chips; chip++) sum += book.at(given, period, path, claimant * chips + chip);
      if (!(sum <= book.at(asked, period, path, claimant) * (1 + slack)))
        return `${given} is more than ${asked}`;
    }
  }
  for (let contract = 0; contract < book.size('wanted'); contract++) {
    const backlog = book.at('backlog', period, path, contract);
    const hasEnded = book.at('contract.end', 0, path, contract) <= period + 1;
    if (!(backlog >= 0) || (hasEnded && backlog !== 0)) return `backlog is ${backlog}`;
  }
  const earned = book.sum('vintage.revenue', period, path);
  const revenue = book.at('revenue', period, path);
  return earned <= revenue + money && earned >= 0 ? undefined : 'vintages earn more than there is';
}
