import type { Issue, Outcome } from '../base/issue.ts';
import { fail, ok, sortIssues } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import { column, readCsv } from '../table/index.ts';
import type { Hierarchy } from './reconcile.ts';
import type { SeriesForecast } from './forecast-set.ts';

/** Most parts of a hierarchy: the work of a draw that has to be held at 0 grows with their cube. */
const mostParts = 300;

interface Line {
  readonly total: string;
  readonly part: string;
  readonly line: number;
}

/**
 * Reads which series add up to which: columns `total, part`, a row a part; a part may be a total of others.
 *
 * Every name has to be one of the forecast series, all ending in one period: forecasts of different periods do not add up.
 * Issues: those of `readCsv`, `table-column`, `hierarchy-series`, `hierarchy-cycle`, `hierarchy-twice`, `hierarchy-end`,
 * `hierarchy-limit`.
 *
 * @example readHierarchy('total,part\nall,east\nall,west\n', 'h.csv', set.series).value?.parts // ['east', 'west']
 */
export function readHierarchy(
  text: string,
  file: string,
  series: readonly Pick<SeriesForecast, 'id' | 'lastPeriod'>[],
): Outcome<Hierarchy> {
  const table = readCsv(text, file);
  if (!table.value) return fail(...table.issues);
  const [totals, parts] = [column(table.value, 'total'), column(table.value, 'part')];
  if (!totals.value || !parts.value) return fail(...totals.issues, ...parts.issues);
  const { lines } = table.value;
  const rows = totals.value.map((total, i) => ({
    total: total.trim(),
    part: parts.value![i]!.trim(),
    line: lines[i]!,
  }));
  const issues: Issue[] = [];
  const report = (code: string, message: string, row: Line | undefined, more: Partial<Issue>) =>
    issues.push({ code, severity: 'error', message, at: { file, line: row?.line ?? 1, column: 1 }, ...more });
  checkNames(rows, series, report);
  const children = new Map<string, string[]>();
  for (const { total, part } of rows) children.set(total, [...(children.get(total) ?? []), part]);
  const named = [...children.keys()].map((id) => {
    const row = rows.find(({ total }) => total === id)!;
    const { of, fault } = leavesOf(id, children);
    if (fault === 'cycle') {
      report('hierarchy-cycle', `'${id}' is a part of itself.`, row, {
        expected: 'parts that lead down to series',
      });
    } else if (fault !== undefined) {
      report('hierarchy-twice', `'${fault}' is counted twice in '${id}'.`, row, {
        expected: 'each part once in a total',
        fix: 'remove one of the rows, or give the total parts that do not overlap',
      });
    }
    return { id, of };
  });
  const leaves = [...new Set(named.flatMap(({ of }) => of))];
  if (rows.length === 0)
    report('hierarchy-series', 'The hierarchy has no row.', undefined, { expected: 'total,part' });
  if (leaves.length > mostParts) {
    report('hierarchy-limit', 'The hierarchy has too many parts.', undefined, {
      found: `${leaves.length} parts`,
      expected: `at most ${mostParts}`,
    });
  }
  return issues.length > 0 ? fail(...sortIssues(issues)) : ok({ parts: leaves, totals: named });
}

function checkNames(
  rows: readonly Line[],
  series: readonly Pick<SeriesForecast, 'id' | 'lastPeriod'>[],
  report: (code: string, message: string, row: Line, more: Partial<Issue>) => void,
): void {
  const ends = new Map(series.map(({ id, lastPeriod }) => [id, lastPeriod]));
  const seen = new Set<string>();
  let first: readonly [string, string] | undefined;
  for (const row of rows) {
    for (const name of [row.total, row.part]) {
      if (seen.has(name)) continue;
      seen.add(name);
      const end = ends.get(name);
      if (end === undefined) {
        const near = nearestName(name, ends.keys());
        report('hierarchy-series', `There is no forecast of '${name}'.`, row, {
          found: name || '(empty)',
          expected: 'a series_id of the file',
          ...(near === undefined ? {} : { fix: `write ${near}` }),
        });
        continue;
      }
      first ??= [name, end];
      if (end !== first[1]) {
        report('hierarchy-end', `'${name}' ends at another period than '${first[0]}'.`, row, {
          found: end || '(no period)',
          expected: first[1] || '(no period)',
          fix: 'cut the longer series, or give the missing values',
        });
      }
    }
  }
}

/** The parts at the bottom of a total; `fault` is `cycle`, or the name that is reached twice. */
function leavesOf(
  id: string,
  children: ReadonlyMap<string, readonly string[]>,
): { readonly of: readonly string[]; readonly fault?: string } {
  const of = new Set<string>();
  const above = new Set<string>();
  let fault: string | undefined;
  const visit = (name: string): void => {
    if (fault !== undefined) return;
    const below = children.get(name);
    if (below === undefined) {
      if (of.has(name)) fault = name;
      of.add(name);
      return;
    }
    if (above.has(name)) {
      fault = 'cycle';
      return;
    }
    above.add(name);
    below.forEach(visit);
    above.delete(name);
  };
  visit(id);
  return { of: [...of], ...(fault === undefined ? {} : { fault }) };
}
