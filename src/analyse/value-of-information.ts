import { informationValue, type InformationValue } from '../num/index.ts';
import { drawDrivers, planDraws, readTarget, simulate, type Model, type Target } from '../simulate/index.ts';

/** What it would be worth to know one driver before the choice between two plans. */
export interface InformationRow extends InformationValue {
  readonly driver: string;
}

export interface InformationRequest {
  /** Two ways to go, on one calendar: the case and, say, its counterfactual. */
  readonly plan: Model;
  readonly without: Model;
  /** What is to be large, such as NPV; its name, element and periods hold for both. */
  readonly target: Target;
  readonly paths: number;
  readonly seed: number;
}

/**
 * The value of perfect information on every driver of the plan, in the target's unit, most valuable first.
 *
 * Both models run on the same draws; the choice is made by the larger expected target, now or after the driver is known. Expected payoffs given
 * the driver are means over paths of about equal driver (`informationValue`), not nested runs. 0 means that the choice would not
 * change whatever the driver turned out to be.
 */
export function valueOfInformation(request: InformationRequest): InformationRow[] {
  const { plan, without, target, paths, seed } = request;
  const draws = planDraws([plan, without], 'random');
  const run = (model: Model) => {
    const samples = simulate(model, { seed, paths, keep: [target.name], plan: draws });
    return readTarget(samples.byName.get(target.name)!, target, { model, paths });
  };
  const options = [run(without), run(plan)];
  const drawn = drawDrivers(plan.study, { seed, pathFrom: 0, paths, plan: draws });
  return plan.study.drivers
    .map(({ name }) => ({ driver: name, ...informationValue(options, drawn.get(name) as Float64Array) }))
    .sort((a, b) => b.value - a.value || (a.driver < b.driver ? -1 : 1));
}
