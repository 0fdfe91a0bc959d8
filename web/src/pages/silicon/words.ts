import {
  merchantBreakEven,
  programmeValue,
  stopPrice,
  type MerchantStop,
  type Programme,
  type RunResult,
  type ServingView,
} from 'buildout';
import { displayFor, formatValue, labelWords, ownSiliconText, type Answer } from 'buildout/view';

const money = (usd: number): string => `$${usd.toPrecision(3)}`;
const whole = (usd: number): string => `$${Math.round(usd).toLocaleString('en-US')}`;

/** Which chip is cheapest for the work asked about, and the merchant price at which that turns. */
export function servingAnswer({ workload, limits }: ServingView): Answer | undefined {
  const [first] = limits;
  const found = first && merchantBreakEven(first.points);
  if (!found) return undefined;
  const { own, merchant, factor, priceUsd } = found;
  const isOwnCheaper = own.cost < merchant.cost;
  const how = first.perTokenMs === undefined ? 'offline' : `at most ${first.perTokenMs} ms a token`;
  const head = `For ${workload.name}, ${how}, the cheapest own chip (${own.name}) serves a million tokens for ${money(own.cost)} and the cheapest merchant chip (${merchant.name}) for ${money(merchant.cost)}.`;
  const turn =
    priceUsd === undefined
      ? `No merchant price above 0 would turn that.`
      : isOwnCheaper
        ? `I would stop buying own chips for it if a ${merchant.name} fell below ${whole(priceUsd)}, ${factor.toFixed(2)} times today’s ${whole(merchant.chip.priceUsd!)}.`
        : `Own chips would break even if a ${merchant.name} cost ${whole(priceUsd)}, ${factor.toFixed(2)} times today’s ${whole(merchant.chip.priceUsd!)}.`;
  return { topic: 'Own or merchant', isLead: true, sentence: `${head} ${turn}` };
}

/** What keeps work from own chips in the run, with what would change it. */
export function runAnswers(result: RunResult): readonly Answer[] {
  const sentence = ownSiliconText(result);
  return sentence === undefined ? [] : [{ topic: 'What own chips do in this case', sentence }];
}

/** The merchant price at which the programme of the case is worth nothing. */
export function stopAnswer({ chips, multiple, side, centralUsd, endsUsd, between }: MerchantStop): Answer {
  const show = (usd: number) => formatValue(usd, displayFor('$', usd));
  const names = chips.map(labelWords).join(', ');
  const topic = 'At which merchant price the programme stops';
  if (multiple === undefined) {
    const [low, high] = endsUsd.map(show);
    return {
      topic,
      sentence: `None between ${between[0]} and ${between[1]} times the prices of ${names}: the programme, worth ${show(centralUsd)} on the central path, stays ${centralUsd >= 0 ? 'above' : 'below'} 0, from ${low} to ${high}.`,
    };
  }
  const turn = side === 'at least' ? 'below' : 'above';
  return {
    topic,
    sentence: `With ${names} ${turn} ${multiple.toFixed(2)} times the price that the case says, the programme, worth ${show(centralUsd)} on the central path, is worth less than nothing.`,
  };
}

/** What the development typed in is worth, and where it breaks even. */
export function programmeAnswers(programme: Programme): readonly Answer[] {
  const value = programmeValue(programme);
  const show = (usd: number) => formatValue(usd, displayFor('$', Math.abs(usd)));
  const chips = (count: number) => `${Math.round(count / 1000).toLocaleString('en-US')} thousand chips`;
  const stop = stopPrice(programme);
  const breakEven =
    value.breakEvenChips === undefined
      ? 'Each chip costs more than it saves, so no volume breaks even.'
      : `It breaks even at ${chips(value.breakEvenChips)}; ${chips(value.chips)} are planned.`;
  return [
    {
      topic: 'What it is worth',
      isLead: true,
      sentence: `A development of ${show(value.nreUsd)}, repetitions expected, that saves ${whole(value.savingUsdPerChip)} on each chip is worth ${show(value.npvUsd)}. ${breakEven}`,
    },
    {
      topic: 'When to stop',
      sentence: `Before it starts, below ${whole(stop)} a merchant chip; with the money spent, below ${whole(stopPrice({ ...programme, stages: [] }))}.`,
    },
  ];
}
