import { backlogChart } from '../charts/backlog-chart.ts';
import { periodFan } from '../charts/fan-rows.ts';
import { lineChart } from '../charts/line-chart.ts';
import { yearStarts, yearTicks } from '../charts/time-axis.ts';
import { displayFor, unitWords } from '../display.ts';
import { emptyFigure, fanLegend, renderFigure, type Figure, type FigureSpec } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import { markup } from '../markup.ts';
import { completeYears, findFamily, findMetric, largestOf, periodDisplay } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { ContractRow, RunResult } from '../result-types.ts';
import { numberColumns, renderEmpty, renderTable, type TableSpec } from '../table.ts';
import { yearTable } from '../year-table.ts';
import type { Section } from './section.ts';
import { bodyOf } from './section.ts';
import { runWords } from './source-words.ts';

export function contractsSection(context: ReportContext): Section {
  const { result, document } = context;
  const body =
    result.contracts.length === 0
      ? renderEmpty('contracts', ['contracts'])
      : bodyOf(
          markup`<p>Backlog is what is signed and not yet delivered. It is not the same as the take-or-pay floor: only the floor is owed if the customer uses nothing, and only while the customer pays.</p>`,
          renderTable(contractTable(result)),
          markup`<div class="pair">${renderFigure(document, backlogFigure(result))}${renderFigure(document, backlogTimeline(result))}</div>`,
        );
  return { id: 'contracts', title: 'Contracts and backlog', body };
}

function namedContracts({ contracts }: RunResult): readonly ContractRow[] {
  return contracts.map((contract) => ({ ...contract, name: labelWords(contract.name) }));
}

/** What each contract promises, owes and earns. The case must have one. */
export function contractTable(result: RunResult): TableSpec {
  const { calendar } = result;
  const contracts = namedContracts(result);
  const complete = completeYears(result).map(({ label }) => label);
  const count = contracts[0]!.revenueByYearBn.length;
  const years =
    count === calendar.years.length ? calendar.years.map(({ label }) => label) : complete.slice(0, count);
  return {
    caption: 'Contracts: means over paths, $bn. Backlog and floor are at the end of the first period.',
    columns: [
      { title: 'Contract' },
      { title: 'State' },
      { title: 'Start' },
      ...numberColumns(['Term, years', 'Backlog', 'Take-or-pay floor', 'Undelivered', 'Default probability']),
      ...numberColumns(years.map((year) => `Revenue ${year}`)),
      { title: 'Source' },
    ],
    rows: contracts.map((contract) => ({
      cells: [
        contract.name,
        contract.state,
        contract.start,
        contract.termYears.toFixed(1),
        contract.backlogBn.toFixed(1),
        contract.takeOrPayBn.toFixed(1),
        contract.undeliveredBn.toFixed(1),
        `${(contract.defaultProbability * 100).toFixed(1)}%`,
        ...years.map((_year, i) => contract.revenueByYearBn[i]?.toFixed(1) ?? 'n/a'),
        contract.source ?? 'none given',
      ],
    })),
  };
}

/** Backlog by contract, and the part that is owed even if unused. */
export function backlogFigure(result: RunResult): FigureSpec {
  const contracts = namedContracts(result);
  return {
    id: 'backlog-by-contract',
    title: 'Backlog, and the part that is take-or-pay',
    unit: '$bn, means over paths',
    layout: 'half',
    draw: (size) => backlogChart(contracts, size),
    legend: [
      { text: 'owed even if unused (take-or-pay floor)', colour: 'var(--c1)' },
      { text: 'rest of the backlog', colour: 'var(--c1)', look: 'hatch' },
    ],
    measures: 'The whole bar is the backlog of the contract; the filled part is its take-or-pay floor.',
    source: runWords(result),
    limits:
      'Neither is cash: both fall with the customer’s default, and backlog also with what is not delivered.',
    table: {
      caption: 'Backlog and take-or-pay floor by contract, $bn.',
      columns: [{ title: 'Contract' }, ...numberColumns(['Backlog', 'Floor', 'Difference'])],
      rows: contracts.map(({ name, backlogBn, takeOrPayBn }) => ({
        cells: [name, backlogBn.toFixed(1), takeOrPayBn.toFixed(1), (backlogBn - takeOrPayBn).toFixed(1)],
      })),
    },
  };
}

/** Backlog of all contracts over time, with the floor. */
export function backlogTimeline(result: RunResult): Figure {
  const total = findMetric(result, 'backlog-total');
  if (total === undefined) return emptyFigure('backlog over time', ['backlog-total']);
  const display = periodDisplay(total);
  const largest = largestOf([total]);
  const floors = findFamily(result, 'take-or-pay-floor');
  const floorRows = periodFan(total, display).map((row, i) => {
    const sum = floors.reduce(
      (all, { metric }) => all + (metric.mean[i] ?? 0) * displayFor(metric.unit, largest).scale,
      0,
    );
    return { x: row.x, p5: sum, p10: sum, p25: sum, p50: sum, p75: sum, p90: sum, p95: sum };
  });
  const { years, periods } = result.calendar;
  const floorSeries = floors.length === 0 ? [] : [{ label: 'floor', colour: 'var(--c2)', rows: floorRows }];
  const chart = {
    series: [
      { label: 'backlog', colour: 'var(--c1)', rows: periodFan(total, display), isFan: true },
      ...floorSeries,
    ],
    ticks: (plotWidth: number) => yearTicks(years, plotWidth),
    starts: yearStarts(years),
    domainX: [0, periods.length] as const,
    height: 280,
  };
  return {
    id: 'backlog-over-time',
    title: 'Backlog over time',
    unit: `${unitWords(display)} at the end of each period`,
    layout: 'half',
    draw: (size) => lineChart(chart, size),
    legend: fanLegend.map((entry) => ({ ...entry, text: `backlog, ${entry.text}` })),
    measures:
      'Signed and undelivered, all contracts, with its bands; the floor is the sum of mean take-or-pay floors.',
    source: runWords(result),
    limits: 'Only contracts that the case names; renewals and new signings are not in it.',
    table: yearTable('Backlog at fiscal year end.', [{ label: 'Backlog', metric: total }]),
  };
}
