import { siteMapChart, type MapPart } from '../charts/site-map-chart.ts';
import { displayFor, formatBare, unitWords, type Display } from '../display.ts';
import { emptyFigure, type Figure } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import type { Land } from '../read-land.ts';
import { completeYears } from '../read-metric.ts';
import type { RunResult } from '../result-types.ts';
import { numberColumns, type TableSpec } from '../table.ts';
import { sitePowers, totalPower, type SitePower } from './site-power.ts';
import { runWords } from './source-words.ts';

export interface SiteMapOptions {
  /** Label of a complete fiscal year; the first one unless given. */
  readonly year?: string;
  /** Drawn below the sites where it is there. */
  readonly land?: Land;
}

const ready: MapPart = { colour: 'var(--c1)', opacity: 1 };
const underWay: MapPart = { colour: 'var(--c1)', opacity: 0.35 };
const optional: MapPart = { colour: 'var(--c5)', opacity: 0.3 };

/** Where power is ready, under way and optional at the end of a fiscal year; sites without a place are listed beside. */
export function siteMapFigure(result: RunResult, { year, land }: SiteMapOptions = {}): Figure {
  const years = completeYears(result);
  const shown = years.find(({ label }) => label === year) ?? years[0];
  const rows = shown ? sitePowers(result, shown.to) : [];
  const placed = rows.flatMap((power) => (power.site.place ? [{ power, place: power.site.place }] : []));
  if (!shown || placed.length === 0)
    return emptyFigure('the map of the sites', ['place of a site: sites.X.latitude and sites.X.longitude']);
  const largestMw = Math.max(...placed.map(({ power }) => totalPower(power)));
  const display = displayFor('MW', largestMw);
  const amount = (mw: number) => `${formatBare(mw, display)} ${unitWords(display)}`;
  const chart = {
    parts: [ready, underWay, optional],
    sites: placed.map(({ power, place }) => ({
      label: `${labelWords(power.site.name)}, ${amount(totalPower(power))}`,
      place,
      mw: [power.readyMw, power.underWayMw, power.optionalMw],
    })),
    largestMw,
    land,
  };
  return {
    id: 'site-map',
    title: 'Where the power is',
    unit: `IT power by site at the end of ${shown.label}; the area of a circle is its MW`,
    layout: 'full',
    draw: (size) => siteMapChart(chart, size),
    legend: [
      { text: 'ready', colour: ready.colour },
      { text: 'under way: committed, not yet ready', colour: underWay.colour, opacity: underWay.opacity },
      { text: 'optional or candidate, not yet ready', colour: optional.colour, opacity: optional.opacity },
    ],
    measures: `Power ready at the start and that of all phases; a phase is ready when its median date has passed by the end of ${shown.label}. Circles are on one scale in all years. ${besideWords(rows, amount)}`,
    source: `${runWords(result)} ${land ? `Outline: ${land.source}.` : 'The outline of land is not there.'}`,
    limits:
      'Places are as exact as the case gives them; see the table. Lengths are true along the middle parallel and up and down, not at the edges. Dashed lines are borders of countries; lakes are left out.',
    table: mapTable(rows, { year: shown.label, display }),
  };
}

/** What is not on the map, in words. */
function besideWords(rows: readonly SitePower[], amount: (mw: number) => string): string {
  const beside = rows.filter(({ site }) => !site.place);
  if (beside.length === 0) return 'All sites are on the map.';
  const listed = beside.map((row) => {
    const parts = [
      [row.readyMw, 'ready'],
      [row.underWayMw, 'under way'],
      [row.optionalMw, 'optional'],
    ] as const;
    const words = parts.flatMap(([mw, word]) => (mw > 0 ? [`${amount(mw)} ${word}`] : []));
    return `${labelWords(row.site.name)} (${words.join(', ') || 'no power'})`;
  });
  return `Not on the map, as the case gives no place: ${listed.join('; ')}.`;
}

function mapTable(
  rows: readonly SitePower[],
  { year, display }: { readonly year: string; readonly display: Display },
): TableSpec {
  const numbers = (row: SitePower) => [row.readyMw, row.underWayMw, row.optionalMw, totalPower(row)];
  const sums = rows.map(numbers).reduce((sum, row) => sum.map((value, i) => value + row[i]!), [0, 0, 0, 0]);
  const texts = (values: readonly number[]) => values.map((value) => formatBare(value, display));
  return {
    caption: `IT power by site at the end of ${year}, ${unitWords(display)}.`,
    columns: [
      { title: 'Site' },
      ...numberColumns(['Ready', 'Under way', 'Optional', 'All']),
      { title: 'Place' },
      { title: 'Source of the place' },
    ],
    rows: [
      ...rows.map((row) => ({
        cells: [
          labelWords(row.site.name),
          ...texts(numbers(row)),
          placeWords(row.site.place),
          row.site.place?.source ?? '',
        ],
      })),
      { cells: ['all sites', ...texts(sums), '', ''], style: 'total' as const },
    ],
  };
}

function placeWords(place: SitePower['site']['place']): string {
  if (!place) return 'not given';
  const { latitude, longitude } = place;
  const side = (degrees: number, letters: readonly [string, string]) =>
    `${String(Math.round(Math.abs(degrees) * 100) / 100)}° ${letters[degrees < 0 ? 1 : 0]}`;
  return `${side(latitude, ['N', 'S'])}, ${side(longitude, ['E', 'W'])}`;
}
