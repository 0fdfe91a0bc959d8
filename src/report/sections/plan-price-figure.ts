import { usdWords, type PlanResult, type PriceRow } from '../../plan/index.ts';
import { heatChart, type HeatCell } from '../charts/heat-chart.ts';
import { emptyFigure, type Figure } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import type { FiscalYear } from '../result-types.ts';
import { numberColumns } from '../table.ts';
import { planSource } from './plan-source.ts';

const mostPriceRows = 14;
/** Families of limits in the order in which they are shown. */
const familyWords = {
  power: 'power',
  capital: 'capital',
  debt: 'debt covenant',
  cover: 'cover of debt service',
  orders: 'chip supply',
  service: 'service',
  demand: 'demand',
};

/** What one more of each limit is worth, by fiscal year; the figures are short where the chart is narrow. */
export function planPriceFigure(years: readonly FiscalYear[], plan: PlanResult): Figure {
  const rows = plan.prices
    .map((row) => {
      // A price holds for one period: over a year they add up.
      const byYear = years.map(({ from, to }) => row.usd.slice(from, to).reduce((sum, usd) => sum + usd, 0));
      return {
        name: `${familyWords[row.family]}: ${labelWords(row.place)}`,
        family: row.family,
        place: shortPlace(row),
        rank: Object.keys(familyWords).indexOf(row.family),
        unit: row.unit,
        byYear,
        most: Math.max(...byYear.map(Math.abs)),
      };
    })
    .filter(({ most }) => most > 0)
    .toSorted((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .slice(0, mostPriceRows);
  if (rows.length === 0) return emptyFigure('shadow prices', ['prices']);
  const shortName = (place: string, family: PriceRow['family']) =>
    rows.filter((row) => row.place === place).length > 1 ? `${place}, ${familyWords[family]}` : place;
  const cells = (isNarrow: boolean): HeatCell[] =>
    rows.flatMap(({ name, place, family, byYear, most }) =>
      byYear.map((usd, i) => ({
        column: years[i]!.label,
        row: isNarrow ? shortName(place, family) : name,
        share: Math.abs(usd) / most,
        text:
          Math.abs(usd) < 1e-3 * most ? '·' : isNarrow ? shortUsd(Math.abs(usd)) : usdWords(Math.abs(usd)),
        colour: colourOf(family),
        isStrong: false,
      })),
    );
  const families = [...new Set(rows.map(({ family }) => family))];
  return {
    id: 'plan-prices',
    title: 'What one more would be worth',
    unit: 'dollars of NPV per unit, summed over the periods of each fiscal year',
    layout: 'full',
    draw: (size) => heatChart(cells(size.isNarrow), size),
    legend: families.map((family) => ({
      text: familyWords[family],
      colour: colourOf(family),
      opacity: 0.5,
    })),
    measures:
      'For power: one more MW throughout the year; for demand: enough to keep one more MW busy, of the best chip there can be for it; for chip supply: one more chip on sale in each period; for capital: one more dollar. A dot: the limit does not bind. Colour compares a row with itself.',
    source: planSource(plan),
    limits:
      'Prices are those of small changes, with phases and contracts fixed as planned and the rest planned anew.',
    table: {
      caption: 'Shadow prices by fiscal year, $ of NPV per unit.',
      columns: [{ title: 'Limit' }, { title: 'Per' }, ...numberColumns(years.map(({ label }) => label))],
      rows: rows.map(({ name, unit, byYear }) => ({
        cells: [name, unit, ...byYear.map((usd) => usdWords(usd))],
      })),
    },
  };
}

function colourOf(family: PriceRow['family']): string {
  return family === 'power' ? 'var(--c2)' : family === 'demand' ? 'var(--c1)' : 'var(--c3)';
}

/** A place by its name alone, the family where it has none; the colour says which limit it is. */
function shortPlace({ family, place }: PriceRow): string {
  return place === 'all' ? familyWords[family].split(' ')[0]! : labelWords(place);
}

/** Dollars in four letters at most: `18m`, `2.2k`. */
function shortUsd(usd: number): string {
  const [unit, letter] =
    usd >= 1e9 ? [1e9, 'b'] : usd >= 1e6 ? [1e6, 'm'] : usd >= 1e3 ? [1e3, 'k'] : [1, ''];
  const size = usd / unit;
  return `${size >= 4.95 ? Math.round(size) : size.toFixed(1)}${letter}`;
}
