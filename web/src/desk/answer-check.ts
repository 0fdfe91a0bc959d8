import { openMemory, openStudy, type Issue } from 'buildout';
import type { Questions } from './protocol.ts';

/** Files that stay as they are are not read again. */
const memory = openMemory();

/** All that is wrong with a case that is still being written. */
export function answerCheck({ order }: Questions['check']): readonly Issue[] {
  const { texts, overlays, sets } = order;
  return openStudy({ files: new Map(texts.files), main: texts.main, overlays, sets, memory }).issues;
}
