import type { Bench } from './bench.ts';
import { answerLive } from './answer-live.ts';
import type { Answers, Questions } from './protocol.ts';
import { resultJson } from 'buildout';

/** Answers one kind of question; what takes long calls `bench.step` between its parts. */
export type Handler<K extends keyof Questions> = (
  about: Questions[K],
  bench: Bench,
) => Answers[K] | Promise<Answers[K]>;

/** Who answers what. A handler and the part of the engine that it alone needs are loaded when first asked. */
export const handlers: { readonly [K in keyof Questions]: () => Promise<Handler<K>> } = {
  live: () => Promise.resolve(answerLive),
  trace: async () => (await import('./answer-trace.ts')).answerTrace,
  movers: async () => (await import('./answer-movers.ts')).answerMovers,
  spread: async () => (await import('./answer-risk.ts')).answerSpreadOf,
  swings: async () => (await import('./answer-risk.ts')).answerSwings,
  crossed: async () => (await import('./answer-risk.ts')).answerCrossed,
  breakEvens: async () => (await import('./answer-risk.ts')).answerBreakEvens,
  solve: async () => (await import('./answer-risk.ts')).answerSolve,
  race: async () => (await import('./answer-race.ts')).answerRace,
  market: async () => (await import('./answer-race.ts')).answerMarket,
  raceBackTest: async () => (await import('./answer-race.ts')).answerRaceBackTest,
  parquet: async () => (await import('./answer-parquet.ts')).answerParquet,
  json: () =>
    Promise.resolve(async ({ order }: Questions['json'], bench: Bench) =>
      resultJson(await bench.resultOf(order)),
    ),
  signals: async () => (await import('./answer-signals.ts')).answerSignals,
  demandBreakEven: async () => (await import('./answer-demand-break-even.ts')).answerDemandBreakEven,
  serving: async () => (await import('./answer-silicon.ts')).answerServing,
  merchantStop: async () => (await import('./answer-silicon.ts')).answerMerchantStop,
  overlaid: async () => (await import('./answer-overlaid.ts')).answerOverlaid,
  check: async () => (await import('./answer-check.ts')).answerCheck,
  schema: async () => (await import('./answer-schema.ts')).answerSchema,
};
