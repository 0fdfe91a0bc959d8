import { bindInput, termsOf } from '../case/bind-input.ts';
import type { Case } from '../case/index.ts';
import type { InputData } from '../formula/index.ts';
import { bindGiven } from '../model/index.ts';
import type { Draws } from './draw.ts';

/** What drawing and binding read of a case: plain data for a worker. */
export type DrawnCase = Pick<Case, 'calendar' | 'drivers' | 'correlations' | 'inputs'>;

/** Numbers of every input of the graph but noise, for the given draws. */
export function bindInputs(model: { readonly study: DrawnCase }, draws: Draws): Map<string, InputData> {
  return inputBinder(model.study)(draws);
}

/** The same for many blocks of one case: what no driver moves is bound once, and shared, so it must not be written to. */
export function inputBinder(study: DrawnCase): (draws: Draws) => Map<string, InputData> {
  const certain = new Map<string, InputData>();
  const moved: string[] = [];
  for (const [name, assumptions] of study.inputs) {
    const isMoved = assumptions.some(({ value }) => termsOf(value).some((term) => term.kind === 'driver'));
    if (isMoved) moved.push(name);
    else certain.set(name, bindInput(study, name, noDraws));
  }
  for (const [name, data] of bindGiven(study.calendar)) certain.set(name, data);
  return (draws) => {
    const inputs = new Map(certain);
    for (const name of moved) {
      inputs.set(
        name,
        bindInput(study, name, (driver) => draws.get(driver)!),
      );
    }
    return inputs;
  };
}

function noDraws(driver: string): never {
  throw new Error(`A certain input reads the driver '${driver}'`);
}
