import { ribbonChart, type RibbonColumn, type RibbonLink } from '../charts/ribbon-chart.ts';
import { displayFor, formatValue, type Display } from '../display.ts';
import { emptyFigure, type Figure } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import { seriesColour } from '../palette.ts';
import { findFamily, findMetric, isNumber, yearDisplay } from '../read-metric.ts';
import type { Metric, RunResult } from '../result-types.ts';
import { numberColumns } from '../table.ts';
import { runWords } from './source-words.ts';

/** One number of the flow: what it is, the metric behind it, and its size in its metric's unit. */
export interface FlowNode {
  /** Metric id, which is also the node's own. */
  readonly metric: string;
  readonly words: string;
  readonly text: string;
  readonly value: number;
  readonly colour: string;
  /** What its label says besides. */
  readonly note?: string;
  /** Fiscal year of the number, where it is not that of the flow. */
  readonly year: string;
}

export interface FlowColumn {
  readonly title: string;
  readonly total: string;
  readonly nodes: readonly FlowNode[];
}

interface Flow {
  readonly columns: readonly FlowColumn[];
  readonly links: readonly RibbonLink[];
}

const uses = [
  ['energy-cost', 'Energy'],
  ['staff-cost', 'Staff'],
  ['operations-cost', 'Operations'],
  ['revenue-cost', 'Cost by revenue'],
  ['development-cost', 'Chip development'],
  ['restructuring-cost', 'Restructuring'],
  ['other-cost', 'Other costs'],
  ['damages-cost', 'Damages'],
  ['depreciation', 'Depreciation'],
  ['write-offs', 'Write-offs'],
] as const;
const quiet = 'var(--c6)';

/**
 * How the money of one fiscal year flows: spending into construction and into service; power by chip; what each chip earns; and what is
 * taken from revenue until NOPAT. Empty where the result lacks one of them, or where costs exceed revenue.
 */
export function flowFigure(result: RunResult, year: string): Figure {
  const flow = flowOf(result, year);
  if (!flow)
    return emptyFigure('the flow from spending to profit', [
      'capex-by-class',
      'chip.mw',
      'revenue-by-chip',
      'nopat',
    ]);
  const { columns, links } = flow;
  const roic = roicText(result, year);
  return {
    id: 'flow',
    title: `From dollars to return, ${year}`,
    unit: 'each column as tall as the others, whatever its unit; a ribbon is a share of the column at either end',
    layout: 'full',
    draw: (size) => {
      const shown = size.isNarrow ? columns.slice(-3) : columns;
      return ribbonChart({ columns: shown.map(ribbonColumn), links, height: 430 }, size);
    },
    measures: `Capital spending of the year with construction at its start, and what became of both; IT power at its end by chip; revenue by chip; and what is taken from revenue. What is left is NOPAT${roic === undefined ? '' : `, ${roic} of invested capital (ROIC D2)`}.`,
    source: runWords(result),
    limits:
      'Means over paths. Power and chips are the whole fleet and not only what the year’s spending bought, so the ribbon between them has no number. Construction at the start is taken to be finished first. A narrow screen shows the last three columns.',
    table: {
      caption: `The numbers of the flow, ${year}.`,
      columns: [{ title: 'Number' }, { title: 'Of' }, ...numberColumns(['Mean', 'Share'])],
      rows: columns.flatMap(({ title, nodes }) =>
        nodes.map(({ words, text, value }) => ({
          cells: [words, title, text, `${((100 * value) / sumOf(nodes)).toFixed(1)}%`],
        })),
      ),
    },
  };
}

/** The numbers of the flow by column, for a page on which each of them opens; `undefined` where there is no flow. */
export function flowColumns(result: RunResult, year: string): readonly FlowColumn[] | undefined {
  return flowOf(result, year)?.columns;
}

function ribbonColumn({ title, total, nodes }: FlowColumn): RibbonColumn {
  const sum = sumOf(nodes);
  return {
    title,
    total,
    nodes: nodes.map(({ metric, words, text, note = '', value, colour, year }) => ({
      id: `${metric} ${year}`,
      label: `${words} ${text}${note}`,
      share: value / sum,
      colour,
    })),
  };
}

