import type { DriverTable, ScenarioGrid } from '../../analyse/index.ts';
import type { Target } from '../../simulate/index.ts';
import { heatChart, type HeatCell } from '../charts/heat-chart.ts';
import type { ChartSize } from '../charts/chart-size.ts';
import { displayFor, formatBare, formatValue, unitWords } from '../display.ts';
import type { FigureSpec, LegendEntry } from '../figure.ts';
import type { RunResult } from '../result-types.ts';
import { numberColumns } from '../table.ts';
import { targetSlug, targetWords } from './target-words.ts';

interface CrossSpec {
  readonly id: string;
  readonly title: string;
  readonly target: Target;
  /** [row][column], in the target's unit. */
  readonly values: readonly (readonly number[])[];
  readonly rows: Labels;
  readonly columns: Labels;
  /** The figure that the answer is asked to meet, in the target's unit. */
  readonly figure: number | undefined;
  readonly measures: string;
  readonly limits: string;
}

/** What varies along a side, and its steps. */
interface Labels {
  readonly name: string;
  readonly steps: readonly string[];
}

/** The nine cases of demand × capital cost for one answer of a grid. */
export function gridFigure(
  result: Pick<RunResult, 'metrics'>,
  { rows, columns, tables }: ScenarioGrid,
  { table = 0, figure }: { readonly table?: number; readonly figure?: number | undefined } = {},
): FigureSpec {
  const { target, values } = tables[table]!;
  const side = ({ label, factors }: ScenarioGrid['rows']) => ({
    name: label,
    steps: factors.map((factor) => `× ${factor}`),
  });
  return crossFigure({
    id: `grid-${targetSlug(target)}`,
    title: `${targetWords(result, target)}: nine cases of ${rows.label} and ${columns.label}`,
    target,
    values,
    rows: side(rows),
    columns: side(columns),
    figure,
    measures: `the answer with ${rows.label} (down) and ${columns.label} (across) multiplied; the middle is the case as it is.`,
    limits: 'Central path: every uncertain number at its median, no shocks. Factors hold for all periods.',
  });
}

/** One answer over two uncertain numbers at five quantiles of each. */
export function driverTableFigure(
  result: Pick<RunResult, 'metrics'>,
  { target, rows, columns, probabilities, values }: DriverTable,
  figure?: number,
): FigureSpec {
  const steps = probabilities.map((p) => `P${Math.round(100 * p)}`);
  return crossFigure({
    id: `crossed-${targetSlug(target)}`,
    title: `${targetWords(result, target)}: two uncertain numbers at once`,
    target,
    values,
    rows: { name: rows, steps },
    columns: { name: columns, steps },
    figure,
    measures: `the answer with ${rows} (down) and ${columns} (across) at quantiles of their own ranges, all others at their medians.`,
    limits: 'Central path, no shocks; correlations of the two are left aside.',
  });
}

function crossFigure(spec: CrossSpec): FigureSpec {
  const { target, values, rows, columns, figure, title, measures, limits } = spec;
  const all = values.flat().filter((value) => Number.isFinite(value));
  const display = displayFor(target.unitText, Math.max(0, ...[...all, figure ?? 0].map(Math.abs)));
  return {
    id: spec.id,
    title,
    unit: `${unitWords(display)}; ${rows.name} down, ${columns.name} across`,
    layout: 'full',
    draw: (size) =>
      heatChart(
        cellsOf(spec, (value) => formatBare(value, display), size),
        size,
      ),
    ...(figure === undefined
      ? {}
      : {
          legend: [
            { text: `at least ${formatValue(figure, display)}`, colour: metColour },
            { text: 'less', colour: shortColour },
          ] satisfies readonly LegendEntry[],
        }),
    measures: `${measures}${figure === undefined ? '' : ' The further from what is asked for, the stronger the colour; ↓ marks a cell that falls short.'}`,
    source: 'this case, one evaluation for each cell.',
    limits,
    table: {
      caption: `${title}, ${unitWords(display)}.`,
      columns: [{ title: `${rows.name} \\ ${columns.name}` }, ...numberColumns([...columns.steps])],
      rows: rows.steps.map((step, i) => ({
        cells: [step, ...values[i]!.map((value) => formatBare(value, display))],
      })),
    },
  };
}

const [metColour, shortColour] = ['var(--c3)', 'var(--c2)'];

/** Without a figure, cells are shaded by size; with one, by how far they are from it, to either side. */
function cellsOf(
  { values, rows, columns, figure }: CrossSpec,
  show: (value: number) => string,
  size: ChartSize,
): readonly HeatCell[] {
  const all = values.flat().filter((value) => Number.isFinite(value));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const far = Math.max(...all.map((value) => Math.abs(value - (figure ?? low))), 0);
  const middle = (steps: readonly string[]) => (steps.length - 1) / 2;
  return rows.steps.flatMap((row, i) =>
    columns.steps.map((column, k): HeatCell => {
      const value = values[i]![k]!;
      const isMet = figure === undefined || value >= figure;
      const away = figure === undefined ? value - low : Math.abs(value - figure);
      const span = figure === undefined ? high - low : far;
      return {
        row: size.isNarrow ? row : `${rows.name} ${row}`,
        column: size.isNarrow ? column : `${columns.name} ${column}`,
        share: Number.isFinite(value) && span > 0 ? away / span : 0,
        text: isMet ? show(value) : `${show(value)} ↓`,
        colour: figure === undefined ? 'var(--c1)' : isMet ? metColour : shortColour,
        isStrong: i === middle(rows.steps) && k === middle(columns.steps),
      };
    }),
  );
}
