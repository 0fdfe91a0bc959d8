import { quantile } from '../num/index.ts';
import { centralDraws, evaluateDraws, readTarget, type Model, type Target } from '../simulate/index.ts';

/** An answer over two uncertain numbers, each at five quantiles of its own, the others at their medians. */
export interface DriverTable {
  readonly target: Target;
  readonly rows: string;
  readonly columns: string;
  /** Of both axes. */
  readonly probabilities: readonly number[];
  /** [row][column], in the target's unit. */
  readonly values: readonly (readonly number[])[];
}

const probabilities = [0.1, 0.25, 0.5, 0.75, 0.9];

/**
 * Crosses two drivers of a case on the central path: no shocks, correlations left aside. Throws where the case has no such driver.
 *
 * One evaluation, with one path per cell.
 */
export function driverTable(model: Model, target: Target, axes: readonly [string, string]): DriverTable {
  const [rows, columns] = axes;
  const cells = probabilities.flatMap((row) => probabilities.map((column) => [row, column] as const));
  const draws = new Map(centralDraws(model.study));
  axes.forEach((name, side) => {
    const driver = model.study.drivers.find((each) => each.name === name);
    if (!driver) throw new Error(`The case has no uncertain number '${name}'`);
    draws.set(
      name,
      Float64Array.from(cells, (cell) => quantile(driver.distribution, cell[side]!)),
    );
  });
  const answers = readTarget(
    evaluateDraws(model, { draws, paths: cells.length, keep: [target.name] }).get(target.name),
    target,
    { model, paths: cells.length },
  );
  const width = probabilities.length;
  const values = probabilities.map((_, i) => [...answers.subarray(i * width, (i + 1) * width)]);
  return { target, rows, columns, probabilities, values };
}
