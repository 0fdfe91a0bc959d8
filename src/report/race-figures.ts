import type { ProviderFacts, Race, RaceAnswer, RaceFan } from '../market/index.ts';
import { quarterLabel } from '../market/index.ts';
import { companyChart } from './charts/company-chart.ts';
import type { PathFan } from './charts/path-fan-chart.ts';
import { pathFanChart } from './charts/path-fan-chart.ts';
import { shareChart } from './charts/share-chart.ts';
import type { FigureSpec } from './figure.ts';
import { bandLegend } from './forecast-page.ts';
import { raceSentence } from './race-words.ts';
import type { CapexColumn } from './report-types.ts';
import { numberColumns } from './table.ts';

const source = 'company results by quarter, data/market (each row with its source and confidence).';

/** How the distribution of an overtake is drawn. */
export interface OvertakeLook {
  readonly layout?: 'full' | 'half';
  /** The date stands in title and id, for two dates beside each other. */
  readonly isDated?: boolean;
  /** The axis reaches at least so far, 0 to 1, so that two pictures can be compared. */
  readonly most?: number;
}

/** Revenue of AWS and of one follower: as it was, and the fans of both over joint paths. */
export function raceFigure(race: Race, answer: RaceAnswer): FigureSpec {
  const { label, definition } = answer;
  const note = answer.note === '' ? '' : ` ${label} is ${answer.note}.`;
  const fans = [toFan(answer.leaderFan, 'var(--c1)'), toFan(answer.fan, 'var(--c2)')];
  const model = `growth wanders with momentum ${race.model.momentum.toFixed(2)} and returns by ${(100 * race.model.kappa).toFixed(1)}% a quarter to a long-run ${100 * race.longRun.low}–${100 * race.longRun.high}% a year (assumption); correlation ${race.model.correlation.toFixed(2)}`;
  return {
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
  };
}

/** When a follower becomes larger than AWS: the share of the paths by year, and never apart. */
export function overtakeFigure(race: Race, answer: RaceAnswer, look: OvertakeLook = {}): FigureSpec {
  const { label, definition } = answer;
  const { layout = 'full', most = 0 } = look;
  const columns = [
    ...answer.byYear.map(({ year, share }) => ({ label: String(year), share })),
    { label: 'never', share: answer.never, isApart: true },
  ];
  return {
    id: look.isDated ? `overtake-${definition}-${race.asOf}` : `overtake-${definition}`,
    title: `When ${label} becomes larger than AWS${look.isDated ? `, as of ${race.asOf}` : ''}`,
    unit: `% of paths by calendar year; never within ${race.years} years apart`,
    layout,
    draw: (size) => shareChart({ columns, height: 250, most }, size),
    measures: `First quarter in which the trailing year of ${label} is at least that of AWS. ${raceSentence(race, answer)}`,
    source: `${race.paths} paths, seed ${race.seed}; ${source}`,
    limits: `A first overtake may be undone later. Monte Carlo error of the share of never: ${(100 * answer.neverError.low).toFixed(1)}–${(100 * answer.neverError.high).toFixed(1)}%.`,
    table: {
      caption: 'Share of paths by year of the overtake.',
      columns: [{ title: 'Year' }, ...numberColumns(['Share'])],
      rows: columns.map(({ label: year, share }) => ({ cells: [year, `${(100 * share).toFixed(1)}%`] })),
    },
  };
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

/** Capital spending by company and year: the chart of the article. */
export function capexFigure(capexColumns: readonly CapexColumn[]): FigureSpec {
  return {
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
  };
}

/** Capital spending of a company over the revenue of its cloud, trailing four quarters, where both are known. */
export function intensityFigure(facts: readonly ProviderFacts[]): FigureSpec {
  const known = facts.filter(({ intensity }) => intensity !== undefined);
  return {
    id: 'capital-intensity',
    title: 'Capital spending over revenue of the cloud',
    unit: '% over the trailing four quarters',
    layout: 'half',
    draw: (size) =>
      shareChart(
        {
          columns: known.map(({ provider, intensity }) => ({ label: provider, share: intensity! })),
          height: 250,
        },
        size,
      ),
    measures: 'What a company spends on property and equipment, over what its cloud sells.',
    source,
    limits: `The spending is the whole company’s, the revenue its cloud’s alone: ${known.map(({ provider, note }) => `${provider}: ${note}`).join('; ')}.`,
    table: {
      caption: 'Capital spending and revenue of the cloud, $bn over four quarters.',
      columns: [
        { title: 'Provider' },
        { title: 'To' },
        ...numberColumns(['Capex', 'Cloud revenue', 'Ratio']),
      ],
      rows: known.map((each) => ({
        cells: [
          each.provider,
          each.lastQuarter,
          each.capexUsdBn!.toFixed(1),
          each.revenueUsdBn!.toFixed(1),
          `${(100 * each.intensity!).toFixed(0)}%`,
        ],
      })),
    },
  };
}