function flowOf(result: RunResult, year: string): Flow | undefined {
  const money = findMetric(result, 'revenue');
  if (!money) return undefined;
  const chips = chipColumns(result, year);
  const taken = usesColumn(result, year);
  if (!chips || !taken) return undefined;
  const revenue = node(result, { metric: 'revenue', words: 'Revenue', year, colour: 'var(--c1)' });
  if (!revenue) return undefined;
  const other = node(result, { metric: 'other-income', words: 'Other income', year, colour: quiet });
  const sold = column('Revenue', other && other.value > 0 ? [revenue, other] : [revenue]);
  const built = spendingColumns(result, year);
  const [power, earned] = chips.columns as [FlowColumn, FlowColumn];
  const placed = built?.columns[1];
  return {
    columns: [...(built?.columns ?? []), power, earned, sold, taken],
    links: [
      ...(built?.links ?? []),
      ...(placed ? piecewise(placed, power, { nodes: placed.nodes.filter(isPlaced), colour: quiet }) : []),
      ...chips.links,
      ...earned.nodes.map((each) => link(earned, each, sold, revenue, true)),
      ...piecewise(sold, taken, {}),
    ],
  };
}

function isPlaced({ metric }: FlowNode): boolean {
  return metric !== 'cip';
}

/** Spending by class and construction at the start; put into service, and construction at the end. */
function spendingColumns(result: RunResult, year: string): Flow | undefined {
  const before = yearBefore(result, year);
  if (before === undefined) return undefined;
  const classes = findFamily(result, 'capex-by-class').map(({ label }, i) => ({
    label,
    colour: seriesColour(i),
  }));
  const of = (id: string, label: string, at: string) =>
    valueAt(findMetric(result, `${id}[${label}]`), at) ?? 0;
  const moves = classes.map(({ label, colour }) => {
    const [spent, start, end] = [
      of('capex-by-class', label, year),
      of('cip-by-class', label, before),
      of('cip-by-class', label, year),
    ];
    const placed = Math.max(0, spent + start - end);
    const startPlaced = Math.min(start, placed);
    return { label, colour, spent, start, end, placed, startPlaced };
  });
  const display = moneyDisplay(result);
  const make = (metric: string, words: string, value: number, colour: string, at = year): FlowNode => ({
    metric,
    words,
    value,
    text: formatValue(value, display),
    colour,
    year: at,
  });
  const total = (key: 'start' | 'end') => moves.reduce((sum, move) => sum + move[key], 0);
  const spent = column('Spent, and CIP before', [
    ...moves.map((m) => make(`capex-by-class[${m.label}]`, labelWords(m.label), m.spent, m.colour)),
    make('cip', 'CIP before', total('start'), quiet, before),
  ]);
  const placed = column('In service, and CIP after', [
    ...moves.map((m) => make(`placed[${m.label}]`, labelWords(m.label), m.placed, m.colour)),
    make('cip', 'CIP after', total('end'), quiet),
  ]);
  const [sumFrom, sumTo] = [sumOf(spent.nodes), sumOf(placed.nodes)];
  if (sumFrom === 0) return undefined;
  const flow = (from: string, to: string, value: number): RibbonLink[] =>
    value > 0 ? [{ from, to, fromShare: value / sumFrom, toShare: value / sumTo }] : [];
  const links = moves.flatMap((m) => {
    const [bought, done] = [`capex-by-class[${m.label}] ${year}`, `placed[${m.label}] ${year}`];
    const newPlaced = m.placed - m.startPlaced;
    return [
      ...flow(bought, done, newPlaced),
      ...flow(bought, `cip ${year}`, m.spent - newPlaced),
      ...flow(`cip ${before}`, done, m.startPlaced),
      ...flow(`cip ${before}`, `cip ${year}`, m.start - m.startPlaced),
    ];
  });
  return { columns: [spent, placed], links };
}

/** IT power by chip, and what is ready without any; revenue by chip. A chip's ribbon has its share of either. */
function chipColumns(result: RunResult, year: string): Flow | undefined {
  const chips = findFamily(result, 'chip.mw').map(({ label }, i) => ({
    label,
    colour: seriesColour(i),
  }));
  const family = (id: string) =>
    chips.flatMap(({ label, colour }) => {
      const found = node(result, { metric: `${id}[${label}]`, words: labelWords(label), year, colour });
      return found && found.value > 0 ? [found] : [];
    });
  const idle = node(result, { metric: 'stranded-mw', words: 'without chips', year, colour: quiet });
  const power = column('IT power, year end', [
    ...family('chip.mw'),
    ...(idle && idle.value > 0 ? [idle] : []),
  ]);
  const earned = column('Revenue by chip', family('revenue-by-chip'));
  if (power.nodes.length === 0 || earned.nodes.length === 0) return undefined;
  const links = earned.nodes.flatMap((to) => {
    const from = power.nodes.find(({ metric }) => metric === to.metric.replace('revenue-by-chip', 'chip.mw'));
    return from ? [link(power, from, earned, to)] : [];
  });
  return { columns: [power, earned], links };
}

