import { shareWords, usdWords, type PlanResult } from '../../plan/index.ts';
import { areaChart } from '../charts/area-chart.ts';
import { planGanttChart } from '../charts/plan-gantt-chart.ts';
import { supplyChart } from '../charts/supply-chart.ts';
import { yearStarts, yearTicks } from '../charts/time-axis.ts';
import { decideByLines } from '../decide-by-words.ts';
import { countWords, formatCount } from '../display.ts';
import { startsWords } from '../plan-tree-words.ts';
import { emptyFigure, renderFigure, type Figure, type LegendEntry } from '../figure.ts';
import { labelWords } from '../label-words.ts';
import { markup, type Markup } from '../markup.ts';
import { familyOpacity } from '../palette.ts';
import type { ReportContext } from '../report-types.ts';
import type { FiscalYear, RunResult } from '../result-types.ts';
import { numberColumns, renderTable, type TableSpec } from '../table.ts';
import { planPriceFigure } from './plan-price-figure.ts';
import { planSource } from './plan-source.ts';
import { planTreeFigure, planTreeWords } from './plan-tree-section.ts';
import { bodyOf, type Section } from './section.ts';

const round = (value: number) => formatCount(Math.round(value));

/** The plan: what to build, buy and sign, when each must be decided, what binds, and what else would do. */
export function planSection(context: ReportContext, plan: PlanResult): Section {
  const { document, result } = context;
  const body = bodyOf(
    valueBlock(plan),
    plan.tree ? planTreeWords(plan.tree) : undefined,
    calendarBlock(plan),
    planFigures(result, plan).map((figure) => renderFigure(document, figure)),
    markup`<h3>Buy list</h3>${renderTable(orderTable(result, plan))}`,
    plan.retirements.length > 0
      ? markup`<h3>Chips taken out early</h3>${renderTable(retirementTable(result, plan))}`
      : undefined,
    plan.contracts.length > 0 ? markup`<h3>Contracts</h3>${renderTable(planContractTable(plan))}` : undefined,
    alternativesBlock(plan),
    markup`<h3>What this plan leaves out</h3><ul>${plan.limits.map((line) => markup`<li>${line}</li>`)}</ul>`,
  );
  return { id: 'plan', title: 'The plan: what to build, buy and sign', body };
}

