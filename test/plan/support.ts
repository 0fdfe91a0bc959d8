import { renderIssue } from '../../src/base/issue.ts';
import type { Solver } from '../../src/lp/index.ts';
import {
  centralScenario,
  makeFrame,
  planOverlay,
  solvePlan,
  type SolvedPlan,
  type SolvePlanOptions,
} from '../../src/plan/index.ts';
import { evaluateCentral } from '../../src/simulate/index.ts';
import { loadHighs } from '../../src/solvers/index.ts';
import { openStudy, type Study } from '../../src/study/index.ts';

let loading: Promise<Solver> | undefined;

/** One solver for the tests of a file. */
export function solverOf(): Promise<Solver> {
  loading ??= loadHighs();
  return loading;
}

/** What a small case is made of; each text is the inside of its section. */
export interface SmallCase {
  readonly periods?: number;
  readonly segments?: string;
  readonly chips?: string;
  readonly phases?: string;
  readonly contracts?: string;
  readonly more?: string;
}

/** Two makes of equal price and power, the fast one with twice the work per MW. */
export const twoChips = `
  slow: { class: servers_own, successor: slow, origin: own, stack: cuda, power: 1 kW/chip, price: 10000 $/chip, performance: 1, lead_time: 0 years, economic_life: 4 years, availability: 100% }
  fast: { class: servers_merchant, successor: fast, origin: merchant, stack: cuda, power: 1 kW/chip, price: 10000 $/chip, performance: 4, lead_time: 0 years, economic_life: 4 years, availability: 100% }`;

export const openSegment = `
  users: { rule: locked, stack: cuda, volume: 100m work/year, price: 2 $/work, throughput: { slow: 1 work/chip/hour, fast: 2 work/chip/hour } }`;

export const hall = `
  hall: { site: ohio, mw: 4 MW, start: 2024, build_time: 1 years, energised: 2025 }`;

/** A case by the year, small enough to check by hand. */
export function smallText(parts: SmallCase = {}): string {
  const {
    periods = 4,
    segments = openSegment,
    chips = twoChips,
    phases = hall,
    contracts = '',
    more = '',
  } = parts;
  return `buildout: 1
name: Small
calendar: { start: 2026, frequency: year, periods: ${periods} }
sites:
  ohio: { pue: 1.2, energy_price: 60 $/MWh }
build: { capex: { shell: $2m/MW, power: $2m/MW } }
phases:${phases}
chips:${chips}
segments:${segments}
${contracts === '' ? '' : `contracts:${contracts}\n`}accounts:
  life: { land: 100 years, shell: 30 years, power: 15 years, servers_own: 4 years, servers_merchant: 4 years, network: 4 years }
  tax_rate: 25%
valuation: { wacc: 10 %/year, residual: book }
${more}
`;
}

/** Opens a case written in a test; a fault in it is a fault of the test. */
export function openText(text: string): Study {
  const outcome = openStudy({
    files: new Map([['case.yaml', text]]),
    main: 'case.yaml',
    overlays: [],
    sets: [],
  });
  if (!outcome.value) throw new Error(outcome.issues.map(renderIssue).join('\n'));
  return outcome.value;
}

/** The plan of a case on its central path. */
export function planCentral(solver: Solver, study: Study, options: SolvePlanOptions = {}): SolvedPlan {
  const outcome = solvePlan(solver, makeFrame(study, centralScenario(study)), {
    relativeGap: 1e-9,
    ...options,
  });
  if (outcome.kind !== 'plan') throw new Error(`no plan: ${outcome.kind}`);
  return outcome.plan;
}

/** Plans a case on its central path, lays the plan over it as an overlay, and evaluates the two. */
export async function planAndRun(text: string) {
  const plan = planCentral(await solverOf(), openText(text));
  const overlay = planOverlay(plan, ['A plan.']);
  const { value, issues } = openStudy({
    files: new Map([
      ['case.yaml', text],
      ['plan.yaml', overlay],
    ]),
    main: 'case.yaml',
    overlays: ['plan.yaml'],
    sets: [],
  });
  const npv = value ? evaluateCentral(value, ['npv']).get('npv').values[0]! : NaN;
  return { plan, overlay, issues, npv };
}

/** Chips ordered of a make, summed over time, in the first scenario. */
export function ordersOf(plan: SolvedPlan, chip: string): number {
  const { labels } = plan.frame.model.study;
  const k = labels['chip']!.indexOf(chip);
  const { periods, scenarios } = plan.frame.sizes;
  let sum = 0;
  for (let t = 0; t < periods; t++) sum += plan.point.orders[(k * periods + t) * scenarios]!;
  return sum;
}

/** Period in which a phase starts, `undefined` where it is left out. */
export function startOf(plan: SolvedPlan, phase: string): string | undefined {
  const at = plan.frame.options.findIndex(
    (option, o) => option.phaseName === phase && plan.point.included[o]! > 0.5,
  );
  return at < 0 ? undefined : plan.frame.options[at]!.start;
}
