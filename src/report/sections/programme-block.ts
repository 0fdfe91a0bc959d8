import { columnChart } from '../charts/column-chart.ts';
import { unitWords } from '../display.ts';
import { renderFigure } from '../figure.ts';
import type { FigureSpec } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { yearDisplay } from '../read-metric.ts';
import type { ReportContext } from '../report-types.ts';
import type { Metric, RunResult } from '../result-types.ts';
import { renderEmpty, renderTable } from '../table.ts';
import { counterfactualWords, onceText } from '../verdict.ts';
import { yearTable } from '../year-table.ts';
import { flowColumns } from './flow-columns.ts';
import { programmeReturns } from './programme-returns.ts';
import { runWords } from './source-words.ts';

const words: Readonly<Record<string, string>> = {
  npv: 'NPV',
  irr: 'IRR',
  xirr: 'IRR on dates (actual/365)',
  moic: 'Money multiple (money back over money in)',
  payback: 'Payback from first cash out',
  'payback-discounted': 'Payback, discounted',
  'payback-in-service': 'Payback from in service',
};
const flowWords: Readonly<Record<string, string>> = {
  fcf: 'free cash flow',
  capex: 'capital spending',
  revenue: 'revenue',
  nopat: 'operating income after tax (NOPAT)',
  roic: 'return on its invested capital',
};
const flowsByWeight = ['fcf', 'fcf.unlevered', 'cash', 'nopat', 'capex'];

/** The programme: this case less the counterfactual, path by path. */
export function programmeBlock(context: ReportContext): Markup {
  const { programme, provenance } = context.result;
  if (programme === undefined)
    return renderEmpty('the programme against a counterfactual', ['counterfactual']);
  const entries = Object.entries(programme.metrics);
  const once = entries.flatMap(([id, metric]) => {
    const text = onceText(metric, provenance.paths);
    return metric.kind === 'once' && text !== undefined
      ? [{ cells: [words[id] ?? labelWords(id), text, metric.definition] }]
      : [];
  });
  const figure = programmeFigure(context.result);
  const columns = [{ title: 'Measure' }, { title: 'Median (80% range)' }, { title: 'Definition' }];
  return markup`<h3>The programme against “${counterfactualWords(programme.counterfactual)}”</h3>
<p>${programme.sentence}</p>
${once.length > 0 ? renderTable({ caption: 'This case less the counterfactual, path by path.', columns, rows: once }) : undefined}
${figure && renderFigure(context.document, figure)}
${programmeReturns(context, programme)}`;
}

type Entry = readonly [string, Metric];

/** What the programme changes by fiscal year; `undefined` where the run has no programme with yearly figures. */
export function programmeFigure(result: RunResult): FigureSpec | undefined {
  const entries: readonly Entry[] = Object.entries(result.programme?.metrics ?? {});
  const yearly = entries.filter(([, metric]) => metric.years.labels.length > 0);
  const found = flowsByWeight.map((id) => yearly.find(([name]) => name === id));
  const main = found.find((entry) => entry !== undefined) ?? yearly[0];
  if (main === undefined) return undefined;
  const [id, metric] = main;
  const named = yearly.map(([name, one]) => ({ label: flowWords[name] ?? labelWords(name), metric: one }));
  return {
    id: 'programme-flow',
    title: `What the programme changes: ${flowWords[id] ?? labelWords(id)}`,
    unit: `${unitWords(yearDisplay(metric))} by fiscal year, difference`,
    layout: 'full',
    draw: (size) => columnChart(flowColumns(metric), size),
    legend: [
      { text: 'median, more', colour: 'var(--c1)' },
      { text: 'median, less', colour: 'var(--c2)' },
      { text: 'P10–P90', colour: 'var(--ink)', look: 'line' },
    ],
    measures:
      'This case less its counterfactual on the same draws, path by path, then the median and range of the difference.',
    source: runWords(result),
    limits: 'The answer is only as good as the counterfactual: what would be done without the programme.',
    table: yearTable('Difference by fiscal year.', named),
  };
}
