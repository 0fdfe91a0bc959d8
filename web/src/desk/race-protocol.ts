import type { CapexColumn, DatedRates, GrowthBackTest, ProviderFacts, Race, RatePreset } from 'buildout';

/** Where the packed market facts are; they are read once. */
interface MarketOrder {
  readonly address: string;
}

/** What the page on the race asks. */
export interface RaceQuestions {
  /** The race as it was known at the end of a month. */
  readonly race: MarketOrder & {
    readonly asOf: string;
    readonly paths: number;
    readonly seed: number;
    readonly years: number;
  };
  /** What does not depend on chance: spending, and what constant rates said by several dates. */
  readonly market: MarketOrder & { readonly asOf: string; readonly dates: readonly string[] };
  /** How the growth model did, looking back. */
  readonly raceBackTest: MarketOrder & { readonly asOf: string };
}

export interface MarketFacts {
  readonly facts: readonly ProviderFacts[];
  readonly columns: readonly CapexColumn[];
  readonly dated: readonly DatedRates[];
  readonly presets: readonly RatePreset[];
}

export interface RaceAnswers {
  readonly race: Race;
  readonly market: MarketFacts;
  readonly raceBackTest: GrowthBackTest;
}
