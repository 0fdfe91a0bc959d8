import { areaChart } from '../charts/area-chart.ts';
import { heatChart } from '../charts/heat-chart.ts';
import { yearStarts, yearTicks } from '../charts/time-axis.ts';
import { displayFor, unitWords } from '../display.ts';
import { emptyFigure, type Figure, type LegendEntry } from '../figure.ts';
import { findMetric, isNumber } from '../read-metric.ts';
import type { RunResult } from '../result-types.ts';
import { numberColumns } from '../table.ts';
import type { NamedValues } from '../year-table.ts';
import { stackTable, sumRows } from '../year-table.ts';
import type { Make } from './makes.ts';
import { readMakes } from './makes.ts';
import { runWords } from './source-words.ts';

const unknownOrigin =
  'The result does not say which makes are own silicon (chip-is-own), so colours only tell makes apart.';

/** The chips at work by make, as IT power. */
export function fleetFigure(result: RunResult): Figure {
  const makes = readMakes(result);
  const [first] = makes;
  if (first === undefined) return emptyFigure('the fleet by make', ['chip.mw']);
  const totals = sumRows(makes.map(({ power }) => power.mean));
  const display = displayFor(first.power.unit, Math.max(...totals.filter(isNumber)));
  const layers = makes.map((make, i) => ({
    label: make.words,
    values: make.power.mean.map((value) => (isNumber(value) ? value * display.scale : 0)),
    colour: make.colour,
    opacity: make.opacity,
    endsGroup: make.origin === 'own' && makes[i + 1]?.origin === 'merchant',
  }));
  const { years, periods } = result.calendar;
  const chart = {
    xs: first.power.mean.map((_value, i) => i + 1),
    layers,
    ticks: (plotWidth: number) => yearTicks(years, plotWidth),
    starts: yearStarts(years),
    domainX: [0, periods.length] as const,
    height: 340,
  };
  const isKnown = first.origin !== undefined;
  return {
    id: 'fleet-by-make',
    title: isKnown ? 'The fleet by make: own silicon and merchant chips' : 'The fleet by make',
    unit: `${unitWords(display)} of IT power at the end of each period`,
    layout: 'full',
    draw: (size) => areaChart(chart, size),
    legend: makes.map(legendOf),
    measures:
      'IT power of the chips at work, each with its share of host and network: chips installed times power a chip. Means over paths, so that the makes add up.',
    source: runWords(result),
    limits: `${isKnown ? '' : `${unknownOrigin} `}Power and not work: a newer make does more work a megawatt. Makes that are never at work are left out.`,
    table: fleetTable(makes),
  };
}

function legendOf({ words, origin, colour, opacity }: Make): LegendEntry {
  return { text: origin === undefined ? words : `${words} (${origin})`, colour, opacity };
}

function fleetTable(makes: readonly Make[]) {
  const column = (make: Make): NamedValues => ({ label: make.words, values: make.power.years.mean });
  const totalOf = (label: string, some: readonly Make[]): NamedValues[] =>
    some.length === 0 ? [] : [{ label, values: sumRows(some.map(({ power }) => power.years.mean)) }];
  const of = (origin: Make['origin']) => makes.filter((make) => make.origin === origin);
  const [own, merchant] = [of('own'), of('merchant')];
  const columns = [
    ...own.map(column),
    ...totalOf('Own silicon', own),
    ...merchant.map(column),
    ...totalOf('Merchant', merchant),
    ...of(undefined).map(column),
    ...totalOf('All makes', makes),
  ];
  const largest = Math.max(...columns.at(-1)!.values.filter(isNumber), 0);
  return stackTable({
    caption: 'IT power of chips at work at fiscal year end.',
    years: makes[0]!.power.years.labels,
    columns,
    display: displayFor(makes[0]!.power.unit, largest),
  });
}

/** From here on a make counts as sold out, in percent of its time. */
const soldOut = 99;

/** How busy each make is: shows what is sold out while power as a whole is not. */
export function utilisationFigure(result: RunResult): Figure {
  const makes = readMakes(result).flatMap((make) => {
    const metric = findMetric(result, `utilisation-by-chip[${make.label}]`);
    return metric === undefined || metric.years.labels.length === 0 ? [] : [{ ...make, metric }];
  });
  const [first] = makes;
  if (first === undefined) return emptyFigure('utilisation by make', ['utilisation-by-chip', 'chip.mw']);
  const { labels } = first.metric.years;
  const rows = makes.map(({ metric, power, words, colour }) => {
    const { scale } = displayFor(metric.years.unit, 0);
    const percents = labels.map((_label, i) => {
      const value = metric.years.mean[i];
      return isNumber(value) && (power.years.p50[i] ?? 0) >= leastMw ? value * scale : undefined;
    });
    return { words, colour, percents };
  });
  const cells = rows.flatMap(({ words, colour, percents }) =>
    percents.map((percent, i) => ({
      column: labels[i]!,
      row: words,
      share: Math.min(1, (percent ?? 0) / 100),
      text: percent === undefined ? '–' : percent.toFixed(0),
      colour,
      isStrong: percent !== undefined && percent >= soldOut,
    })),
  );
  return {
    id: 'utilisation-by-make',
    title: 'What is sold out: utilisation by make',
    unit: '% of the chips that can be sold, in the last period of each fiscal year, means over paths',
    layout: 'full',
    draw: (size) => heatChart(cells, size),
    measures: `Chips busy for someone over chips that can be sold, by make; spares and faults are in neither. Bold is sold out (${soldOut}% and more); – is not at work on half of the paths.`,
    source: runWords(result),
    limits:
      'A mean over paths: a make can be sold out on some paths and idle on others. A make being run down can be busy and yet small: see the fleet above.',
    table: {
      caption: 'Utilisation by make at fiscal year end, means over paths, %.',
      columns: [{ title: 'Make' }, ...numberColumns(labels)],
      rows: rows.map(({ words, percents }) => ({
        cells: [words, ...percents.map((percent) => percent?.toFixed(1) ?? '–')],
      })),
    },
  };
}

/** Less IT power than this on the median path is not a fleet whose utilisation means anything. */
const leastMw = 0.5;
