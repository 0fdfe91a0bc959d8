import {
  backTestAws,
  capexColumns,
  providerFacts,
  ratePresets,
  ratesByDate,
  readMarketData,
  runRace,
  type GrowthBackTest,
  type MarketData,
  type Race,
} from 'buildout';
import { valueOf, type Bench } from './bench.ts';
import type { MarketFacts, RaceQuestions } from './race-protocol.ts';

const read = new Map<string, Promise<MarketData>>();

/** The packed market facts, fetched and read once. */
function marketData(address: string): Promise<MarketData> {
  const known = read.get(address) ?? fetchData(address);
  read.set(address, known);
  known.catch(() => read.delete(address));
  return known;
}

async function fetchData(address: string): Promise<MarketData> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The market facts could not be loaded: ${response.status}`);
  const files = (await response.json()) as [name: string, text: string][];
  return valueOf(readMarketData(new Map(files)));
}

/** The race as it was known at a date. */
export async function answerRace(
  { address, asOf, paths, seed, years }: RaceQuestions['race'],
  { step }: Bench,
): Promise<Race> {
  const data = await marketData(address);
  await step(1 / 2);
  return valueOf(runRace(data, { asOf, paths, seed, years }));
}

/** What companies spend and sell, and what constant rates said. */
export async function answerMarket({ address, asOf, dates }: RaceQuestions['market']): Promise<MarketFacts> {
  const data = await marketData(address);
  return {
    facts: providerFacts(data, asOf),
    columns: capexColumns(data, { guidanceBy: `${asOf}-28` }).value ?? [],
    dated: ratesByDate(data, dates),
    presets: ratePresets(),
  };
}

/** How the growth model did on AWS. */
export async function answerRaceBackTest(
  { address, asOf }: RaceQuestions['raceBackTest'],
  { step }: Bench,
): Promise<GrowthBackTest> {
  const data = await marketData(address);
  await step(1 / 2);
  return valueOf(backTestAws(data, asOf));
}
