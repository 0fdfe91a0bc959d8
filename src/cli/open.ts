import { hasErrors, renderIssue, sortIssues, type Issue } from '../base/issue.ts';
import { loadCase, type LoadedCase } from '../node/index.ts';
import { openStudy, type Study } from '../study/index.ts';
import { exitCodes } from './exit.ts';

export interface Opened {
  readonly loaded: LoadedCase;
  readonly study: Study;
}

/** Loads and checks a case; on faults prints all of them to stderr, sets the exit code and returns `undefined`. */
export function openOrExplain(
  path: string,
  overlays: readonly string[] = [],
  sets: readonly string[] = [],
): Opened | undefined {
  const loaded = loadCase(path, overlays);
  if (!loaded.value) return explainFaults(loaded.issues);
  const { files, main } = loaded.value;
  const study = openStudy({ files, main, overlays: loaded.value.overlays, sets });
  if (!study.value || hasErrors(study.issues)) return explainFaults(study.issues);
  printIssues(study.issues);
  return { loaded: loaded.value, study: study.value };
}

/**
 * The case with the overlay it names as its counterfactual laid over everything else, or `undefined` where it names none;
 * `faulty` once its faults have been printed and the exit code set.
 */
export function openCounterfactual(
  opened: Opened,
  sets: readonly string[],
): { readonly study: Study; readonly name: string } | 'faulty' | undefined {
  const { loaded, study } = opened;
  const name = study.study.counterfactual;
  if (name === undefined) return undefined;
  const overlays = [...loaded.overlays, name];
  const other = openStudy({ files: loaded.files, main: loaded.main, overlays, sets });
  if (other.value) return { study: other.value, name };
  console.error(`The case holds, but not with its counterfactual ${name} laid over it:`);
  explainFaults(other.issues);
  return 'faulty';
}

export function printIssues(issues: readonly Issue[]): void {
  for (const issue of sortIssues(issues)) console.error(renderIssue(issue));
}

function explainFaults(issues: readonly Issue[]): undefined {
  printIssues(issues);
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  console.error(`\n${errors} ${errors === 1 ? 'fault' : 'faults'} to mend; nothing was run.`);
  process.exitCode = exitCodes.caseFaults;
  return undefined;
}