/** Until when each choice can wait, for a plan that was asked. */
function calendarBlock(plan: PlanResult): Markup | undefined {
  const { phases, orders, next, contracts } = decideByLines(plan);
  const lines = [
    ...phases,
    orders.length > 0 ? `Now: ${orders.join('; ')}.` : `No order is due in ${plan.periods[0]}.`,
    ...(next.length > 0 ? [`The next orders of each make: ${next.join('; ')}.`] : []),
    ...contracts.filter((sentence) => sentence !== ''),
  ];
  return markup`<h3>Until when each choice can wait</h3><ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;
}

function alternativesBlock(plan: PlanResult): Markup | undefined {
  if (plan.alternativesSentence === undefined) return undefined;
  const body =
    plan.alternatives.length > 0
      ? renderTable(alternativeTable(plan))
      : markup`<p>${plan.alternativesSentence}</p>`;
  return markup`<h3>Plans nearly as good</h3>${body}`;
}

/** What is known of the calendar of the case that a plan is of. */
export type PlanCalendar = Pick<RunResult, 'calendar'>;

/** Phases with their last dates, power against demand, chips at work, and what one more of each limit is worth. */
export function planFigures(result: PlanCalendar, plan: PlanResult): readonly Figure[] {
  return [
    ...(plan.tree ? [planTreeFigure(plan, plan.tree)] : []),
    ganttFigure(result, plan),
    supplyFigure(result, plan),
    mixFigure(result, plan),
    planPriceFigure(timeOf(result).years, plan),
  ];
}

/** An entry of a legend where something of its kind is drawn. */
function some<T>(drawn: readonly T[], isOne: (each: T) => boolean, entry: LegendEntry): LegendEntry[] {
  return drawn.some(isOne) ? [entry] : [];
}

function valueBlock(plan: PlanResult): Markup {
  const { value } = plan;
  const sentences = [
    `The plan is worth ${usdWords(value.objectiveUsd)} (expected NPV${plan.settings.riskWeight > 0 ? ' less the price of risk' : ''}, ${plan.settings.residual} residual); no plan exceeds ${usdWords(value.boundUsd)}, a gap of ${shareWords(value.gap)}.`,
    ...(plan.byRules ? [plan.byRules.sentence] : []),
    ...(plan.outOfSample ? [plan.outOfSample.sentence] : []),
    ...(plan.information ? [plan.information.sentence] : []),
    ...(plan.silo ? [plan.silo.sentence] : []),
  ];
  const binding = plan.binding.map((line) => markup`<li>${line}</li>`);
  return markup`<p><strong>What you decide here:</strong> which phases start and when, which chips to order, which contracts to sign.</p>
${sentences.map((sentence) => markup`<p>${sentence}</p>`)}
${binding.length > 0 ? markup`<h3>What binds, and what one more is worth</h3><ul>${binding}</ul>` : undefined}`;
}

function ganttFigure(result: PlanCalendar, plan: PlanResult): Figure {
  if (plan.phases.length === 0) return emptyFigure('the phases of the plan', ['phases']);
  const rows = plan.phases
    .map(({ phase, startAt, readyAt, isBuilt, starts, status, decideBy }) => ({
      name: starts ? `${labelWords(phase)} (in ${builtShare(starts)})` : labelWords(phase),
      share: starts ? sharesOf(starts) : 1,
      startAt,
      readyAt,
      isBuilt,
      isCommitted: status === 'committed',
      decideByAt: decideBy?.lastAt,
    }))
    .toSorted((a, b) => a.readyAt[1] - b.readyAt[1]);
  return {
    id: 'plan-phases',
    title: 'Phases, and the last date to decide each',
    unit: 'groundbreaking to the ready date',
    layout: 'full',
    draw: (size) => planGanttChart(rows, result.calendar.years, size),
    legend: [
      ...some(rows, ({ isCommitted }) => isCommitted, { text: 'committed', colour: 'var(--c1)' }),
      ...some(rows, ({ isBuilt, isCommitted }) => isBuilt && !isCommitted, {
        text: 'chosen by the plan',
        colour: 'var(--c3)',
      }),
      ...some(rows, ({ isBuilt }) => !isBuilt, { text: 'left out', colour: 'var(--c6)', opacity: 0.5 }),
      ...(plan.tree ? [{ text: 'paler: built in some futures', colour: 'var(--c3)', opacity: 0.6 }] : []),
      ...some(rows, ({ decideByAt }) => decideByAt !== undefined, {
        text: '◆ last start that pays',
        colour: 'var(--c2)',
      }),
    ],
    measures: `The line runs from groundbreaking to the median ready date, the band from P10 to P90 over the scenarios. A diamond is the last start at which the phase still beats leaving it out.${plan.tree ? ' A phase that only some futures build shows its likeliest start and their share, with the ready dates of those that build it; its diamond is for one start in every future.' : ''}`,
    source: planSource(plan),
    limits:
      'A start before the left edge is drawn at the edge. The last start is searched among those the case allows, others as planned.',
    table: {
      caption: 'Phases of the plan.',
      columns: [
        { title: 'Phase' },
        { title: 'Site' },
        { title: 'Status' },
        { title: 'Plan' },
        ...numberColumns(['MW']),
        { title: 'What waiting is worth' },
      ],
      rows: plan.phases.map(({ phase, site, status, isBuilt, start, starts, power, mw, decideBy }) => ({
        cells: [
          labelWords(phase),
          labelWords(site),
          status,
          starts
            ? startsWords(starts)
            : isBuilt
              ? `start ${start}${power === undefined ? '' : `, by ${power}`}`
              : 'leave out',
          round(mw),
          decideBy?.sentence ?? 'committed',
        ],
      })),
    },
  };
}

type Starts = NonNullable<PlanResult['phases'][number]['starts']>;

function sharesOf(starts: Starts): number {
  return starts.reduce((sum, { probability }) => sum + probability, 0);
}

function builtShare(starts: Starts): string {
  return `${Math.round(100 * sharesOf(starts))}%`;
}

function timeOf(result: PlanCalendar) {
  const { years, periods } = result.calendar;
  return {
    ticks: (plotWidth: number) => yearTicks(years, plotWidth),
    starts: yearStarts(years),
    count: periods.length,
    years,
  };
}

/** Values at the end of each complete year. */
function atYearEnds(years: readonly FiscalYear[], values: readonly number[]): readonly number[] {
  return years.map(({ to }) => values[to - 1]!);
}

function supplyFigure(result: PlanCalendar, plan: PlanResult): Figure {
  const time = timeOf(result);
  const { power } = plan;
  const gw = (values: readonly number[]) => values.map((mw) => mw / scale);
  const isLarge = Math.max(...power.ready) >= 1000;
  const scale = isLarge ? 1000 : 1;
  const unit = isLarge ? 'GW' : 'MW';
  return {
    id: 'plan-supply',
    title: 'Power against demand',
    unit: `${unit} of IT power at the end of each period`,
    layout: 'full',
    draw: (size) =>
      supplyChart(
        {
          committed: gw(power.committed),
          optional: gw(power.optional),
          used: gw(power.used),
          demand: [gw(power.demand[0]), gw(power.demand[1]), gw(power.demand[2])],
          ticks: time.ticks,
          starts: time.starts,
          periods: time.count,
        },
        size,
      ),
    legend: [
      { text: 'committed power', colour: 'var(--c6)', opacity: 0.4 },
      ...some(power.optional, (mw) => mw > 0, {
        text: 'power the plan adds',
        colour: 'var(--c3)',
        opacity: 0.6,
      }),
      { text: 'power with chips', colour: 'var(--c2)', look: 'line' },
      { text: 'demand, median', colour: 'var(--c1)', look: 'line' },
      { text: 'demand, 80% of scenarios', colour: 'var(--c1)', opacity: 0.3 },
    ],
    measures:
      'Ready power and power with chips are means over the scenarios. Demand is the power of the chips busy for someone and, for what is not served, that of the best chip each segment accepts and that can be there by then.',
    source: planSource(plan),
    limits: 'Scenarios are few and stand for many paths: the fan is coarser than that of a run.',
    table: {
      caption: `Power at the end of each fiscal year, MW of IT power; demand not served and its list value over the year's last period.`,
      columns: [{ title: 'MW' }, ...numberColumns(time.years.map(({ label }) => label))],
      rows: (
        [
          ['ready', power.ready],
          ['with chips', power.used],
          ['stranded', power.stranded],
          ['chips at work without demand', power.idle],
          ['chips delivered, not yet at work', power.waiting],
          ['demand not served', power.shortfall],
        ] as const
      ).map(([name, values]) => ({ cells: [name, ...atYearEnds(time.years, values).map(round)] })),
    },
  };
}

