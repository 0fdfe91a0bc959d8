import type { Issue } from '../base/issue.ts';
import { termsOf, type Case } from '../case/index.ts';

/** Inputs that a plan chooses, or shares among scenarios, and that therefore cannot be drawn by chance. */
const certainInputs = [
  'phase.start',
  'phase.may_wait',
  'phase.included',
  'power.take_up',
  'power.taken',
  'contract.accepted',
  'retirement.age',
  'chip.lot',
  'plan.shared_time',
];

/** Faults of a case that can be run but not planned: `plan-uncertain-choice`, each at its line. */
export function checkPlannable(study: Case): Issue[] {
  return certainInputs.flatMap((input) =>
    (study.inputs.get(input) ?? []).flatMap((assumption): Issue[] =>
      termsOf(assumption.value).some((term) => term.kind === 'driver')
        ? [
            {
              code: 'plan-uncertain-choice',
              severity: 'error',
              message: `A plan needs ${assumption.path} to be certain: it chooses it, or shares it among scenarios.`,
              at: { ...assumption.at, path: assumption.path },
              found: assumption.text,
              expected: 'one certain value',
              fix: 'write its most likely value for planning, in the case or in an overlay',
            },
          ]
        : [],
    ),
  );
}
