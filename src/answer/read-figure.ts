import { periodsFromStart, periodsPerYear, type Calendar } from '../time/index.ts';
import {
  convert,
  makeDimension,
  multiplyDimensions,
  parseQuantity,
  sameDimension,
  toCanonical,
  type Unit,
} from '../units/index.ts';

/** What a figure of the case is compared with: a metric's unit, and how many periods its value covers. */
export interface FigureMeasure {
  readonly unit: Unit;
  readonly isDate: boolean;
  readonly calendar: Calendar;
  /** Periods that the figure covers: those of a fiscal year for a flow summed over it, else 1. */
  readonly span: number;
}

const time = makeDimension({ time: 1 });

/**
 * A figure of the case in the metric's own unit, summed over the span for a flow, or `undefined` where its dimension is
 * another. A flow may be given as a rate (`$37.6bn/quarter`, `$150bn/year`) or as the amount of the span (`$150bn` for a
 * fiscal year); a bare 0 fits any unit; a date counts in periods from the start of the calendar.
 *
 * @example readFigure('$150bn/year', { unit: dollarsPerPeriod, isDate: false, calendar, span: 4 }) // 150e9
 */
export function readFigure(text: string, measure: FigureMeasure): number | undefined {
  const { unit, calendar, span } = measure;
  if (measure.isDate) return periodsFromStart(calendar, text).value;
  const quantity = parseQuantity(text).value;
  if (!quantity) return undefined;
  const perYear = periodsPerYear(calendar);
  const canonical = toCanonical(quantity.value, quantity.unit, perYear);
  const found = quantity.unit.dimension;
  if (sameDimension(found, unit.dimension)) return convert(canonical * span, unit, perYear);
  const isAmount = unit.perPeriods < 0 && sameDimension(found, multiplyDimensions(unit.dimension, time));
  const isZero = quantity.value === 0 && quantity.unit.text === '1';
  return isAmount || isZero ? convert(canonical, unit, perYear) : undefined;
}
