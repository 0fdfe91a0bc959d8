import type { Issue, Outcome } from '../base/issue.ts';
import { hasErrors, ok } from '../base/issue.ts';
import { overtakeYears, quantileOf, sortedCopy, wilsonInterval, type Interval } from '../num/index.ts';
import type { GrowthModel } from './growth-model.ts';
import { asFraction, fitGrowth, longRunGrowth, yearlyGrowth } from './growth-model.ts';
import { quarterLabel } from './quarters.ts';
import type { RaceDefinition, RevenueSeries } from './race-series.ts';
import { lastKnownQuarter, raceDefinitions, revenueSeries } from './race-series.ts';
import type { MarketData } from './records.ts';
import { simulateGrowth } from './simulate-growth.ts';

export interface RaceOptions {
  /** Month whose end decides what is known, such as `2026-02`. */
  readonly asOf: string;
  readonly paths: number;
  readonly seed: number;
  /** Years ahead; later is "never in the horizon". */
  readonly years: number;
}

/** One year's share of the paths on which the overtake falls into it. */
export interface OvertakeYear {
  readonly year: number;
  readonly share: number;
}

/** One follower against AWS under one definition, revenue of the trailing four quarters, USD bn. */
export interface RaceAnswer {
  readonly definition: RaceDefinition;
  readonly label: string;
  readonly leaderUsdBn: number;
  readonly followerUsdBn: number;
  readonly leaderGrowth: number;
  readonly followerGrowth: number;
  /** Years at today's growth rates held constant; `undefined` for never. */
  readonly constantYears: number | undefined;
  readonly isAhead: boolean;
  /** Share of paths by calendar year of the overtake; the rest is never in the horizon. */
  readonly byYear: readonly OvertakeYear[];
  readonly never: number;
  readonly neverError: Interval;
  /** Quarter by which 10, 50 and 90% of paths have overtaken; `undefined` is beyond the horizon. */
  readonly p10: string | undefined;
  readonly p50: string | undefined;
  readonly p90: string | undefined;
  readonly note: string;
  readonly fan: RaceFan;
  readonly leaderFan: RaceFan;
}

/** Trailing-year revenue, USD bn: known, and quantiles ahead by quarter. */
export interface RaceFan {
  readonly label: string;
  /** Label of the first quarter of `history`, a trailing year's last one. */
  readonly from: number;
  readonly history: readonly number[];
  readonly quantiles: Readonly<
    Record<'p2' | 'p10' | 'p25' | 'p50' | 'p75' | 'p90' | 'p97', readonly number[]>
  >;
  readonly paths: readonly (readonly number[])[];
}

export interface Race {
  readonly asOf: string;
  readonly lastQuarter: string;
  readonly years: number;
  readonly paths: number;
  readonly seed: number;
  readonly model: GrowthModel;
  readonly longRun: typeof longRunGrowth;
  readonly answers: readonly RaceAnswer[];
}

const drawnPaths = 5;

/**
 * When each follower's cloud is larger than AWS, as a distribution in which "never in the horizon" is a value.
 *
 * Sizes are revenues of the trailing four quarters; growth rates wander together and return to a long-run rate
 * (`GrowthModel`). A definition with too few quarters at that date is left out with a warning. Issues: those of
 * `revenueSeries`.
 *
 * @example runRace(data, { asOf: '2026-02', paths: 10000, seed: 7, years: 10 }).value?.answers[0]?.p50 // '2030Q1'
 */
export function runRace(data: MarketData, options: RaceOptions): Outcome<Race> {
  const issues: Issue[] = [];
  const leader = revenueSeries(data, 'aws', options.asOf);
  if (!leader.value) return { issues: leader.issues };
  const followers: RevenueSeries[] = [];
  for (const definition of raceDefinitions) {
    if (definition === 'aws') continue;
    const found = revenueSeries(data, definition, options.asOf);
    if (found.value) followers.push(found.value);
    issues.push(...found.issues.map((issue): Issue => ({ ...issue, severity: 'warning' })));
  }
  if (hasErrors(issues)) return { issues };
  const all = [leader.value, ...followers];
  const model = fitGrowth(all);
  const quarters = 4 * options.years;
  const { revenue } = simulateGrowth(all, model, { ...options, quarters });
  const trailing = all.map((series, i) => revenue[i]!.map((path) => trailingSums(series.values, path)));
  const fans = all.map((series, i) => makeFan(series, trailing[i]!));
  const answers = followers.map((follower, k) =>
    answerRace({
      leader: leader.value!,
      follower,
      leaderPaths: trailing[0]!,
      followerPaths: trailing[k + 1]!,
      leaderFan: fans[0]!,
      fan: fans[k + 1]!,
    }),
  );
  const { asOf, paths, seed, years } = options;
  const lastQuarter = quarterLabel(lastKnownQuarter(asOf)!);
  return ok({ asOf, lastQuarter, years, paths, seed, model, longRun: longRunGrowth, answers }, issues);
}

/** Sums of four quarters that end in each quarter ahead. */
function trailingSums(known: readonly number[], path: Float64Array): Float64Array {
  const joined = [...known.slice(-3), ...path];
  return path.map((_, t) => joined[t]! + joined[t + 1]! + joined[t + 2]! + joined[t + 3]!);
}

interface Pair {
  readonly leader: RevenueSeries;
  readonly follower: RevenueSeries;
  readonly leaderPaths: readonly Float64Array[];
  readonly followerPaths: readonly Float64Array[];
  readonly leaderFan: RaceFan;
  readonly fan: RaceFan;
}

