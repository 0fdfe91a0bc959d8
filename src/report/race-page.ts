import type { CapexColumn, DrawingDocument } from './report-types.ts';
import type {
  GrowthBackTest,
  ProviderFacts,
  Race,
  RaceAnswer,
  RaceFan,
  RatePreset,
} from '../market/index.ts';
import { quarterLabel } from '../market/index.ts';
import { companyChart } from './charts/company-chart.ts';
import type { PathFan } from './charts/path-fan-chart.ts';
import { pathFanChart } from './charts/path-fan-chart.ts';
import { shareChart } from './charts/share-chart.ts';
import { bandLegend } from './forecast-page.ts';
import { renderFigure } from './figure.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { renderPage } from './render-page.ts';
import { numberColumns, renderTable } from './table.ts';

export interface RacePageOptions {
  readonly document: DrawingDocument;
  readonly version: string;
  readonly capexColumns: readonly CapexColumn[];
  readonly facts: readonly ProviderFacts[];
  readonly presets: readonly RatePreset[];
  readonly backTest: GrowthBackTest;
}

const source = 'company results by quarter, data/market (each row with its source and confidence).';

/** A page on one or more definitions of a race: fans, overtake histograms, spending, cover, and how the model did. */
export function renderRacePage(race: Race, options: RacePageOptions): string {
  const { presets, backTest, facts } = options;
  const body: Markup[] = [
    ...race.answers.flatMap((answer) => answerFigures(race, answer, options)),
    capexFigure(options),
    factsTable(facts),
    presetTable(presets),
    backTestTable(backTest),
  ];
  const lead = race.answers.map((answer) => raceSentence(race, answer));
  return renderPage({
    title: `Who is larger than AWS, and when: as of ${race.asOf}`,
    lead,
    body,
    version: options.version,
  });
}

/** One definition's answer in a sentence. */
export function raceSentence(race: Race, answer: RaceAnswer): string {
  const { label, followerUsdBn, leaderUsdBn, followerGrowth, leaderGrowth, never, p10, p50 } = answer;
  const sizes = `${label} $${followerUsdBn.toFixed(1)}bn (+${(100 * followerGrowth).toFixed(0)}%) against AWS $${leaderUsdBn.toFixed(1)}bn (+${(100 * leaderGrowth).toFixed(0)}%)`;
  if (answer.isAhead) return `${sizes}: larger already.`;
  const years = answer.constantYears;
  const constant =
    years === undefined ? 'never at constant rates' : `${years.toFixed(1)} years at constant rates`;
  const median =
    p50 === undefined ? 'in more than half of the paths not within the horizon' : `median ${p50}`;
  const early = p10 === undefined ? '' : `, one in ten by ${p10}`;
  return `${sizes}: ${constant}; ${median}${early}; not within ${race.years} years on ${(100 * never).toFixed(0)}% of paths.`;
}

function answerFigures(race: Race, answer: RaceAnswer, { document }: RacePageOptions): Markup[] {
  const { label, definition } = answer;
  const note = answer.note === '' ? '' : ` ${label} is ${answer.note}.`;
  const fans = [toFan(answer.leaderFan, 'var(--c1)'), toFan(answer.fan, 'var(--c2)')];
  const model = `growth wanders with momentum ${race.model.momentum.toFixed(2)} and returns by ${(100 * race.model.kappa).toFixed(1)}% a quarter to a long-run ${100 * race.longRun.low}–${100 * race.longRun.high}% a year (assumption); correlation ${race.model.correlation.toFixed(2)}`;
  const race80 = renderFigure(document, {
    id: `race-${definition}`,
    title: `AWS and ${label}`,
    unit: 'revenue of the trailing four quarters, $bn',
    layout: 'full',
    draw: (size) =>
      pathFanChart(
        {
          fans,
          ticks: yearStarts(fans),
          tickText: (x) => String(Math.floor(x / 4)),
          height: 340,
          fromZero: true,
        },
        size,
      ),
    legend: bandLegend.slice(0, 4),
    measures: `Reported revenue, then the median, 50 and 80% bands over ${race.paths} joint paths: ${model}.`,
    source,
    limits: `It knows the history of growth and nothing of capacity, price or contracts.${note}`,
    table: fanTable(answer),
  });
  const columns = [
    ...answer.byYear.map(({ year, share }) => ({ label: String(year), share })),
    { label: 'never', share: answer.never, isApart: true },
  ];
  const histogram = renderFigure(document, {
    id: `overtake-${definition}`,
    title: `When ${label} becomes larger than AWS`,
    unit: `% of paths by calendar year; never within ${race.years} years apart`,
    layout: 'full',
    draw: (size) => shareChart({ columns, height: 250 }, size),
    measures: `First quarter in which the trailing year of ${label} is at least that of AWS. ${raceSentence(race, answer)}`,
    source: `${race.paths} paths, seed ${race.seed}; ${source}`,
    limits: `A first overtake may be undone later. Monte Carlo error of the share of never: ${(100 * answer.neverError.low).toFixed(1)}–${(100 * answer.neverError.high).toFixed(1)}%.`,
    table: {
      caption: 'Share of paths by year of the overtake.',
      columns: [{ title: 'Year' }, ...numberColumns(['Share'])],
      rows: columns.map(({ label: year, share }) => ({ cells: [year, `${(100 * share).toFixed(1)}%`] })),
    },
  });
  return [race80, histogram];
}

function yearStarts(fans: readonly PathFan[]): readonly number[] {
  const xs = fans.flatMap(({ history, future }) => [...history, ...future].map(({ x }) => x));
  const first = Math.ceil(Math.min(...xs) / 4);
  const last = Math.floor(Math.max(...xs) / 4);
  return Array.from({ length: last - first + 1 }, (_, i) => 4 * (first + i));
}

