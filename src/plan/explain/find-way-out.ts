import { renderPlace } from './place.ts';
import {
  findConflict,
  relaxModel,
  solveModel,
  type Conflict,
  type ConflictOptions,
  type LpModel,
  type Solver,
} from '../../lp/index.ts';
import type { PlanModel } from '../build-plan.ts';
import type { Facts } from '../measure-facts.ts';
import { readPoint } from '../read-point.ts';
import { shareSites } from '../site-shares.ts';
import { offerCovenant } from './offer-covenant.ts';
import type { Frame } from '../frame.ts';
import { periodLabels } from '../../time/index.ts';
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
const stated = /^(capital|service|debt|cover)\[/;

/** What is not a stated limit and may still be what is short: rows to free, or orders, and how to say it. */
const shortages = [
  { words: 'the power that is ready', rows: /^power\[/ },
  { words: 'the demand there is', rows: /^demand\[/ },
  { words: 'the chips that can be ordered', columns: /^order\[/ },
  { words: 'chips that come in whole lots', parts: /^lots\[/ },
] as const satisfies readonly Shortage[];

/** Rows to free, columns without an upper limit, or integers that need not be whole. */
interface Shortage {
  readonly words: string;
  readonly rows?: RegExp;
  readonly columns?: RegExp;
  readonly parts?: RegExp;
}

/** When to stop looking, and whether to leave out what is short and the ways out. */
export interface FindWayOutOptions extends Pick<ConflictOptions, 'timeLimitSeconds' | 'isCancelled'> {
  readonly isBrief?: boolean;
}

/**
 * Names the limits of the case that cannot hold together (an irreducible set of rows), what more of would make them possible,
 * and the least change of the limits that makes a plan possible. Nothing is relaxed silently: what is offered is text for
 * the user to take or leave. What a stopped solve leaves open is not told.
 */
export function findWayOut(
  solver: Solver,
  parts: {
    readonly frame: Frame;
    readonly facts: Facts;
    readonly model: Pick<PlanModel, 'lp' | 'columns'>;
  },
  { isBrief = false, ...asked }: FindWayOutOptions = {},
): NoPlan {
  const { frame } = parts;
  const { lp } = parts.model;
  const until = stopsOf(asked);
  const rows = lp.rowNames.flatMap((name, row) => (stated.test(name) ? [row] : []));
  const relaxed = { ...lp, kinds: lp.kinds.map(() => 'continuous' as const) };
  const model = solveModel(solver, relaxed, until).status === 'infeasible' ? relaxed : lp;
  // Rows are left out from the last on, so that of several years that could be blamed the first is.
  const conflict = findConflict(solver, model, { among: rows.toReversed(), ...until });
  const blamed = (conflict?.rows ?? []).toSorted((a, b) => a - b);
  const limits = groupLimits(
    blamed.map((row) => lp.rowNames[row]!),
    frame,
  );
  const where = scenarioWords(
    blamed.map((row) => lp.rowNames[row]!),
    frame,
  );
  if (isBrief)
    return { sentence: sentenceOf(conflict, { limits, short: [], where }), limits, relaxations: [] };
  const aside = new Set(rows.filter((row) => !blamed.includes(row)));
  const short = blamed.length === 0 ? [] : findShortages(solver, { lp: model, aside, until });
  const offered = offerRelaxations(solver, { ...parts, until }, rows);
  const sentence = `${sentenceOf(conflict, { limits, short, where })}${offered.isComplete ? '' : ` Not every way to a plan was worked out: the solver was stopped, or gave up.`}`;
  return { sentence, limits, relaxations: offered.relaxations };
}

type Stops = Pick<ConflictOptions, 'timeLimitSeconds' | 'isCancelled'>;

function stopsOf({ timeLimitSeconds, isCancelled }: Stops): Stops {
  return {
    ...(timeLimitSeconds === undefined ? {} : { timeLimitSeconds }),
    ...(isCancelled === undefined ? {} : { isCancelled }),
  };
}

/** In which scenarios the limits that are blamed stand, where there are several. */
function scenarioWords(rows: readonly string[], { probabilities }: Frame): string {
  const numbers = [...new Set(rows.map((name) => Number(/, s(\d+)\]$/.exec(name)?.[1] ?? 0)))];
  const known = numbers.filter((number) => number > 0);
  if (probabilities.length === 1 || known.length === 0) return '';
  const share = known.reduce((sum, number) => sum + probabilities[number - 1]!, 0);
  const which = known.map(String);
  return `, in scenario${known.length > 1 ? 's' : ''} ${listWords(which)} of ${probabilities.length} (${Math.round(100 * share)}% of paths)`;
}

interface Blame {
  readonly limits: NoPlan['limits'];
  /** `undefined` where it is not known what is short. */
  readonly short: readonly string[] | undefined;
  readonly where: string;
}

function sentenceOf(conflict: Conflict | undefined, { limits, short, where }: Blame): string {
  if (!conflict) return 'No plan keeps the limits; which of them cannot hold together was not worked out.';
  if (limits.length === 0)
    return 'No plan keeps what is physically fixed: existing contracts and chips need more than there is.';
  const because =
    short === undefined
      ? ''
      : short.length > 0
        ? ` with ${listWords(short)}`
        : limits.length > 1
          ? ''
          : ' with what is committed already';
  const among = conflict.isIrreducible ? '' : ' (perhaps not all of them are in the way)';
  return `No plan keeps ${listWords(limits.map(({ limit }) => limit))}${limits.length > 1 ? ' together' : ''}${because}${where}${among}.`;
}

/**
 * What there would have to be more of for the limits in conflict to hold; the other stated limits are left aside. `undefined`
 * where a solve was stopped.
 */
function findShortages(
  solver: Solver,
  { lp, aside, until }: { readonly lp: LpModel; readonly aside: ReadonlySet<number>; readonly until: Stops },
): string[] | undefined {
  const found: string[] = [];
  for (const { words, rows, columns, parts } of shortages as readonly Shortage[]) {
    if (parts && !lp.columnNames.some((name, j) => parts.test(name) && lp.kinds[j] !== 'continuous'))
      continue;
    const isFree = (row: number) => aside.has(row) || (rows?.test(lp.rowNames[row]!) ?? false);
    const rowLower = lp.rowLower.map((lower, row) => (isFree(row) ? -Infinity : lower));
    const rowUpper = lp.rowUpper.map((upper, row) => (isFree(row) ? Infinity : upper));
    const columnUpper = lp.columnUpper.map((upper, j) =>
      columns?.test(lp.columnNames[j]!) ? Infinity : upper,
    );
    const kinds = lp.kinds.map((kind, j) => (parts?.test(lp.columnNames[j]!) ? 'continuous' : kind));
    const bare = { ...lp, kinds, rowLower, rowUpper, columnUpper, cost: new Float64Array(lp.cost.length) };
    const { status } = solveModel(solver, bare, until);
    if (status === 'optimal') found.push(words);
    else if (status !== 'infeasible') return undefined;
  }
  return found;
}

/** Limits by fiscal year: how to say them, and the input that states them. */
const yearlyLimits: Readonly<Record<string, { readonly words: string; readonly input: string } | undefined>> =
  {
    capital: { words: 'the capital limit', input: 'plan.capital_limit' },
    debt: { words: 'the debt covenant', input: 'plan.debt_to_ebitda' },
    cover: { words: 'the cover of debt service', input: 'plan.service_cover' },
  };

/** Limits of a conflict by what states them, the first and last period named. */
function groupLimits(rows: readonly string[], frame: Frame): { limit: string; at: string }[] {
  const groups = new Map<string, { family: string; place: string; periods: string[] }>();
  for (const name of rows) {
    const [, family, inside] = /^(\w+)\[(.*)\]$/.exec(name)!;
    const [first, second] = inside!.split(', ') as [string, string];
    const isYearly = family !== 'service';
    const place = isYearly ? '' : first;
    const period = isYearly ? first : second;
    const key = `${family} ${place}`;
    if (!groups.has(key)) groups.set(key, { family: family!, place, periods: [] });
    groups.get(key)!.periods.push(period);
  }
  return [...groups.values()].map(({ family, place, periods }) => {
    const unique = [...new Set(periods)];
    const when = unique.length === 1 ? unique[0]! : `${unique[0]} to ${unique.at(-1)}`;
    const yearly = yearlyLimits[family];
    return yearly
      ? { limit: `${yearly.words} of ${when}`, at: renderPlace(frame, yearly.input, 0) }
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

/** For each kind of stated limit alone the least breach that makes a plan possible; for all together where none alone does. */
function offerRelaxations(
  solver: Solver,
  {
    frame,
    facts,
    model: { lp, columns },
    until,
  }: Parameters<typeof findWayOut>[1] & { readonly until: Stops },
  rows: readonly number[],
): { readonly relaxations: NoPlan['relaxations']; readonly isComplete: boolean } {
  let isComplete = true;
  const families = ['capital', 'service', 'debt', 'cover'] as const;
  const offer = (chosen: readonly (typeof families)[number][]) => {
    const own = rows.filter((row) => chosen.some((family) => lp.rowNames[row]!.startsWith(`${family}[`)));
    if (own.length === 0) return undefined;
    const penalty = (row: number) =>
      lp.rowNames[row]!.startsWith('service[') ? 1e3 / Math.max(lp.rowLower[row]!, 1e-6) : 1;
    const { model, breaches } = relaxModel(
      lp,
      own.map((row) => ({ row, penalty: penalty(row) })),
    );
    const solution = solveModel(solver, model, { relativeGap: 1e-4, ...until });
    if (solution.status !== 'optimal' && solution.status !== 'infeasible') isComplete = false;
    if (solution.status !== 'optimal') return undefined;
    const by = breaches.flatMap(({ row, below, above }) => {
      const amount = solution.values![below]! + solution.values![above]!;
      return amount > 1e-6 ? [{ name: lp.rowNames[row]!, amount, limit: lp.rowLower[row]! }] : [];
    });
    const of = (family: string) => by.filter(({ name }) => name.startsWith(`${family}[`));
    const covenants = (['debt', 'cover'] as const).flatMap((family) => {
      const years = [...new Set(of(family).map(({ name }) => /\[(FY\d+)/.exec(name)![1]!))];
      if (years.length === 0) return [];
      const point = readPoint({ frame, facts, columns, shares: shareSites(frame) }, solution.values!);
      return [offerCovenant({ frame, facts }, point, { family, years })];
    });
    const parts = [
      ...(of('capital').length > 0 ? [offerCapital(of('capital'), frame, facts)] : []),
      ...(of('service').length > 0 ? [offerService(of('service'), frame, facts)] : []),
      ...covenants,
    ];
    return {
      sentence: parts.map(({ sentence }) => sentence).join(' And: '),
      overlay: joinOverlays(parts.map(({ overlay }) => overlay)),
    };
  };
  const alone = families.flatMap((family) => offer([family]) ?? []);
  if (alone.length > 0) return { relaxations: alone, isComplete };
  const all = offer(families);
  return { relaxations: all && all.overlay !== '' ? [all] : [], isComplete };
}

/** One overlay of several: what each says of `plan` stands in one section. */
function joinOverlays(overlays: readonly string[]): string {
  const section = /^plan: \{ (.*) \}\n/m;
  const own = overlays.flatMap((overlay) => section.exec(overlay)?.[1] ?? []);
  if (own.length < 2) return overlays.join('');
  return `${overlays.map((overlay) => overlay.replace(section, '')).join('')}plan: { ${own.join(', ')} }\n`;
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
  const { study } = frame.model;
  const segments = study.labels['segment'] ?? [];
  const periods = periodLabels(study.calendar);
  const lines: string[] = [];
  const words: string[] = [];
  for (const [d, segment] of segments.entries()) {
    const own = by.filter(({ name }) => name.startsWith(`service[${segment}, `));
    if (own.length === 0) continue;
    const levels = periods.map((period, t) => {
      const asked = facts.serviceLevel(d, t, 0);
      const kept = own
        .filter(({ name }) => name.split(', ')[1] === period)
        .map(({ amount, limit }) => asked * (1 - Math.min(amount / limit, 1)));
      // Rounded down to a tenth of a percent, so that what is offered can be kept.
      return kept.length === 0 ? 100 * asked : Math.max(Math.floor(1000 * Math.min(...kept) - 1e-6) / 10, 0);
    });
    const steps = levels.flatMap((level, t) =>
      t > 0 && level === levels[t - 1] ? [] : [`${periods[t]}: ${level}%`],
    );
    lines.push(`  ${segment}: { service_level: { steps: { ${steps.join(', ')} } } }`);
    const broken = [...new Set(own.map(({ name }) => name.split(', ')[1]!))];
    words.push(
      `${segment} to ${Math.min(...broken.map((period) => levels[periods.indexOf(period)]!))}% at its worst, in ${broken.length} ${broken.length === 1 ? 'period' : 'periods'}`,
    );
  }
  return {
    sentence: `Lower the service level: ${words.join('; ')}.`,
    overlay: `# The cheapest relaxation of service levels alone.\nsegments:\n${lines.join('\n')}\n`,
  };
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
