/** What a number of an input may be, in calendar-canonical terms: money in $, power in MW, time in periods, shares from 0 to 1. */
export interface InputRange {
  readonly low: number;
  readonly high: number;
  /** Whether the low bound itself is too low, as where a formula divides by the number. */
  readonly isAboveLow: boolean;
  /** The range as a reader of a fault sees it. */
  readonly words: string;
}

/** Beyond this no amount of a plan lies, and sums of a few hundred of them still stay exact to a millionth. */
const most = 1e18;

const range = (low: number, high: number, words: string, isAboveLow = false): InputRange => ({
  low,
  high,
  isAboveLow,
  words,
});

const any = range(-most, most, 'a number no larger than 1e18 in $, MW, years or units');
const some = range(0, most, '0 or more, at most 1e18 in $, MW, years or units');
const positive = range(0, most, 'more than 0', true);
const share = range(0, 1, 'from 0% to 100%');
const positiveShare = range(0, 1, 'more than 0%, at most 100%', true);
/** Time that a formula divides by or counts back over: shorter than one period it would be none. */
const aPeriod = range(1, most, 'at least one period');
const fromOne = range(1, most, '1 or more');
/** A standard deviation of the logarithm of demand: 3 is a factor of 20. */
const loading = range(-3, 3, 'from -3 to 3');
const score = range(-10, 10, 'a standard normal number, from -10 to 10');
const power = range(0, 1e7, 'from 0 MW to 10,000 GW');

/** Inputs whose numbers must lie in a range narrower than `0 or more`, by name. */
const special: Readonly<Record<string, InputRange>> = {
  // Demand
  'segment.threshold': share,
  'segment.switching': share,
  'segment.reversion': share,
  'segment.price_beta': any,
  'segment.patience': share,
  'segment.transfer': share,
  'segment.service_level': share,
  'segment.path_loading_1': loading,
  'segment.path_loading_2': loading,
  'segment.path_loading_3': loading,
  'segment.path_score_1': score,
  'segment.path_score_2': score,
  'segment.path_score_3': score,
  'market.price_reversion': share,
  // Build
  'phase.included': share,
  'phase.mw': power,
  'phase.delay': any,
  'phase.energise_delay': any,
  'phase.leased': share,
  'power.taken': share,
  'power.energise_delay': any,
  'power.minimum_take': share,
  'site.pue': fromOne,
  'site.opening_mw': power,
  'site.fill_rank': any,
  'site.latitude': range(-90, 90, 'from -90 to 90 degrees, south below 0'),
  'site.longitude': range(-180, 180, 'from -180 to 180 degrees, west below 0'),
  // Fleet
  'chip.power': positive,
  'chip.network_share': share,
  'chip.performance': positive,
  'chip.discount': share,
  'chip.availability': positiveShare,
  'chip.fill': share,
  'chip.economic_life': aPeriod,
  'chip.opening_life': aPeriod,
  'chip.install_rank': any,
  'plan.refresh': share,
  'retirement.age': aPeriod,
  'retirement.share': share,
  // Contracts
  'contract.accepted': share,
  'contract.term': aPeriod,
  'contract.take_or_pay': share,
  'contract.usage': share,
  'contract.allowed': share,
  'contract.rank': any,
  // Accounts
  'site.minimum_take': share,
  'opex.draw': share,
  'opex.idle_draw': share,
  'opex.network': share,
  'opex.support': share,
  'opex.sales': share,
  'opex.other': any,
  'accounts.other_revenue': any,
  'accounts.life': aPeriod,
  'accounts.depreciable': share,
  'accounts.tax_rate': share,
  'accounts.construction_life': aPeriod,
  'accounts.payout': share,
  'tax.bonus': share,
  'tax.life': aPeriod,
  'tax.relief': share,
  'lease.rate': positive,
  'lease.term': aPeriod,
  'opening.gross_over_net': fromOne,
  'opening.life_left': aPeriod,
  'opening.tax_share': share,
  'opening.lease_life': aPeriod,
  'opening.cash': any,
  // History
  'past.operating_income': any,
  'past_year.tax_rate': share,
  // Returns
  'valuation.growth': range(-1, 1, 'from -100% to 100% a period'),
};

/** The range in which the numbers of an input must lie: `0 or more` unless its name is listed; dates lie anywhere. */
export function rangeOf(input: { readonly name: string; readonly isDate: boolean }): InputRange {
  if (input.isDate) return any;
  return Object.hasOwn(special, input.name) ? special[input.name]! : some;
}

/** Names that have a range of their own; a test holds that each is an input of the model. */
export const rangedInputs: readonly string[] = Object.keys(special);
