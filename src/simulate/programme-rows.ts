import type { InputData } from '../formula/index.ts';
import { irr, moic, payback, xirr } from '../num/index.ts';
import { completeYears, dayNumber, periodsPerYear, periodStart, type Calendar } from '../time/index.ts';
import { sizesOf, type BlockShape, type GroupRows, type ReadSide } from './block-shape.ts';

/** Names that the difference of two runs reads. */
export const programmeNames: readonly string[] = [
  'fcf.unlevered',
  'capex',
  'nopat',
  'revenue',
  'invested_capital',
  'opening_capital',
  'residual',
  'discount_mid',
  'discount_end',
  'it_mw',
];

/** What a programme answers once per path, in the order of its rows: dollars, shares per year, years, a multiple. */
export const programmeMeasures = [
  'npv',
  'irr',
  'xirr',
  'payback',
  'payback-discounted',
  'payback-in-service',
  'moic',
] as const;

/** What it answers by complete fiscal year, after the measures: the sum of a flow, then the return on its capital. */
export const programmeFlows = ['capex', 'revenue', 'nopat', 'fcf.unlevered'] as const;

/**
 * The programme as the difference between the case and its counterfactual, on the same draws path by path: the measures, each
 * flow by complete fiscal year, and the incremental return by year (a share of 100).
 *
 * Only flows from the calendar's start on count, so what was spent before is sunk in both. Operating flows and spending
 * are placed mid-period, the residual at the end.
 */
export function programmeRows(read: ReadSide, shape: BlockShape): GroupRows {
  const { calendar } = shape;
  const sides = ([0, 1] as const).map((side) => programmeNames.map((name) => read(side, name)));
  const byPath = sides.flat().some((data) => data.byPath);
  const paths = byPath ? shape.paths : 1;
  const gaps = programmeNames.map((_, i) => gapOf(sides[0]![i]!, sides[1]![i]!, shape));
  const years = completeYears(calendar);
  const rows = programmeMeasures.length + (programmeFlows.length + 1) * years.length;
  const values = new Float64Array(rows * paths);
  const gap = (name: string): Gap => gaps[programmeNames.indexOf(name)]!;
  const discount = (name: string): Gap => numberOf(sides[0]![programmeNames.indexOf(name)]!, shape);
  const flows = { fcf: gap('fcf.unlevered'), residual: gap('residual'), power: gap('it_mw') };
  const rates = { mid: discount('discount_mid'), end: discount('discount_end') };
  const dates = periodDates(calendar);
  for (let path = 0; path < paths; path++) {
    const answers = measurePath({ ...flows, ...rates, dates, path });
    answers.forEach((answer, i) => (values[i * paths + path] = answer));
  }
  const yearRow = (flow: number, year: number): number =>
    (programmeMeasures.length + flow * years.length + year) * paths;
  programmeFlows.forEach((name, i) => {
    const of = gap(name);
    years.forEach((year, y) => {
      const row = yearRow(i, y);
      for (let path = 0; path < paths; path++)
        for (let period = year.from; period < year.to; period++) values[row + path]! += of(period, path);
    });
  });
  const [nopat, capital, opening] = [gap('nopat'), gap('invested_capital'), gap('opening_capital')];
  years.forEach((year, y) => {
    const row = yearRow(programmeFlows.length, y);
    for (let path = 0; path < paths; path++) {
      let earned = 0;
      for (let period = year.from; period < year.to; period++) earned += nopat(period, path);
      const before = year.from === 0 ? opening(0, path) : capital(year.from - 1, path);
      const average = (before + capital(year.to - 1, path)) / 2;
      values[row + path] = average > 0 ? (100 * earned) / average : NaN;
    }
  });
  return { values, byPath };
}

/** A number by period and path. */
type Gap = (period: number, path: number) => number;

function numberOf(data: InputData, shape: BlockShape): Gap {
  const { width } = sizesOf(data, shape);
  const [step, each] = [data.byTime ? width : 0, data.byPath ? 1 : 0];
  return (period, path) => data.values[period * step + path * each]!;
}

function gapOf(plan: InputData, without: InputData, shape: BlockShape): Gap {
  const [a, b] = [numberOf(plan, shape), numberOf(without, shape)];
  return (period, path) => a(period, path) - b(period, path);
}

interface PeriodDates {
  /** Middle of each period in years from the start, and its day number. */
  readonly years: readonly number[];
  readonly days: readonly number[];
  readonly endYears: number;
  readonly endDay: number;
}

function periodDates(calendar: Calendar): PeriodDates {
  const perYear = periodsPerYear(calendar);
  const starts = Array.from({ length: calendar.periods + 1 }, (_, period) =>
    dayNumber(periodStart(calendar, period)),
  );
  return {
    years: starts.slice(1).map((_, period) => (period + 0.5) / perYear),
    days: starts.slice(1).map((end, period) => Math.floor((starts[period]! + end) / 2)),
    endYears: calendar.periods / perYear,
    endDay: starts.at(-1)!,
  };
}

interface PathFlows {
  readonly fcf: Gap;
  readonly residual: Gap;
  readonly power: Gap;
  readonly mid: Gap;
  readonly end: Gap;
  readonly dates: PeriodDates;
  readonly path: number;
}

/** What one path answers, in the order of `programmeMeasures`. */
function measurePath({ fcf, residual: residualAt, power, mid, end, dates, path }: PathFlows): number[] {
  const periods = dates.years.length;
  const last = periods - 1;
  const flows: number[] = [];
  const discounted: number[] = [];
  let worth = 0;
  for (let period = 0; period < periods; period++) {
    flows.push(fcf(period, path));
    discounted.push(flows[period]! * mid(period, path));
    worth += discounted[period]!;
  }
  const residual = residualAt(last, path);
  const firstOutflow = dates.years[flows.findIndex((amount) => amount < 0)] ?? NaN;
  const firstService = dates.years[dates.years.findIndex((_, period) => power(period, path) > 0)] ?? NaN;
  const repaid = payback(flows, dates.years) ?? NaN;
  const all = [...flows, residual];
  return [
    worth + residual * end(last, path),
    (irr(all, [...dates.years, dates.endYears]).conventional ?? NaN) * 100,
    (xirr(all, [...dates.days, dates.endDay]).conventional ?? NaN) * 100,
    repaid - firstOutflow,
    (payback(discounted, dates.years) ?? NaN) - firstOutflow,
    repaid - firstService,
    moic(flows) ?? NaN,
  ];
}
