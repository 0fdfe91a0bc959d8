import { caseSchema, type Json } from 'buildout';

/** The JSON Schema of a case, for completion. */
export function answerSchema(): Json {
  return caseSchema();
}
