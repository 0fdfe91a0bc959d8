import { twoWayTable, type TwoWayTable } from '../analyse/index.ts';
import { fail, hasErrors, ok, type Issue, type Outcome } from '../base/issue.ts';
import { findTarget } from './find-target.ts';
import { openStudy, type OpenOptions, type Study } from './open-study.ts';

/** An assumption of the case and the values it takes, as `--set` would write them. */
export interface TableAxis {
  readonly path: string;
  readonly values: readonly string[];
}

export interface TableRequest {
  /** The case, as it was opened. */
  readonly open: OpenOptions;
  readonly metric: string;
  readonly period?: string;
  readonly rows: TableAxis;
  readonly columns: TableAxis;
}

/**
 * Opens the case once for each pair of values, and reads one metric of each on the central path.
 *
 * Faults: those of `findTarget`, and of the first cell whose values the case does not take.
 */
export function fillTable(request: TableRequest): Outcome<TwoWayTable> {
  const { open, rows, columns } = request;
  const base = openStudy(open);
  if (!base.value || hasErrors(base.issues)) return fail(...base.issues);
  const target = findTarget(base.value, request.metric, request.period);
  if (!target.value) return fail(...target.issues);
  const models = new Map<string, Study>();
  for (const row of rows.values) {
    for (const column of columns.values) {
      const sets = [...open.sets, `${rows.path}=${row}`, `${columns.path}=${column}`];
      const cell = openStudy({ ...open, sets });
      if (!cell.value || hasErrors(cell.issues)) return fail(...cell.issues.filter(isError));
      models.set(`${row}|${column}`, cell.value);
    }
  }
  return ok(
    twoWayTable({
      target: target.value,
      rows: rows.values,
      columns: columns.values,
      modelOf: (row, column) => models.get(`${row}|${column}`)!,
    }),
  );
}

function isError(issue: Issue): boolean {
  return issue.severity === 'error';
}
