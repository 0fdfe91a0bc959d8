import { formatCount, previewWords } from '../display.ts';
import type { RunResult } from '../result-types.ts';

/** Where the numbers of a run come from, for captions: `the case “Amazon 2026” as of 2026-02-28, 10,000 paths`. */
export function runWords(result: RunResult): string {
  const { provenance } = result;
  const paths = formatCount(provenance.paths);
  return `this run of the case “${provenance.case}” as of ${provenance.asOf}, ${paths} paths, seed ${provenance.seed}${previewWords(provenance)}.`;
}
