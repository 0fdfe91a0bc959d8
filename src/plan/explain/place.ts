import type { Frame } from '../frame.ts';

/** Where the case states an input, such as `case.yaml:12:3 plan.capital_limit`; its path alone where it is a default. */
export function renderPlace(frame: Frame, input: string, element: number): string {
  const assumption = frame.model.study.inputs.get(input)?.[element];
  if (!assumption) return input;
  const { file, line, column } = assumption.at;
  return assumption.isDefault ? assumption.path : `${file}:${line}:${column} ${assumption.path}`;
}
