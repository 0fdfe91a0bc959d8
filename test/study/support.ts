import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderIssue } from '../../src/base/issue.ts';
import { loadCase } from '../../src/node/index.ts';
import { openStudy, type Study } from '../../src/study/index.ts';

export const root = new URL('../../', import.meta.url);

/** The folder of a shipped case. */
export function caseFolder(name: string): string {
  return fileURLToPath(new URL(`cases/${name}`, root));
}

/** The text of tiny's case file. */
export const tinyText: string = readFileSync(new URL('cases/tiny/case.yaml', root), 'utf8');

/** A shipped case, opened; its faults fail the test. */
export function openShipped(
  name: string,
  overlays: readonly string[] = [],
  sets: readonly string[] = [],
): Study {
  const loaded = loadCase(caseFolder(name), overlays);
  if (!loaded.value) throw new Error(loaded.issues.map(renderIssue).join('\n'));
  const { files, main, overlays: keys } = loaded.value;
  return opened({ files, main, overlays: keys, sets });
}

/** Tiny with other text: `change` gets the case file as it is shipped; overlays are texts laid over it. */
export function openTiny(change: (text: string) => string = (text) => text, ...overlays: string[]): Study {
  return opened(tinyOptions(change(tinyText), ...overlays));
}

/** What openStudy says of tiny with other text. */
export function faultsOfTiny(change: (text: string) => string, ...overlays: string[]) {
  return openStudy(tinyOptions(change(tinyText), ...overlays)).issues;
}

function tinyOptions(text: string, ...overlays: string[]) {
  const names = overlays.map((_, i) => `over-${i}.yaml`);
  const files = new Map([['case.yaml', text], ...overlays.map((body, i) => [names[i]!, body] as const)]);
  return { files, main: 'case.yaml', overlays: names, sets: [] };
}

function opened(options: Parameters<typeof openStudy>[0]): Study {
  const study = openStudy(options);
  if (!study.value) throw new Error(study.issues.map(renderIssue).join('\n'));
  return study.value;
}

/** A text with one part replaced, which must be there. */
export function swap(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`'${from}' does not stand in the text`);
  return text.replace(from, to);
}
