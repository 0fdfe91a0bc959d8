import { renderPlace } from './place.ts';
import { findConflict, relaxModel, solveModel, type LpModel, type Solver } from '../../lp/index.ts';
import type { Facts } from '../measure-facts.ts';
import type { Frame } from '../frame.ts';
import { periodIndex } from '../../time/index.ts';
import { usdWords } from './money.ts';

/** Why there is no plan, and the cheapest ways to one. */
export interface NoPlan {
  readonly sentence: string;
  /** Limits that cannot hold together, with the lines of the case that state them. */
  readonly limits: readonly { readonly limit: string; readonly at: string }[];
  /** Cheapest change that makes a plan possible, limit by limit, and as an overlay. */
  readonly relaxations: readonly { readonly sentence: string; readonly overlay: string }[];
}

/** Families of rows that a case states and may bend; the others are physics. */
const bendable = /^(capital|service|power|capacity|contract|demand)\[/;
const stated = /^(capital|service)\[/;

/**
 * Names the limits of the case that cannot hold together (an irreducible set of rows) and the least change of each kind that
 * would make a plan possible. Nothing is relaxed silently: what is offered is text for the user to take or leave.
 */
export function findWayOut(
  solver: Solver,
  parts: { readonly frame: Frame; readonly facts: Facts; readonly lp: LpModel },
): NoPlan {
  const { lp, frame } = parts;
  const rows = lp.rowNames.flatMap((name, row) => (stated.test(name) ? [row] : []));
  const free = { ...lp, kinds: lp.kinds.map(() => 'continuous' as const) };
  const relaxedModel = solveModel(solver, free).status === 'infeasible' ? free : lp;
  const conflict = findConflict(solver, relaxedModel, { among: rows });
  const named = (conflict?.rows ?? []).map((row) => lp.rowNames[row]!);
  const physics = findConflict(solver, relaxedModel, {
    among: lp.rowNames.flatMap((name, row) => (bendable.test(name) ? [row] : [])),
  });
  const scarce = new Set(
    (physics?.rows ?? []).flatMap((row) => {
      const family = /^(power|demand|capacity)\[/.exec(lp.rowNames[row]!)?.[1];
      return family === undefined ? [] : [family];
    }),
  );
  const limits = groupLimits(named, frame);
  const blame = limits.map(({ limit }) => limit);
  const because = [
    ...(scarce.has('power') ? ['the power that is ready'] : []),
    ...(scarce.has('demand') ? ['the demand there is'] : []),
  ];
  const sentence =
    blame.length === 0
      ? 'No plan keeps what is physically fixed: existing contracts and chips need more than there is.'
      : `No plan keeps ${listWords(blame)}${because.length > 0 ? ` with ${listWords(because)}` : ''}${blame.length > 1 ? ' together' : ''}.`;
  return { sentence, limits, relaxations: offerRelaxations(solver, parts, rows) };
}

/** Limits of a conflict by what states them, the first and last period named. */
function groupLimits(rows: readonly string[], frame: Frame): { limit: string; at: string }[] {
  const groups = new Map<string, { family: string; place: string; periods: string[] }>();
  for (const name of rows) {
    const [, family, inside] = /^(\w+)\[(.*)\]$/.exec(name)!;
    const [first, second] = inside!.split(', ') as [string, string];
    const place = family === 'capital' ? '' : first;
    const period = family === 'capital' ? first : second;
    const key = `${family} ${place}`;
    if (!groups.has(key)) groups.set(key, { family: family!, place, periods: [] });
    groups.get(key)!.periods.push(period);
  }
  return [...groups.values()].map(({ family, place, periods }) => {
    const unique = [...new Set(periods)];
    const when = unique.length === 1 ? unique[0]! : `${unique[0]} to ${unique.at(-1)}`;
    return family === 'capital'
      ? { limit: `the capital limit of ${when}`, at: renderPlace(frame, 'plan.capital_limit', 0) }
      : {
          limit: `the service level of ${place} in ${when}`,
          at: renderPlace(
            frame,
            'segment.service_level',
            (frame.model.study.labels['segment'] ?? []).indexOf(place),
          ),
        };
  });
}

/** For each kind of stated limit alone, the least breach that makes a plan possible. */
function offerRelaxations(
  solver: Solver,
  { frame, facts, lp }: { readonly frame: Frame; readonly facts: Facts; readonly lp: LpModel },
  rows: readonly number[],
): NoPlan['relaxations'] {
  const offers: { sentence: string; overlay: string }[] = [];
  for (const family of ['capital', 'service'] as const) {
    const own = rows.filter((row) => lp.rowNames[row]!.startsWith(`${family}[`));
    if (own.length === 0) continue;
    const { model, breaches } = relaxModel(
      lp,
      own.map((row) => ({ row, penalty: family === 'service' ? 1 / Math.max(lp.rowLower[row]!, 1e-6) : 1 })),
    );
    const solution = solveModel(solver, model, { relativeGap: 1e-4 });
    if (solution.status !== 'optimal') continue;
    const by = breaches.flatMap(({ row, below, above }) => {
      const amount = solution.values![below]! + solution.values![above]!;
      return amount > 1e-6 ? [{ name: lp.rowNames[row]!, amount, limit: lp.rowLower[row]! }] : [];
    });
    if (by.length === 0) continue;
    offers.push(family === 'capital' ? offerCapital(by, frame, facts) : offerService(by, frame, facts));
  }
  return offers;
}

interface Breach {
  readonly name: string;
  readonly amount: number;
  readonly limit: number;
}

function offerCapital(by: readonly Breach[], frame: Frame, facts: Facts) {
  const most = Math.max(...by.map(({ amount }) => amount));
  const total = by.reduce((sum, { amount }) => sum + amount, 0);
  const years = [...new Set(by.map(({ name }) => /\[(FY\d+)/.exec(name)![1]!))];
  const { calendar } = frame.model.study;
  const perYear = calendar.frequency === 'month' ? 12 : calendar.frequency === 'quarter' ? 4 : 1;
  let largest = 0;
  for (let t = 0; t < calendar.periods; t++) {
    const limit = facts.capitalLimit(0, t, 0);
    if (limit < 1e14) largest = Math.max(largest, limit * perYear);
  }
  const needed = Math.ceil(largest / 1e6 + most) + 1;
  return {
    sentence: `Raise the capital limit: ${usdWords(most * 1e6)} more in the year that needs most (${listWords(years)}; ${usdWords(total * 1e6)} in all scenarios and years together).`,
    overlay: `# The cheapest relaxation of the capital limit alone: one level that is enough in every year.\nplan: { capital_limit: $${needed}m/year }\n`,
  };
}

function offerService(by: readonly Breach[], frame: Frame, facts: Facts) {
  const segments = frame.model.study.labels['segment'] ?? [];
  const worst = new Map<string, number>();
  for (const { name, amount, limit } of by) {
    const segment = /\[([^,\]]+)/.exec(name)![1]!;
    const period = name.split(', ')[1]!;
    const d = segments.indexOf(segment);
    const t = periodIndex(frame.model.study.calendar, period).value ?? 0;
    const level = facts.serviceLevel(d, t, 0) * (1 - Math.min(amount / limit, 1));
    worst.set(segment, Math.min(worst.get(segment) ?? 1, level));
  }
  const floor = (level: number) => Math.max(Math.floor(level * 1000 - 1e-6) / 10, 0);
  return {
    sentence: `Lower the service level: ${[...worst].map(([segment, level]) => `${segment} to ${floor(level)}%`).join(', ')} at its worst.`,
    overlay: `# The cheapest relaxation of service levels alone: one level that can be kept in every period.\nsegments:\n${[...worst].map(([segment, level]) => `  ${segment}: { service_level: ${floor(level)}% }`).join('\n')}\n`,
  };
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