/** What is taken from revenue until NOPAT is left; `undefined` where nothing is. */
function usesColumn(result: RunResult, year: string): FlowColumn | undefined {
  const costs = uses.flatMap(([metric, words]) => {
    const found = node(result, { metric, words, year, colour: quiet });
    return found && found.value > 0 ? [found] : [];
  });
  const [ebit, nopat] = ['ebit', 'nopat'].map((id) => valueAt(findMetric(result, id), year));
  if (ebit === undefined || nopat === undefined || nopat <= 0) return undefined;
  const profit = node(result, { metric: 'nopat', words: 'NOPAT', year, colour: 'var(--c3)' })!;
  const display = moneyDisplay(result);
  const tax: FlowNode = {
    metric: 'book-tax',
    words: 'Tax',
    value: ebit - nopat,
    text: formatValue(ebit - nopat, display),
    colour: quiet,
    year,
  };
  const roic = roicText(result, year);
  const note = roic === undefined ? {} : { note: `, ROIC ${roic}` };
  return column('What becomes of it', [{ ...profit, ...note }, ...(tax.value > 0 ? [tax] : []), ...costs]);
}

/** Ribbons from some nodes of a column to the whole of the next, in pieces that do not cross. */
function piecewise(
  from: FlowColumn,
  to: FlowColumn,
  { nodes = from.nodes, colour }: { readonly nodes?: readonly FlowNode[]; readonly colour?: string },
): readonly RibbonLink[] {
  const [sumFrom, sumPart, sumTo] = [sumOf(from.nodes), sumOf(nodes), sumOf(to.nodes)];
  let start = 0;
  return nodes.flatMap((left) => {
    const end = start + left.value / sumPart;
    let low = 0;
    const pieces = to.nodes.flatMap((right): RibbonLink[] => {
      const high = low + right.value / sumTo;
      const share = Math.min(end, high) - Math.max(start, low);
      low = high;
      if (share <= 0) return [];
      const shares = { fromShare: (share * sumPart) / sumFrom, toShare: share };
      return [{ ...ends(left, right), ...shares, ...(colour === undefined ? {} : { colour }) }];
    });
    start = end;
    return pieces;
  });
}

function ends(from: FlowNode, to: FlowNode): Pick<RibbonLink, 'from' | 'to'> {
  return { from: `${from.metric} ${from.year}`, to: `${to.metric} ${to.year}` };
}

/** The whole of a node to the next column: to a node of its own there, or as a part of one. */
function link(from: FlowColumn, start: FlowNode, to: FlowColumn, end: FlowNode, isPart = false): RibbonLink {
  const reaching = isPart ? start.value : end.value;
  return {
    ...ends(start, end),
    fromShare: start.value / sumOf(from.nodes),
    toShare: reaching / sumOf(to.nodes),
  };
}

function column(title: string, nodes: readonly FlowNode[]): FlowColumn {
  const [first] = nodes;
  return { title, nodes, total: first ? totalText(nodes) : '' };
}

/** Columns of one unit are summed in the unit of their largest number. */
function totalText(nodes: readonly FlowNode[]): string {
  const unit = /MW|GW/.test(nodes[0]!.text) ? 'MW' : '$';
  const sum = sumOf(nodes);
  return formatValue(sum, displayFor(unit, sum));
}

function node(
  result: RunResult,
  about: Pick<FlowNode, 'metric' | 'words' | 'year' | 'colour'>,
): FlowNode | undefined {
  const metric = findMetric(result, about.metric);
  const value = valueAt(metric, about.year);
  if (!metric || value === undefined) return undefined;
  return { ...about, value, text: formatValue(value, displayFor(plainUnit(metric), Math.abs(value))) };
}

/** ROIC D2 of a year, as a mean like all of the flow. */
function roicText(result: RunResult, year: string): string | undefined {
  const metric = findMetric(result, 'roic.d2');
  const value = valueAt(metric, year);
  return metric && value !== undefined ? formatValue(value, yearDisplay(metric)) : undefined;
}

function moneyDisplay(result: RunResult): Display {
  return yearDisplay(findMetric(result, 'revenue')!);
}

function plainUnit({ years }: Metric): string {
  return years.unit.replace(/^(\$\S*)\/year$/, '$1');
}

function valueAt(metric: Metric | undefined, year: string): number | undefined {
  const index = metric?.years.labels.indexOf(year) ?? -1;
  const value = metric?.years.mean[index];
  return isNumber(value) ? value : undefined;
}

function yearBefore({ calendar }: RunResult, year: string): string | undefined {
  const years = calendar.years.filter(({ complete }) => complete).map(({ label }) => label);
  return years[years.indexOf(year) - 1];
}

function sumOf(nodes: readonly FlowNode[]): number {
  return nodes.reduce((sum, { value }) => sum + value, 0);
}
