import type { InputData } from '../formula/index.ts';
import { centralDraws, evaluateDraws, readTarget, type Model, type Target } from '../simulate/index.ts';

/** One side of a grid: inputs that are multiplied together, such as what people ask for or what things cost. */
export interface GridAxis {
  readonly label: string;
  readonly inputs: readonly string[];
  readonly factors: readonly number[];
}

/** Answers over every pair of factors, on the central path. */
export interface ScenarioGrid {
  readonly rows: GridAxis;
  readonly columns: GridAxis;
  /** One table per target: [row][column], in the target's unit. */
  readonly tables: readonly { readonly target: Target; readonly values: readonly (readonly number[])[] }[];
}

const factors = [0.8, 1, 1.2];

/** How much work buyers ask for: every segment's volume. */
export const demandAxis: GridAxis = { label: 'demand', inputs: ['segment.volume'], factors };

/** What capacity costs: construction and chips bought from now on. */
export const capitalAxis: GridAxis = {
  label: 'capital cost',
  inputs: ['build.capex', 'chip.price', 'chip.attach'],
  factors,
};

/**
 * The nine cases of demand × capital intensity (or any two axes): each cell multiplies the inputs of its row and its column, with drivers
 * at their medians and no noise. Throws when the model lacks an input of an axis.
 *
 * One evaluation, with one path per cell.
 */
export function scenarioGrid(
  model: Model,
  targets: readonly Target[],
  axes: { readonly rows: GridAxis; readonly columns: GridAxis } = { rows: demandAxis, columns: capitalAxis },
): ScenarioGrid {
  const { rows, columns } = axes;
  for (const name of [...rows.inputs, ...columns.inputs]) {
    if (!model.study.inputs.has(name)) throw new Error(`The model has no input '${name}' to vary`);
  }
  const cells = rows.factors.flatMap((row) => columns.factors.map((column) => [row, column] as const));
  const factorsFor = (name: string) =>
    cells.map(
      ([row, column]) =>
        (rows.inputs.includes(name) ? row : 1) * (columns.inputs.includes(name) ? column : 1),
    );
  const paths = cells.length;
  const evaluation = evaluateDraws(model, {
    draws: centralDraws(model.study),
    paths,
    keep: [...new Set(targets.map((target) => target.name))],
    change: (name, data) => multiply(data, factorsFor(name)),
  });
  const width = columns.factors.length;
  return {
    rows,
    columns,
    tables: targets.map((target) => {
      const values = readTarget(evaluation.get(target.name), target, { model, paths });
      return { target, values: rows.factors.map((_, i) => [...values.subarray(i * width, (i + 1) * width)]) };
    }),
  };
}

/** An input that is the same on all paths, times a factor per path. */
function multiply(data: InputData, factors: readonly number[]): InputData {
  if (factors.every((factor) => factor === 1)) return data;
  const values = new Float64Array(data.values.length * factors.length);
  data.values.forEach((value, row) => {
    factors.forEach((factor, path) => {
      values[row * factors.length + path] = value * factor;
    });
  });
  return { values, byTime: data.byTime, byPath: true };
}
