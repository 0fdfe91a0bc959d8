import { periodFan } from '../charts/fan-rows.ts';
import { ganttChart } from '../charts/gantt-chart.ts';
import type { Series } from '../charts/line-chart.ts';
import { lineChart } from '../charts/line-chart.ts';
import { yearStarts, yearTicks } from '../charts/time-axis.ts';
import type { Display } from '../display.ts';
import { displayFor, formatCount, unitWords } from '../display.ts';
import { emptyFigure, fanLegend, renderFigure, type Figure } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import { findMetric, largestOf } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { Metric, PhaseRow, RunResult } from '../result-types.ts';
import { numberColumns } from '../table.ts';
import { yearTable } from '../year-table.ts';
import { fleetFigure, utilisationFigure } from './fleet-block.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { siteMapFigure } from './site-map-figure.ts';
import { runWords } from './source-words.ts';

interface PowerLine {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly isFan?: boolean;
  readonly isDashed?: boolean;
}

const capacityLines: readonly PowerLine[] = [
  { id: 'demand-mw', label: 'demand', colour: 'var(--c1)', isFan: true },
  { id: 'facility-mw', label: 'facility', colour: 'var(--c6)' },
  { id: 'planned-mw', label: 'IT planned', colour: 'var(--c3)', isDashed: true },
  { id: 'it-mw', label: 'IT ready', colour: 'var(--c2)' },
];
const gapLines: readonly PowerLine[] = [
  { id: 'shortfall-mw', label: 'shortfall', colour: 'var(--c1)', isFan: true },
  { id: 'stranded-mw', label: 'stranded', colour: 'var(--c2)' },
  { id: 'idle-mw', label: 'idle', colour: 'var(--c5)' },
  { id: 'late-mw', label: 'late', colour: 'var(--c6)' },
];

export function capacitySection(context: ReportContext): Section {
  const { document, result, land } = context;
  const body = bodyOf(
    renderFigure(document, capacityFigure(result)),
    renderFigure(document, gapFigure(result)),
    renderFigure(document, fleetFigure(result)),
    renderFigure(document, utilisationFigure(result)),
    renderFigure(document, phaseFigure(result)),
    land && result.sites ? renderFigure(document, siteMapFigure(result, { land })) : undefined,
  );
  return { id: 'capacity', title: 'What is built, against what is wanted', body };
}

/** Power wanted, ready and planned over time. */
export function capacityFigure(result: RunResult): Figure {
  const spec = powerChart(result, capacityLines, 340);
  if (spec === undefined)
    return emptyFigure('the power timeline', ['it-mw', 'planned-mw', 'facility-mw', 'demand-mw']);
  return {
    id: 'capacity-timeline',
    title: 'Power ready, planned and wanted',
    unit: `${spec.unit} at the end of each period`,
    layout: 'full',
    draw: spec.draw,
    legend: fanLegend.map((entry) => ({ ...entry, text: `demand, ${entry.text}` })),
    measures:
      'IT power ready is what chips can draw; facility power adds cooling and losses (PUE); planned is IT power if nothing slips; demand is the IT power that would serve all demand and contracts: that of the chips at work for someone and, for what found no chip, that of the best chip each segment accepts. Lines are medians.',
    source: runWords(result),
    limits:
      'Spares and chips that no open segment accepts are not in demand, and what found no chip is counted on the best one and not on old ones, so demand can lie below the power ready while a make is sold out; utilisation by make, below, shows that. Demand is the case’s assumption and not a measurement. A band is the spread of the case’s own uncertain inputs; what the case holds certain has no band.',
    table: spec.table,
  };
}

/** Power that is missing, and power without chips, demand or date. */
export function gapFigure(result: RunResult): Figure {
  const spec = powerChart(result, gapLines, 250);
  if (spec === undefined)
    return emptyFigure('power that is missing or unused', ['shortfall-mw', 'stranded-mw', 'idle-mw']);
  return {
    id: 'capacity-gaps',
    title: 'Power that is missing, and power that is not used',
    unit: `${spec.unit} of IT power`,
    layout: 'full',
    draw: spec.draw,
    legend: fanLegend.map((entry) => ({ ...entry, text: `shortfall, ${entry.text}` })),
    measures:
      'Shortfall is the IT power that would have served unserved demand. Stranded power is ready and has no chips. Idle power has chips and no demand. Late power is planned and not yet ready. Lines are medians.',
    source: runWords(result),
    limits: 'A median of zero does not mean never: see the range in the table.',
    table: spec.table,
  };
}

function powerChart(result: RunResult, lines: readonly PowerLine[], height: number) {
  const found = lines.flatMap((line) => {
    const metric = findMetric(result, line.id);
    return metric === undefined ? [] : [{ ...line, metric }];
  });
  if (found.length === 0) return undefined;
  const display = sharedDisplay(found.map(({ metric }) => metric));
  const series: readonly Series[] = found.map(({ metric, ...line }) => ({
    ...line,
    rows: periodFan(metric, display),
  }));
  const { years, periods } = result.calendar;
  const chart = {
    series,
    ticks: (plotWidth: number) => yearTicks(years, plotWidth),
    starts: yearStarts(years),
    domainX: [0, periods.length] as const,
    height,
  };
  const table = yearTable('Power at the end of each fiscal year.', found);
  return {
    unit: unitWords(display),
    table,
    draw: (size: Parameters<typeof lineChart>[1]) => lineChart(chart, size),
  };
}

function sharedDisplay(metrics: readonly Metric[]): Display {
  return displayFor(metrics[0]!.unit, largestOf(metrics));
}

/** When each phase is ready, planned and over paths. */
export function phaseFigure(result: RunResult): Figure {
  const { phases, calendar } = result;
  const drawable = phases.filter((phase) =>
    [phase.plannedAt, phase.p10At, phase.p90At].every(Number.isFinite),
  );
  if (drawable.length === 0) return emptyFigure('the phases', ['phases']);
  const sorted = [...drawable]
    .sort((a, b) => a.plannedAt - b.plannedAt || (a.name < b.name ? -1 : 1))
    .map((phase) => ({ ...phase, name: labelWords(phase.name) }));
  return {
    id: 'phases',
    title: 'When each phase is ready',
    unit: 'start, planned date, and the ready date over paths',
    layout: 'full',
    draw: (size) => ganttChart(sorted, calendar.years, size),
    legend: [
      { text: 'committed', colour: 'var(--c1)' },
      { text: 'optional or candidate', colour: 'var(--c5)' },
      { text: 'start to planned date', colour: 'var(--c6)', look: 'line' },
      { text: 'P10–P90 of the ready date, dot at the median', colour: 'var(--c6)', opacity: 0.4 },
    ],
    measures: 'A phase is ready when both its building and its power are there.',
    source: runWords(result),
    limits:
      'The line starts at the left edge where a phase began more than eight periods before the calendar.',
    table: phaseTable(sorted),
  };
}

function phaseTable(phases: readonly PhaseRow[]) {
  return {
    caption: 'Phases by planned date.',
    columns: [
      { title: 'Phase' },
      { title: 'Site' },
      { title: 'Status' },
      ...numberColumns(['MW', 'Start', 'Planned', 'P10', 'Median', 'P90']),
    ],
    rows: phases.map((phase) => ({
      cells: [
        phase.name,
        labelWords(phase.site),
        phase.status,
        formatCount(phase.mw),
        phase.start,
        phase.plannedReady,
        phase.p10,
        phase.p50,
        phase.p90,
      ],
    })),
  };
}
