import { caseSignals } from 'buildout';
import { valueOf } from './bench.ts';
import type { Answers, Questions } from './protocol.ts';

/** What the signals beside a case say of its demand, as the report draws it. */
export function answerSignals({ texts }: Questions['signals']): Answers['signals'] {
  const found = caseSignals(new Map(texts.files));
  return found ? { build: valueOf(found) } : {};
}
