import { renderIssue } from '../../src/base/issue.ts';
import { openStudy, type Study } from '../../src/study/index.ts';
import { evaluateCentral, simulate } from '../../src/simulate/index.ts';

/** Opens a case written in a test; a fault in it is a fault of the test. */
export function studyOf(text: string): Study {
  const outcome = openStudy({
    files: new Map([['case.yaml', text]]),
    main: 'case.yaml',
    overlays: [],
    sets: [],
  });
  if (!outcome.value) throw new Error(outcome.issues.map(renderIssue).join('\n'));
  return outcome.value;
}

/** Reads one number of a kept name: element by label (row-major position), period, path. */
export type Read = (name: string, period?: number, element?: number, path?: number) => number;

/** The central path of a case, in the case's own units of time (flows per period). */
export function central(study: Study, names: readonly string[]): Read {
  const evaluation = evaluateCentral(study, names);
  return reader(study, 1, (name) => evaluation.get(name));
}

/** Random paths of a case. */
export function paths(
  study: Study,
  names: readonly string[],
  options: { seed: number; paths: number },
): Read {
  const samples = simulate(study, { ...options, keep: names });
  return reader(study, options.paths, (name) => samples.byName.get(name)!);
}

function reader(
  study: Study,
  count: number,
  get: (name: string) => { values: Float64Array; byTime: boolean; byPath: boolean },
): Read {
  return (name, period = 0, element = 0, path = 0) => {
    const { values, byTime, byPath } = get(name);
    const rows = element * (byTime ? study.study.calendar.periods : 1) + (byTime ? period : 0);
    const at = rows * (byPath ? count : 1) + (byPath ? path : 0);
    if (at >= values.length)
      throw new Error(`${name} has no period ${period}, element ${element}, path ${path}`);
    return values[at]!;
  };
}

/** Lines that every case needs: book lives of the fixed classes, in years. */
export const lives =
  'life: { land: 100 years, shell: 30 years, power: 15 years, servers_own: 5 years, servers_merchant: 5 years, network: 5 years }';
