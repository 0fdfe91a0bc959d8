import type { DrawMode, LaidGroup, PathRows, Span } from '../simulate/index.ts';
import type { Calendar } from '../time/index.ts';
import { countedSpread, keptSpread, type Spread } from './spread.ts';

/** Finds what a run knows of any of its rows, whether it kept or counted them. */
export class RowSource {
  readonly calendar: Calendar;
  readonly draws: DrawMode;
  readonly paths: number;
  /** Names of the case of which every element and period is there. */
  readonly names: readonly string[];
  readonly isCounted: boolean;
  private readonly rows: PathRows;
  private readonly groups = new Map<string, LaidGroup>();

  constructor(rows: PathRows, about: { readonly calendar: Calendar; readonly draws: DrawMode }) {
    this.rows = rows;
    this.calendar = about.calendar;
    this.draws = about.draws;
    this.paths = rows.paths;
    this.isCounted = rows.counted !== undefined;
    for (const laid of rows.layout.groups) this.groups.set(keyOf(laid), laid);
    this.names = rows.layout.groups.flatMap(({ group }) => (group.kind === 'values' ? [group.name] : []));
  }

  has(name: string): boolean {
    return this.groups.has(`values ${name}`);
  }

  /** Whether a formula changes over time. */
  isByTime(name: string): boolean {
    return this.find(`values ${name}`).byTime;
  }

  /** An element of a formula in a period. */
  at(name: string, element: number, period: number): Spread {
    const laid = this.find(`values ${name}`);
    return this.spread(laid, laid.byTime ? element * this.calendar.periods + period : element);
  }

  /** A flow summed over a span on each path. */
  over(name: string, element: number, span: Span): Spread {
    const laid = this.find(`values ${name}`);
    const sums = this.groups.get(`sums ${name}`);
    if (this.isCounted && !laid.constants) {
      const spans = sums?.group.kind === 'sums' ? sums.group.spans : [];
      const at = spans.findIndex((each) => isSame(each, span));
      if (sums && at >= 0) return this.spread(sums, element * spans.length + at);
      if (span.to - span.from !== 1) throw new Error(`A run counts no sums of ${name} over that span`);
      return this.at(name, element, span.from);
    }
    return keptSpread(this.sumKept(laid, element, span), this.draws, this.paths);
  }

  /** 1 where an element of a formula is above 0 in some period, else 0. */
  any(name: string, element: number): Spread {
    return this.spread(this.find(`any ${name}`), element);
  }

  /** A row of `programmeRows`; `undefined` where there is no counterfactual. */
  programme(row: number): Spread | undefined {
    const laid = this.groups.get('programme');
    return laid && this.spread(laid, row);
  }

  event(id: string): Spread {
    return this.spread(this.find(`event ${id}`), 0);
  }

  /** The largest size of a formula's numbers over everything. */
  peak(name: string): number {
    return this.rows.peaks[this.rows.layout.peaks.indexOf(name)]!;
  }

  /** Numbers of an element on the first paths, as many as are kept one by one; `undefined` where no path changes it. */
  first(name: string, element: number, period: number): Float64Array | undefined {
    const laid = this.find(`values ${name}`);
    if (laid.constants) return undefined;
    const row = laid.first + (laid.byTime ? element * this.calendar.periods + period : element);
    return this.rows.counted ? this.rows.counted.pilotRows.get(row) : this.keptRow(row);
  }

  private find(key: string): LaidGroup {
    const laid = this.groups.get(key);
    if (!laid) throw new Error(`A run keeps no rows of ${key}`);
    return laid;
  }

  private spread(laid: LaidGroup, row: number): Spread {
    const { counted } = this.rows;
    if (counted && !laid.constants) return countedSpread(counted, laid.first + row, this.draws);
    return keptSpread(this.valuesOf(laid, row), this.draws, this.paths);
  }

  private valuesOf(laid: LaidGroup, row: number): Float64Array {
    return laid.constants ? laid.constants.subarray(row, row + 1) : this.keptRow(laid.first + row);
  }

  private keptRow(row: number): Float64Array {
    const { values, capacity } = this.rows.kept!;
    return values.subarray(row * capacity, row * capacity + this.paths);
  }

  private sumKept(laid: LaidGroup, element: number, { from, to }: Span): Float64Array {
    const { periods } = this.calendar;
    const rowAt = (period: number) => this.valuesOf(laid, laid.byTime ? element * periods + period : element);
    const sum = Float64Array.from(rowAt(from));
    for (let period = from + 1; period < to; period++) {
      const row = rowAt(period);
      for (let i = 0; i < sum.length; i++) sum[i]! += row[i]!;
    }
    return sum;
  }
}

function keyOf({ group }: LaidGroup): string {
  if (group.kind === 'programme') return group.kind;
  return group.kind === 'event' ? `event ${group.event.id}` : `${group.kind} ${group.name}`;
}

function isSame(a: Span, b: Span): boolean {
  return a.from === b.from && a.to === b.to;
}
