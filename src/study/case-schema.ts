import { caseJsonSchema, type Json } from '../case/index.ts';
import { assetClasses } from '../model/index.ts';
import { modelProgram } from './open-study.ts';

/**
 * JSON Schema (draft 2020-12) of a case file or overlay of the built-in model, for editors. Vintages are years of a case's calendar, so
 * a schema for all cases names none.
 *
 * @example JSON.stringify(caseSchema())
 */
export function caseSchema(): Json {
  return caseJsonSchema(modelProgram().value!, { class: assetClasses, vintage: [] });
}
