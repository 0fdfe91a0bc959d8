import type { InputData } from '../formula/index.ts';
import type { Frame, Sizes } from './frame.ts';

/** What a plan decides, in the model's own units; every array ends with [period][scenario] unless said otherwise. */
export interface Point {
  /** Chips ordered per period: [chip]. */
  readonly orders: Float64Array;
  /** Chips installed per period: [chip][site]. */
  readonly installed: Float64Array;
  /** Chips taken out early per period: [retirement][site]. */
  readonly retired: Float64Array;
  /** Work for open demand per period: [segment][chip]. */
  readonly served: Float64Array;
  /** Work for contracts per period: [contract][chip]. */
  readonly contractServed: Float64Array;
  /** Delivery paid for and not drawn, in MW: [site]. */
  readonly topUp: Float64Array;
  /** Share of each phase option that is built: [option], then [scenario] where starts follow a tree; no period. */
  readonly included: Float64Array;
  /** Whether they do. */
  readonly buildsByScenario: boolean;
  /** Share of each contract that is accepted: [contract], no period and scenario. */
  readonly accepted: Float64Array;
}

export function emptyPoint(sizes: Sizes): Point {
  const { periods, scenarios, chips, sites, retirements, segments, contracts, options, builders } = sizes;
  const cells = periods * scenarios;
  return {
    orders: new Float64Array(chips * cells),
    installed: new Float64Array(chips * sites * cells),
    retired: new Float64Array(retirements * sites * cells),
    served: new Float64Array(segments * chips * cells),
    contractServed: new Float64Array(contracts * chips * cells),
    topUp: new Float64Array(sites * cells),
    included: new Float64Array(options * builders),
    buildsByScenario: builders > 1,
    accepted: new Float64Array(contracts),
  };
}

/** Place of a number in an array that ends with [period][scenario]. */
export function cell(sizes: Sizes, element: number, period: number, scenario: number): number {
  return (element * sizes.periods + period) * sizes.scenarios + scenario;
}

/** Share of a phase option that is built in a scenario. */
export function includedAt(
  { included }: Pick<Point, 'included'>,
  { builders }: Pick<Sizes, 'builders'>,
  option: number,
  scenario: number,
): number {
  return included[option * builders + (builders > 1 ? scenario : 0)]!;
}

/** The inputs of the cut model that say what a plan decides. */
export function inputsOf(point: Point): Map<string, InputData> {
  const byBoth = (values: Float64Array): InputData => ({ values, byTime: true, byPath: true });
  const fixed = (values: Float64Array): InputData => ({ values, byTime: false, byPath: false });
  return new Map([
    ['chip.orders', byBoth(point.orders)],
    ['installed', byBoth(point.installed)],
    ['retired', byBoth(point.retired)],
    ['served', byBoth(point.served)],
    ['contract_served', byBoth(point.contractServed)],
    ['site.take_top_up', byBoth(point.topUp)],
    ['phase.included', { ...fixed(point.included), byPath: point.buildsByScenario }],
    ['contract.accepted', fixed(point.accepted)],
  ]);
}

/** Names of those inputs that are decided, in a fixed order. */
export const decidedInputs = [
  'chip.orders',
  'installed',
  'retired',
  'served',
  'contract_served',
  'site.take_top_up',
  'phase.included',
  'contract.accepted',
] as const;

/** Shares of phases and contracts that the plan may not choose, at what the case says; the others 0. */
export function fixedShares(frame: Frame): { included: Float64Array; accepted: Float64Array } {
  const included = frame.inputs.get('phase.included');
  const accepted = frame.inputs.get('contract.accepted');
  const states = frame.model.study.choices['contract.state'];
  const { options, builders } = frame.sizes;
  return {
    included: Float64Array.from({ length: options * builders }, (_, i) => {
      const o = Math.floor(i / builders);
      return frame.options[o]!.isFree ? 0 : (included?.values[o * stride(included, options)] ?? 0);
    }),
    accepted: Float64Array.from({ length: frame.sizes.contracts }, (_, c) =>
      states?.[c] === offered ? 0 : (accepted?.values[c * stride(accepted, frame.sizes.contracts)] ?? 0),
    ),
  };
}

/** `contract.state is offered`: its place among the options of the choice. */
export const offered = 1;

function stride(data: InputData, elements: number): number {
  return elements === 0 ? 1 : data.values.length / elements;
}