function mixFigure(result: PlanCalendar, plan: PlanResult): Figure {
  const time = timeOf(result);
  const isOwn = new Map(plan.orders.map(({ chip, origin }) => [chip, origin === 'own']));
  const shown = plan.mix.filter(({ mw }) => mw.some((value) => value > 0.05));
  if (shown.length === 0) return emptyFigure('the chip mix', ['mix']);
  const sorted = [
    ...shown.filter(({ chip }) => isOwn.get(chip)),
    ...shown.filter(({ chip }) => !isOwn.get(chip)),
  ];
  const isLarge = Math.max(...plan.power.ready) >= 1000;
  const scale = isLarge ? 1000 : 1;
  const own = sorted.filter(({ chip }) => isOwn.get(chip)).length;
  const layers = sorted.map(({ chip, mw }, i) => ({
    label: labelWords(chip),
    values: mw.map((value) => value / scale),
    colour: i < own ? 'var(--c3)' : 'var(--c2)',
    opacity: i < own ? familyOpacity(i, own) : familyOpacity(i - own, sorted.length - own),
    endsGroup: i === own - 1,
  }));
  const chart = {
    xs: plan.periods.map((_, t) => t + 1),
    layers,
    ticks: time.ticks,
    starts: time.starts,
    domainX: [0, time.count] as const,
    height: 320,
  };
  return {
    id: 'plan-mix',
    title: 'Chips at work by make',
    unit: `${isLarge ? 'GW' : 'MW'} of IT power at the end of each period`,
    layout: 'full',
    draw: (size) => areaChart(chart, size),
    legend: layers.map(({ label, colour, opacity }, i) => ({
      text: `${label}${i < own ? ', own' : ''}`,
      colour,
      opacity,
    })),
    measures: 'IT power of installed chips, the opening fleet included; means over the scenarios.',
    source: planSource(plan),
    limits: 'Where value is flat, mixes far apart are worth the same: see the alternatives below.',
    table: {
      caption: 'Chips at work at the end of each fiscal year, MW.',
      columns: [{ title: 'MW' }, ...numberColumns(time.years.map(({ label }) => label))],
      rows: sorted.map(({ chip, mw }) => ({
        cells: [labelWords(chip), ...atYearEnds(time.years, mw).map(round)],
      })),
    },
  };
}

