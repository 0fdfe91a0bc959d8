import { label } from '../../lp/index.ts';
import { completeYears } from '../../time/index.ts';
import type { Workshop } from '../columns.ts';
import type { Frame } from '../frame.ts';
import type { Facts } from '../measure-facts.ts';
import { scenarioTerms, usdPerUnit } from '../price-columns.ts';
import type { SiteShares } from '../site-shares.ts';
import type { Flows } from '../value-flows.ts';

/** What each covenant leaves room for, by the figure of the accounts that says it. */
export const covenants = [
  { family: 'debt', figure: 'debt_room' },
  { family: 'cover', figure: 'cover_room' },
] as const;
export type CovenantFamily = (typeof covenants)[number]['family'];

/** A covenant in a fiscal year, and how the room it leaves follows from the decisions. */
export interface CovenantYear {
  readonly family: CovenantFamily;
  readonly label: string;
  readonly flows: Flows;
}

/** The room that a covenant leaves at the end of a fiscal year is not negative, in any scenario. In $m. */
export function addCovenants(
  { frame, facts, names, lp, columns }: Workshop,
  years: readonly CovenantYear[],
  shares: SiteShares,
): void {
  for (const { family, label: year, flows } of years)
    for (let s = 0; s < frame.sizes.scenarios; s++)
      lp.addRow(
        label(family, year, names.scenario(s)),
        scenarioTerms({ frame, facts, columns, shares }, flows, s),
        { lower: -flows.constant[s]! / usdPerUnit },
      );
}

/** A covenant on more than this many times EBITDA is none. */
export const noDebtLimit = 1e5;

/** The complete fiscal years in which each covenant holds, with the last period of each; none where nothing can be owed. */
export function covenantYears({ frame, facts }: { readonly frame: Frame; readonly facts: Facts }): {
  readonly family: CovenantFamily;
  readonly figure: string;
  readonly label: string;
  readonly last: number;
}[] {
  if (!mayOwe(frame)) return [];
  return covenants.flatMap(({ family, figure }) =>
    completeYears(frame.model.study.calendar).flatMap(({ label: year, to }) => {
      const last = to - 1;
      const holds =
        family === 'debt' ? facts.debtToEbitda(0, last, 0) < noDebtLimit : facts.serviceCover(0, last, 0) > 0;
      return holds ? [{ family, figure, label: year, last }] : [];
    }),
  );
}

/** Whether there is debt or a lease, or a phase that brings one: a loss breaks no covenant on a debt of nothing. */
function mayOwe({ inputs }: Frame): boolean {
  return ['opening.debt', 'opening.lease_capital', 'phase.leased'].some((name) =>
    inputs.get(name)?.values.some((value) => value > 0),
  );
}
