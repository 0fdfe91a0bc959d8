import { readFigure, spanOf } from '../answer/index.ts';
import { fail, ok, type Outcome } from '../base/issue.ts';
import type { StudyCode } from './codes.ts';
import { findElement } from './find-element.ts';
import type { Study } from './open-study.ts';

export interface FigureRequest {
  readonly metric: string;
  readonly period?: string;
  /** Such as `10 %/year`, `$150bn` or, for a metric that is a date, `2027Q3`. */
  readonly target: string;
}

/** A figure to meet, in its metric's unit. The metric is one that `findTarget` finds. Fault: `unit-mismatch`. */
export function figureOf(study: Study, request: FigureRequest): Outcome<number> {
  const { decl } = findElement(study.graph, request.metric).value!.node;
  const { calendar } = study.study;
  const span = spanOf(request.period, decl, calendar);
  const amount = readFigure(request.target, { unit: decl.unit, isDate: decl.isDate, calendar, span });
  if (amount !== undefined) return ok(amount);
  return fail({
    code: 'unit-mismatch' satisfies StudyCode,
    severity: 'error',
    message: 'The figure has another dimension than its metric.',
    found: request.target,
    expected: decl.isDate ? 'a date such as 2027Q3' : `a quantity such as ${decl.unit.text}`,
  });
}