function answerRace({ leader, follower, leaderPaths, followerPaths, leaderFan, fan }: Pair): RaceAnswer {
  const race = raceNow(leader, follower);
  const { leaderGrowth, followerGrowth } = race;
  const [leaderUsdBn, followerUsdBn] = [race.leader, race.follower];
  const isAhead = followerUsdBn >= leaderUsdBn;
  const next = leader.first + leader.values.length;
  const quarters = leaderPaths[0]?.length ?? 0;
  const counts = Array.from({ length: quarters }, () => 0);
  let never = 0;
  leaderPaths.forEach((path, i) => {
    const other = followerPaths[i]!;
    let t = 0;
    while (t < quarters && other[t]! < path[t]!) t++;
    if (t < quarters) counts[t]! += 1;
    else never += 1;
  });
  const paths = leaderPaths.length;
  const byYear = new Map<number, number>();
  counts.forEach((count, t) => {
    const year = Math.floor((next + t) / 4);
    byYear.set(year, (byYear.get(year) ?? 0) + count / paths);
  });
  const whenShare = (share: number) => {
    let sum = 0;
    const t = counts.findIndex((count) => (sum += count) >= share * paths);
    return t < 0 ? undefined : quarterLabel(next + t);
  };
  return {
    definition: follower.definition,
    label: follower.label,
    leaderUsdBn,
    followerUsdBn,
    leaderGrowth,
    followerGrowth,
    constantYears: overtakeYears(race),
    isAhead,
    byYear: [...byYear].map(([year, share]) => ({ year, share })),
    never: never / paths,
    neverError: wilsonInterval(never, paths, 0.95),
    p10: whenShare(0.1),
    p50: whenShare(0.5),
    p90: whenShare(0.9),
    note: follower.note,
    fan,
    leaderFan,
  };
}

function makeFan(series: RevenueSeries, paths: readonly Float64Array[]): RaceFan {
  const { values, first, label } = series;
  const history = values
    .slice(3)
    .map((_, i) => values.slice(i, i + 4).reduce((sum, value) => sum + value, 0));
  const quarters = paths[0]?.length ?? 0;
  const sorted = Array.from({ length: quarters }, (_, t) => sortedCopy(paths.map((path) => path[t]!)));
  const at = (p: number) => sorted.map((column) => quantileOf(column, p));
  return {
    label,
    from: first + 3,
    history,
    quantiles: {
      p2: at(0.025),
      p10: at(0.1),
      p25: at(0.25),
      p50: at(0.5),
      p75: at(0.75),
      p90: at(0.9),
      p97: at(0.975),
    },
    paths: paths.slice(0, drawnPaths).map((path) => Array.from(path)),
  };
}

/** What constant rates said of one definition at one date; `years` is `undefined` for never, 0 for larger already. */
export interface DatedRates {
  readonly asOf: string;
  readonly definition: RaceDefinition;
  readonly label: string;
  readonly leaderGrowth: number;
  readonly followerGrowth: number;
  readonly years: number | undefined;
}

/** The sizes and rates reported by several dates, carried on as they were: how much half a year of news moves the answer. */
export function ratesByDate(data: MarketData, dates: readonly string[]): readonly DatedRates[] {
  return dates.flatMap((asOf) => {
    const leader = revenueSeries(data, 'aws', asOf).value;
    if (!leader) return [];
    return raceDefinitions.slice(1).flatMap((definition) => {
      const follower = revenueSeries(data, definition, asOf).value;
      if (!follower) return [];
      const race = raceNow(leader, follower);
      return { asOf, definition, label: follower.label, ...race, years: overtakeYears(race) };
    });
  });
}

function raceNow(leader: RevenueSeries, follower: RevenueSeries) {
  const trailing = (series: RevenueSeries) => series.values.slice(-4).reduce((sum, value) => sum + value, 0);
  return {
    leader: trailing(leader),
    follower: trailing(follower),
    leaderGrowth: asFraction(yearlyGrowth(leader.values).at(-1)!),
    followerGrowth: asFraction(yearlyGrowth(follower.values).at(-1)!),
  };
}

/** A pair of growth rates worth a look, with the years until the overtake; `undefined` for never. */
export interface RatePreset {
  readonly name: string;
  readonly leaderGrowth: number;
  readonly followerGrowth: number;
  readonly years: number | undefined;
}

/** Sizes of the article's month, USD bn a year: AWS "nearly $130bn" and Azure's calendar 2025. */
const articleSizes = { leader: 130, follower: 88.4 };

/** The analyst's first check: constant rates, and how far apart their answers are. */
export function ratePresets(): readonly RatePreset[] {
  const pairs: readonly (readonly [string, number, number])[] = [
    ['growth reported in February 2026', 0.24, 0.39],
    ['Azure slows to 34%', 0.24, 0.34],
    ['AWS 28%, Azure 37%', 0.28, 0.37],
    ['AWS 28%, Azure 34%', 0.28, 0.34],
    ['AWS 20%, Azure 35%', 0.2, 0.35],
    ['growth ranks swapped', 0.39, 0.24],
  ];
  return pairs.map(([name, leaderGrowth, followerGrowth]) => ({
    name,
    leaderGrowth,
    followerGrowth,
    years: overtakeYears({ ...articleSizes, leaderGrowth, followerGrowth }),
  }));
}