/** Years of history drawn, and the years ahead: beyond them the bands are wider than any use. */
const drawnPast = 20;
const drawnAhead = 20;

function toFan(fan: RaceFan, colour: string): PathFan {
  const { p10, p25, p50, p75, p90 } = fan.quantiles;
  const history = fan.history.map((y, i) => ({ x: fan.from + i, y })).slice(-drawnPast);
  const next = fan.from + fan.history.length;
  return {
    label: fan.label,
    colour,
    history,
    future: p50.slice(0, drawnAhead).map((mid, t) => ({
      x: next + t,
      mid,
      bands: [
        [p25[t]!, p75[t]!],
        [p10[t]!, p90[t]!],
      ] as const,
    })),
    paths: [],
  };
}

function fanTable({ fan, leaderFan }: RaceAnswer) {
  const next = fan.from + fan.history.length;
  const year = (t: number) => (next + t) % 4 === 3;
  return {
    caption: 'Revenue of the trailing year at each year’s end, $bn.',
    columns: [
      { title: 'Quarter' },
      ...numberColumns(['AWS P10', 'AWS P50', 'AWS P90', `${fan.label} P10`, 'P50', 'P90']),
    ],
    rows: fan.quantiles.p50.flatMap((_, t) =>
      year(t)
        ? [
            {
              cells: [
                quarterLabel(next + t),
                ...[leaderFan, fan].flatMap(({ quantiles: { p10, p50, p90 } }) =>
                  [p10, p50, p90].map((values) => values[t]!.toFixed(0)),
                ),
              ],
            },
          ]
        : [],
    ),
  };
}

function capexFigure({ document, capexColumns }: RacePageOptions): Markup {
  return renderFigure(document, {
    id: 'capex-by-company',
    title: 'Capital spending by company',
    unit: '$bn a year',
    layout: 'full',
    draw: (size) => companyChart(capexColumns, size),
    legend: [
      { text: 'reported', colour: 'var(--c6)' },
      { text: 'recalled, unverified', colour: 'var(--c6)', look: 'outline' },
      { text: 'guidance', colour: 'var(--c6)', look: 'hatch' },
    ],
    measures: 'Capital spending a year as each company defines it: the chart of the article.',
    source: 'company filings and guidance, data/market/capex_annual.csv.',
    limits: 'Definitions and fiscal years differ between companies; guidance is a plan.',
    table: {
      caption: 'Capital spending by company and year, $bn.',
      columns: [
        { title: 'Company' },
        ...numberColumns(['Year', '$bn']),
        { title: 'Kind' },
        { title: 'Confidence' },
      ],
      rows: capexColumns.map(({ company, year, usdBn, kind, confidence }) => ({
        cells: [company, String(year), usdBn.toFixed(1), kind, confidence],
      })),
    },
  });
}

function factsTable(facts: readonly ProviderFacts[]): Markup {
  const bn = (value: number | undefined) => (value === undefined ? 'not known' : value.toFixed(1));
  const share = (value: number | undefined) =>
    value === undefined ? 'not known' : `${(100 * value).toFixed(0)}%`;
  return markup`<h3>Capital intensity, backlog cover and the depreciation wave</h3>
${renderTable({
  caption: 'Trailing four quarters, $bn.',
  columns: [
    { title: 'Provider' },
    { title: 'To' },
    ...numberColumns([
      'Capex',
      'Cloud revenue',
      'Capex / revenue',
      'Backlog',
      'Years of revenue',
      'Depreciation',
      'Growth',
    ]),
    { title: 'What is compared' },
  ],
  rows: facts.map((each) => ({
    cells: [
      each.provider,
      each.lastQuarter,
      bn(each.capexUsdBn),
      bn(each.revenueUsdBn),
      share(each.intensity),
      bn(each.backlogUsdBn),
      bn(each.coverYears),
      bn(each.depreciationUsdBn),
      share(each.depreciationGrowth),
      `${each.revenueOf}; ${each.note}`,
    ],
  })),
})}`;
}

function presetTable(presets: readonly RatePreset[]): Markup {
  return markup`<h3>At constant rates</h3>
${renderTable({
  caption: 'Years until Azure ($88.4bn) is as large as AWS ($130bn).',
  columns: [{ title: 'Rates' }, ...numberColumns(['AWS', 'Azure', 'Years'])],
  rows: presets.map(({ name, leaderGrowth, followerGrowth, years }) => ({
    cells: [
      name,
      `${(100 * leaderGrowth).toFixed(0)}%`,
      `${(100 * followerGrowth).toFixed(0)}%`,
      years === undefined ? 'never' : years.toFixed(1),
    ],
  })),
})}`;
}

function backTestTable({ rows, from, to, origins }: GrowthBackTest): Markup {
  return markup`<h3>How the growth model did on AWS, looking back</h3>
${renderTable({
  caption: `Quarterly revenue forecast from ${origins} quarters, ${from} to ${to}, with what was known then.`,
  columns: [
    { title: 'Quarters ahead' },
    ...numberColumns(['In the 80% band', 'Error bar (95%)', 'Error of the median', 'Growth carried on']),
  ],
  rows: rows.map((row) => ({
    cells: [
      String(row.ahead),
      `${row.inside} of ${row.of} (${((100 * row.inside) / row.of).toFixed(0)}%)`,
      `${(100 * row.error.low).toFixed(0)}–${(100 * row.error.high).toFixed(0)}% (${row.independent} apart)`,
      `${row.errorPct.toFixed(1)}%`,
      `${row.naivePct.toFixed(1)}%`,
    ],
  })),
})}`;
}
