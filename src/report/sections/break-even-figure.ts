import type { BreakEven, BreakEvens } from '../../analyse/index.ts';
import { marginChart } from '../charts/margin-chart.ts';
import { displayFor } from '../display.ts';
import { emptyFigure, type Figure } from '../figure.ts';
import { askedText } from './spread-figure.ts';
import { tierLegend, tierOf } from './tornado-figure.ts';

/** Multiples of the median that the picture shows. */
const shown = [0.2, 5] as const;

/** How far each uncertain number may go before an answer fails its figure: its own range, and its break-even. */
export function breakEvenFigure(name: string, found: BreakEvens): Figure {
  const { rows, central, figure, unit } = found;
  if (rows.length === 0) return emptyFigure('break-evens', ['uncertain numbers that move the answer']);
  const display = displayFor(unit, Math.max(Math.abs(central), Math.abs(figure)));
  const asked = askedText(figure, display);
  const bars = rows.map((row) => ({
    label: row.driver,
    low: row.range[0],
    high: row.range[1],
    breakEven: row.multiple,
    isMetAbove: row.side === 'at least',
    tier: tierOf(row),
  }));
  return {
    id: 'break-evens',
    title: `${name}: what must be true for ${asked}`,
    unit: 'multiples of the median of each uncertain number',
    layout: 'full',
    draw: (size) => marginChart(bars, shown, size),
    legend: [
      ...tierLegend(bars.map(({ tier }) => tier)),
      { text: 'falls short there', colour: 'var(--c6)', opacity: 0.3 },
      { text: 'just met', colour: 'var(--ink)', look: 'line' },
    ],
    measures: `the range (P10–P90) of each number around its median, coloured by evidence, and the multiple of it at which the answer is ${asked}, with all others at their medians.`,
    source: 'this case; each break-even is what solve-for finds with a multiplier.',
    limits: `Central path, no shocks, one number at a time; multiples from ${found.between[0]} to ${found.between[1]} were searched. Numbers that go wrong together fail sooner.`,
    table: {
      caption: `What must be true for ${name} of ${asked}, each number alone.`,
      columns: [
        { title: 'Uncertain number' },
        { title: 'As written' },
        { title: 'Tier' },
        { title: 'Break-even' },
        { title: 'That is' },
        { title: 'Chance of the wrong side', isNumber: true },
      ],
      rows: rows.map((row) => ({
        cells: [
          row.driver,
          row.text,
          row.tier === undefined ? 'none' : String(row.tier),
          boundText(row),
          row.value === '' ? '–' : row.value,
          chanceText(row),
        ],
      })),
    },
  };
}

/** What must hold of one number: `at least 0.556 × its median`. */
export function boundText({ multiple, side, crossesAgain }: BreakEven): string {
  if (multiple === undefined) return 'does not decide it alone';
  return `${side} ${multiple.toPrecision(3)} × its median${crossesAgain ? ' (and it is crossed again elsewhere)' : ''}`;
}

function chanceText({ multiple, chance }: BreakEven): string {
  if (multiple === undefined) return '–';
  if (chance === 0) return '0%';
  return chance < 0.001 ? '< 0.1%' : `${(100 * chance).toFixed(1)}%`;
}