/** Chips to order: soon by period, later by fiscal year. */
export function orderTable(result: PlanCalendar, plan: PlanResult): TableSpec {
  const { years } = timeOf(result);
  const bought = plan.orders.filter(({ chips }) => chips.some((count) => count > 0.5));
  const now = plan.periods.slice(0, 4);
  return {
    caption: 'Chips ordered: the first four periods, then by fiscal year; expected over the scenarios.',
    columns: [{ title: 'Chip' }, ...numberColumns([...now, ...years.map(({ label }) => label)])],
    rows: bought.map(({ chip, chips }) => ({
      cells: [
        labelWords(chip),
        ...chips.slice(0, 4).map((count) => (count < 0.5 ? '·' : round(count))),
        ...years.map(({ from, to }) =>
          countWords(chips.slice(from, to).reduce((sum, count) => sum + count, 0)),
        ),
      ],
    })),
  };
}

/** Chips to take out before their economic life ends, by fiscal year. */
function retirementTable(result: PlanCalendar, plan: PlanResult): TableSpec {
  const { years } = timeOf(result);
  return {
    caption:
      'IT power of chips taken out before their economic life ends, in MW by fiscal year; expected over the scenarios.',
    columns: [{ title: 'Chip' }, ...numberColumns(['At age, years', ...years.map(({ label }) => label)])],
    rows: plan.retirements.map(({ chip, ageYears, mw }) => ({
      cells: [
        labelWords(chip),
        String(ageYears),
        ...years.map(({ from, to }) => round(mw.slice(from, to).reduce((sum, each) => sum + each, 0))),
      ],
    })),
  };
}

/** What the plan says of each contract. */
export function planContractTable(plan: PlanResult): TableSpec {
  return {
    caption:
      'What each contract is worth to the plan, the chips it takes, and the open demand that would be served in its place.',
    columns: [
      { title: 'Contract' },
      { title: 'State' },
      { title: 'Plan' },
      ...numberColumns(['Worth', 'Takes, MW-years', 'Displaces, MW-years']),
      { title: 'Most of it' },
    ],
    rows: plan.contracts.map((contract) => ({
      cells: [
        labelWords(contract.contract),
        contract.state,
        contract.state === 'offered' ? (contract.isAccepted ? 'accept' : 'reject') : 'keep',
        contract.worthUsd === undefined ? 'n/a' : usdWords(contract.worthUsd),
        round(contract.takesMwYears),
        contract.displacesMwYears === undefined ? 'n/a' : round(Math.max(contract.displacesMwYears, 0)),
        contract.displaced
          .filter(({ mwYears }) => mwYears > 0)
          .slice(0, 2)
          .map(({ segment, mwYears }) => `${labelWords(segment)} ${round(mwYears)}`)
          .join(', '),
      ],
    })),
  };
}

/** Whole plans nearly as good, and how they differ. */
export function alternativeTable(plan: PlanResult): TableSpec {
  const { alternatives } = plan;
  const areRun = alternatives.some(({ runUsd }) => runUsd !== undefined);
  return {
    caption: `${plan.alternativesSentence ?? ''} Given up is expected NPV by the accounts, on the scenarios of the plan.`,
    columns: [
      { title: 'Plan' },
      { title: 'What it does otherwise' },
      ...numberColumns(['Gives up', ...(areRun ? ['Mean of a run'] : [])]),
    ],
    rows: alternatives.map(({ name, costUsd, differences, runUsd }) => ({
      cells: [
        name,
        differences.join('; '),
        usdWords(costUsd),
        ...(areRun ? [runUsd === undefined ? 'n/a' : usdWords(runUsd)] : []),
      ],
    })),
  };
}
