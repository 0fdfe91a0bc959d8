import { roicDefinitions, type RoicDefinition } from '../model/index.ts';
import type { Bridge } from './run-result.ts';

/** Amounts of one fiscal year in dollars: enough to compute every named ROIC. */
export interface BridgeYear {
  readonly label: string;
  readonly nopat: number;
  readonly depreciation: number;
  /** Closing and opening amount of every capital that a definition names. */
  readonly closing: ReadonlyMap<string, number>;
  readonly opening: ReadonlyMap<string, number>;
}

/** The ROIC of a year under a definition, as a share per year. */
export function roicOf(definition: RoicDefinition, year: BridgeYear): number {
  const numerator = year.nopat + (definition.addsDepreciation ? year.depreciation : 0);
  return numerator / denominatorOf(definition, year, definition.isAveraged);
}

/**
 * Explains the step from one named ROIC to another in one year: first the numerator changes, then which capital counts,
 * then whether it is averaged. The steps add up to the difference exactly, because each starts where the last one ended.
 */
export function makeBridge(from: RoicDefinition, to: RoicDefinition, year: BridgeYear): Bridge {
  const start = roicOf(from, year);
  const steps: { label: string; change: number }[] = [];
  let current = start;
  const step = (label: string, state: RoicDefinition) => {
    const next = roicOf(state, year);
    steps.push({ label, change: next - current });
    current = next;
  };
  const numerator = { ...from, addsDepreciation: to.addsDepreciation };
  if (to.addsDepreciation !== from.addsDepreciation) {
    step(
      to.addsDepreciation ? 'depreciation added to NOPAT' : 'depreciation taken out of the numerator',
      numerator,
    );
  }
  const capital = { ...numerator, capital: to.capital, opening: to.opening };
  if (to.capital !== from.capital) step(capitalStep(from, to), capital);
  if (to.isAveraged !== from.isAveraged) {
    step(to.isAveraged ? 'average instead of closing capital' : 'closing instead of average capital', to);
  }
  return { year: year.label, from: from.id, to: to.id, start, steps, end: roicOf(to, year) };
}

/** The bridges from the default D2 to every other definition, for each year given; none where a return is over nothing. */
export function makeBridges(years: readonly BridgeYear[]): Bridge[] {
  const base = roicDefinitions.find((definition) => definition.id === 'roic.d2')!;
  return years.flatMap((year) =>
    roicDefinitions
      .filter((definition) => definition.id !== base.id)
      .map((definition) => makeBridge(base, definition, year))
      .filter((bridge) =>
        [bridge.start, bridge.end, ...bridge.steps.map((step) => step.change)].every(Number.isFinite),
      ),
  );
}

function denominatorOf(definition: RoicDefinition, year: BridgeYear, isAveraged: boolean): number {
  const closing = year.closing.get(definition.capital) ?? Number.NaN;
  if (!isAveraged) return closing;
  return (closing + (year.opening.get(definition.capital) ?? Number.NaN)) / 2;
}

const capitalNames: ReadonlyMap<string, string> = new Map([
  ['capital.ex_cip', 'construction in progress left out'],
  ['capital.incl_cip', 'construction in progress counted'],
  ['capital.gross', 'accumulated depreciation added back'],
  ['gross_in_service', 'gross property in service only'],
  ['capital.leases', 'leased assets counted'],
]);

function capitalStep(from: RoicDefinition, to: RoicDefinition): string {
  return capitalNames.get(to.capital) ?? `${to.capital} instead of ${from.capital}`;
}
