import { metricId, readFigure, spanOf, type PlannedEvent } from '../answer/index.ts';
import type { Band } from '../case/index.ts';
import { programmeMeasures, type RowGroup } from '../simulate/index.ts';
import { completeYears, periodsPerYear } from '../time/index.ts';
import { toCanonical } from '../units/index.ts';
import { findTarget } from './find-target.ts';
import { findElement } from './find-element.ts';
import type { Study } from './open-study.ts';

/** Share of the power wanted from which a shortage counts. */
const shortageShare = 0.01;

/**
 * What a run counts on its paths: shortages of power, returns below the cost of capital, values below nothing, a programme that
 * does not pay, and figures outside the bands of the case.
 */
export function planEvents(study: Study, hasProgramme: boolean): PlannedEvent[] {
  const known = new Set(study.graph.nodes.map((node) => node.decl.name));
  const has = (...names: readonly string[]) => names.every((name) => known.has(name));
  const { calendar } = study.study;
  const years = completeYears(calendar);
  const horizon = { label: 'horizon', from: 0, to: calendar.periods };
  const events: PlannedEvent[] = [];
  if (has('shortfall_mw', 'demand_mw')) {
    const spans = years.length > 0 ? [horizon, ...years] : [horizon];
    events.push(...spans.map(shortage));
  }
  if (has('roic.d2') && study.graph.byName.has('valuation.wacc')) events.push(...years.map(returnBelow));
  if (has('npv')) events.push(valueBelow);
  if (hasProgramme) events.push(programmeWorthLess, programmeNotRepaid);
  return [...events, ...study.study.bands.flatMap((band, i) => outsideBand(study, band, i))];
}

/** Rows of what is counted. */
export function eventGroups(events: readonly PlannedEvent[], batches: boolean): RowGroup[] {
  return events.map(({ event }) => ({ kind: 'event', event, batches }));
}

/** Names that events read beside what is reported. */
export const eventNames: readonly string[] = [
  'shortfall_mw',
  'demand_mw',
  'roic.d2',
  'npv',
  'valuation.wacc',
];

interface Year {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

function shortage({ label, from, to }: Year): PlannedEvent {
  const read = { how: 'any', name: 'shortfall_mw', element: 0, over: 'demand_mw', from, to } as const;
  return {
    event: { id: `shortage ${label}`, read, high: shortageShare },
    kind: 'shortage',
    sentence: `more than ${100 * shortageShare}% of the IT power wanted is missing in some period`,
    metric: 'shortfall-mw',
    period: label,
  };
}

function returnBelow({ label, from, to }: Year): PlannedEvent {
  return {
    event: {
      id: `return ${label}`,
      read: { how: 'last', name: 'roic.d2', element: 0, from, to },
      low: 'valuation.wacc',
    },
    kind: 'return',
    sentence: 'ROIC (D2, incl. construction) is below the cost of capital',
    metric: 'roic.d2',
    period: label,
  };
}

const valueBelow: PlannedEvent = {
  event: { id: 'value', read: { how: 'last', name: 'npv', element: 0, from: 0, to: 1 }, low: 0 },
  kind: 'value',
  sentence: 'NPV, less the capital in place at the start, is below 0',
  metric: 'npv',
  period: 'horizon',
};

const programmeWorthLess: PlannedEvent = {
  event: {
    id: 'programme value',
    read: { how: 'programme', row: programmeMeasures.indexOf('npv') },
    low: 0,
  },
  kind: 'programme',
  sentence: 'the programme is worth less than it costs (NPV below 0)',
  metric: 'npv',
  period: 'horizon',
};

const programmeNotRepaid: PlannedEvent = {
  event: {
    id: 'programme payback',
    read: { how: 'programme', row: programmeMeasures.indexOf('payback') },
    isMissing: true,
  },
  kind: 'programme',
  sentence: 'the programme has not paid back within the horizon',
  metric: 'payback',
  period: 'horizon',
};

function outsideBand(study: Study, band: Band, index: number): PlannedEvent[] {
  const target = findTarget(study, band.metric, band.period).value;
  const decl = findElement(study.graph, band.metric).value?.node.decl;
  if (!target || !decl) return [];
  const { calendar } = study.study;
  const measure = {
    unit: decl.unit,
    isDate: decl.isDate,
    calendar,
    span: spanOf(band.period, decl, calendar),
  };
  const canonical = (text: string | undefined): number | undefined => {
    const figure = text === undefined ? undefined : readFigure(text, measure);
    if (figure === undefined) return undefined;
    return toCanonical(figure, decl.unit, periodsPerYear(calendar));
  };
  const [low, high] = [canonical(band.low), canonical(band.high)];
  const { name, element, from, to, isFlow } = target;
  const bounds = [band.low && `at least ${band.low}`, band.high && `at most ${band.high}`].filter(Boolean);
  return [
    {
      event: {
        id: `band-${index + 1}`,
        read: { how: isFlow ? 'sum' : 'last', name, element, from, to },
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
      },
      kind: 'band',
      sentence: `${metricId(name)} is outside its sourced band (${bounds.join(', ')})`,
      metric: band.metric,
      period: band.period ?? 'horizon',
    },
  ];
}
