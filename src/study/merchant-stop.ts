import { solveAlong, varyModel, type Solution } from '../analyse/index.ts';
import { evaluateCentral, type Model } from '../simulate/index.ts';
import type { Study } from './open-study.ts';

/** The multiple of merchant prices at which a programme is worth nothing. */
export interface MerchantStop {
  /** Chips whose price was moved, by label. */
  readonly chips: readonly string[];
  /** `undefined` where no multiple in the range does. */
  readonly multiple: number | undefined;
  /** Whether the programme is worth more than nothing with prices above or below it. */
  readonly side: 'at least' | 'at most';
  /** NPV of the programme as prices are, and at both ends of the range, USD. */
  readonly centralUsd: number;
  readonly endsUsd: readonly [atLow: number, atHigh: number];
  readonly between: readonly [low: number, high: number];
}

const between = [0.1, 4] as const;

/**
 * At which price of merchant chips a programme would be stopped: the multiple of the prices of all chips of a chip maker, in the case and
 * without the programme alike, at which its NPV on the central path is 0. `undefined` where the case buys no such chip.
 *
 * @example merchantStop(study, counterfactual)?.multiple
 */
export function merchantStop(study: Study, counterfactual: Study): MerchantStop | undefined {
  const chips = merchantChips(study);
  if (chips.length === 0) return undefined;
  const npv = (multiple: number): number =>
    worth(atPrices(study, chips, multiple)) - worth(atPrices(counterfactual, chips, multiple));
  const solution = solveAlong({ between, target: 0, answer: npv });
  const endsUsd = [npv(between[0]), npv(between[1])] as const;
  return {
    chips,
    multiple: solution.kind === 'solved' ? solution.x : undefined,
    side: rises(solution, endsUsd) ? 'at least' : 'at most',
    centralUsd: npv(1),
    endsUsd,
    between,
  };
}

/** Labels of the chips that a chip maker sells and whose price the case gives. */
function merchantChips({ study, graph }: Study): readonly string[] {
  const origins = study.choices['chip.origin'];
  const options = graph.program.decls.find(({ name }) => name === 'chip.origin');
  const own = options?.kind === 'choice' ? options.options.indexOf('own') : -1;
  return (study.labels['chip'] ?? []).filter(
    (label, i) => origins?.[i] !== own && study.assumptions.some(({ path }) => path === pricePath(label)),
  );
}

function pricePath(label: string): string {
  return `chips.${label}.price`;
}

function atPrices(study: Study, chips: readonly string[], multiple: number): Model {
  const priced = chips.filter((label) =>
    study.study.assumptions.some(({ path }) => path === pricePath(label)),
  );
  return priced.reduce<Model>(
    (model, label) => varyModel(model, { path: pricePath(label), how: 'multiplier' }, multiple),
    study,
  );
}

function worth(model: Model): number {
  return evaluateCentral(model, ['npv']).get('npv').values[0]!;
}

function rises(solution: Solution, ends: readonly [number, number]): boolean {
  if (solution.kind !== 'solved') return ends[1] > ends[0];
  return solution.bracket[1].answer > solution.bracket[0].answer;
}
