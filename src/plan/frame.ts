import {
  buildGraph,
  evaluate,
  type Graph,
  type InputData,
  type Program,
  type Shape,
} from '../formula/index.ts';
import type { Model } from '../simulate/index.ts';
import { cutProgram, pruneProgram } from './cut-program.ts';
import type { Inputs } from './draw-scenarios.ts';
import { expandInputs, expandShape, listPhaseOptions, type PhaseOption } from './phase-options.ts';
import { sharedByAll, type Sharing } from './sharing.ts';

/** Scenarios: the numbers of every input on each, and their probabilities. */
export interface Scenarios {
  readonly inputs: Inputs;
  readonly probabilities: readonly number[];
  /** Which of them decide together; all alike unless given. */
  readonly sharing?: Sharing;
}

/** How many of each thing a plan has; arrays of numbers are laid out in this order, time and scenario last. */
export interface Sizes {
  readonly periods: number;
  readonly scenarios: number;
  readonly chips: number;
  readonly sites: number;
  /** Makes and ages at which chips may be taken out early. */
  readonly retirements: number;
  readonly segments: number;
  readonly contracts: number;
  readonly options: number;
  readonly pools: number;
  /** Scenarios that may build unlike each other: all of them where starts follow a tree, else 1 for all. */
  readonly builders: number;
}

/** The model cut open where a plan decides, with one phase per way to build it, on the scenarios of the plan. */
export interface Frame {
  readonly model: Model;
  readonly graph: Graph;
  readonly options: readonly PhaseOption[];
  /** Inputs by scenario, the ordering rules of the simulation switched off: a plan orders by name. */
  readonly inputs: Inputs;
  readonly probabilities: readonly number[];
  readonly sharing: Sharing;
  /** Supply as the case gives it; in `inputs` it has no limit, since here it is a limit of the plan. */
  readonly supply: InputData;
  readonly sizes: Sizes;
  /** Sites that share their power in the plan, by number. One site each, unless there are many. */
  readonly pools: readonly (readonly number[])[];
  /** Name of each pool: its site, or `allSites`. */
  readonly poolNames: readonly string[];
}

/** Name of the one pool of power that all sites share. */
export const allSites = 'all sites';

/** Above this many chips × sites × periods × scenarios the sites share one pool of power, so that a plan stays solvable. */
const mostPlaces = 1500;

/** Cuts the model open and lays its phases out; the case has been checked. */
export function makeFrame(
  model: Model,
  scenarios: Scenarios,
  /** Scenarios that have columns of their own for what is installed where; all unless given. */
  { placedScenarios = scenarios.probabilities.length }: { readonly placedScenarios?: number } = {},
): Frame {
  const { study } = model;
  const program = cutProgram(model.graph.program);
  const options = listPhaseOptions(study, scenarios.inputs);
  const shape = expandShape(model.graph.shape, options);
  const graph = mustBuild(pruneProgram(mustBuild(program, shape)), shape);
  const labels = study.labels;
  const count = (dim: string) => labels[dim]?.length ?? 0;
  const [chips, sites] = [count('chip'), count('site')];
  const { periods } = study.calendar;
  const sharing = scenarios.sharing ?? sharedByAll(scenarios.probabilities.length);
  const places = chips * sites * periods * placedScenarios;
  const isPooled = sites > 1 && places > mostPlaces;
  const all = Array.from({ length: sites }, (_, site) => site);
  const pools = isPooled ? [all] : all.map((site) => [site]);
  return {
    model,
    graph,
    options,
    inputs: withoutRules(expandInputs(program, scenarios.inputs, options, model.graph.shape), chips),
    probabilities: scenarios.probabilities,
    sharing,
    supply: scenarios.inputs.get('chip.supply')!,
    sizes: {
      periods,
      scenarios: scenarios.probabilities.length,
      chips,
      sites,
      retirements: count('retirement'),
      segments: count('segment'),
      contracts: count('contract'),
      options: options.length,
      pools: pools.length,
      builders: sharing.reviews.length > 0 ? scenarios.probabilities.length : 1,
    },
    pools,
    poolNames: isPooled ? [allSites] : [...(labels['site'] ?? [])],
  };
}

function mustBuild(program: Program, shape: Shape): Graph {
  const built = buildGraph(program, shape);
  if (!built.value) throw new Error(`the cut model does not build: ${built.issues[0]?.message}`);
  return built.value;
}

/** Orders by share of power and by refresh are rules of the simulation; supply becomes a limit of the plan instead. */
function withoutRules(inputs: Map<string, InputData>, chips: number): Map<string, InputData> {
  inputs.set('chip.fill', certain(new Float64Array(chips)));
  inputs.set('plan.refresh', certain(new Float64Array(1)));
  inputs.set('chip.supply', certain(new Float64Array(chips).fill(1e15)));
  return inputs;
}

function certain(values: Float64Array): InputData {
  return { values, byTime: false, byPath: false };
}

/** A number of an element in a period and scenario. */
export type Read = (element: number, period: number, scenario: number) => number;

/** Reads data laid out [element][period or 1][path or 1]. */
export function reader(data: InputData, sizes: Pick<Sizes, 'periods' | 'scenarios'>): Read {
  const { values, byTime, byPath } = data;
  const [periods, paths] = [byTime ? sizes.periods : 1, byPath ? sizes.scenarios : 1];
  return (element, period, scenario) =>
    values[(element * periods + (byTime ? period : 0)) * paths + (byPath ? scenario : 0)]!;
}

/** Evaluates the cut model with some inputs replaced. */
export function evaluateFrame(
  frame: Frame,
  change: ReadonlyMap<string, InputData>,
  keep: readonly string[],
): (name: string) => Read {
  const inputs = new Map([...frame.inputs, ...change]);
  const evaluation = evaluate(frame.graph, inputs, { pathFrom: 0, paths: frame.sizes.scenarios, keep });
  return (name) => reader(evaluation.get(name), frame.sizes);
}
