import { describe, expect, it } from 'vitest';
import { renderIssue } from '../../src/base/issue.ts';
import { rangedInputs, rangeOf } from '../../src/model/index.ts';
import { modelProgram, openStudy, studyCodes, type StudyCode } from '../../src/study/index.ts';
import { faultsOfTiny, openShipped, openTiny, swap, tinyText } from './support.ts';

/** Tiny with its `expect` replaced by one entry. */
const expecting = (entry: string) => (text: string) =>
  swap(
    text,
    text.split('\n').find((line) => line.includes('metric: it-mw'))!,
    `  - ${entry}`,
  );
const setting = (from: string, to: string) => (text: string) => swap(text, from, to);

interface Trigger {
  readonly code: StudyCode;
  readonly change: (text: string) => string;
  /** What the rendered fault must say. */
  readonly says: RegExp;
}

const triggers: readonly Trigger[] = [
  {
    code: 'metric-unknown',
    change: expecting('{ metric: it-nw, period: 2030Q4, between: [1 MW, 2 MW] }'),
    says: /it-nw[\s\S]*write it-mw/,
  },
  {
    code: 'metric-unknown',
    change: expecting('{ metric: site.pue, between: [1, 2] }'),
    says: /found {5}site.pue/,
  },
  {
    code: 'label-unknown',
    change: expecting('{ metric: revenue-by-chip, period: 2030Q4, between: [$1m, $2m] }'),
    says: /write revenue-by-chip\[own\]/,
  },
  {
    code: 'label-unknown',
    change: expecting('{ metric: "revenue-by-chip[bougth]", period: 2030Q4, between: [$1m, $2m] }'),
    says: /write revenue-by-chip\[bought\]/,
  },
  {
    code: 'label-unknown',
    change: expecting('{ metric: "it-mw[ohio]", period: 2030Q4, between: [1 MW, 2 MW] }'),
    says: /takes no label/,
  },
  {
    code: 'period-missing',
    change: expecting('{ metric: it-mw, between: [1 MW, 2 MW] }'),
    says: /2026Q1 to 2030Q4, FY2026 to FY2030/,
  },
  {
    code: 'period-unknown',
    change: expecting('{ metric: it-mw, period: 2031Q1, between: [1 MW, 2 MW] }'),
    says: /found {5}2031Q1/,
  },
  {
    code: 'period-unknown',
    change: expecting('{ metric: it-mw, period: FY2031, between: [1 MW, 2 MW] }'),
    says: /FY2031/,
  },
  {
    code: 'period-unknown',
    change: expecting('{ metric: npv, period: FY2028, between: [$1m, $2m] }'),
    says: /leave the period out/,
  },
  {
    code: 'quantile-unknown',
    change: expecting('{ metric: npv, quantile: p97.5, between: [$1m, $2m] }'),
    says: /p95/,
  },
  {
    code: 'unit-mismatch',
    change: expecting('{ metric: capex, period: FY2026, between: [1 MW, 2 MW] }'),
    says: /\$\/year, or \$ for the whole year/,
  },
  {
    code: 'unit-mismatch',
    change: expecting('{ metric: it-mw, period: 2030Q4, between: [19, 21] }'),
    says: /expected {2}MW/,
  },
  { code: 'unit-mismatch', change: expecting('{ metric: npv, is: $1m, within: 5% }'), says: /found {5}5%/ },
  { code: 'unit-mismatch', change: setting('low: -50%', 'low: -50 MW'), says: /case.yaml:/ },
  {
    code: 'unit-mismatch',
    change: (text) => `${text}actuals: [{ metric: revenue, period: 2026Q1, value: 5 GW }]\n`,
    says: /\$ for the whole quarter/,
  },
  {
    code: 'metrics-declaration',
    change: setting('metrics: |\n', 'metrics: |\n  input x : $ default $1 "An input"\n'),
    says: /input x/,
  },
  {
    code: 'out-of-range',
    change: setting('mw: 20 MW', 'mw: -5 MW'),
    says: /phases\.hall_1\.mw[\s\S]*-5 MW\n[\s\S]*from 0 MW/,
  },
  {
    code: 'out-of-range',
    change: setting('take_or_pay: 80%', 'take_or_pay: 130%'),
    says: /130%[\s\S]*from 0% to 100%/,
  },
  { code: 'out-of-range', change: setting('pue: 1.2', 'pue: 0.8'), says: /1 or more/ },
  { code: 'out-of-range', change: setting('shell: 30 years', 'shell: 0 years'), says: /at least one period/ },
  { code: 'out-of-range', change: setting('power: 2 kW/chip', 'power: 0 kW/chip'), says: /more than 0/ },
  {
    code: 'out-of-range',
    change: setting('60 to 90 $/MWh', "'uniform(-20 $/MWh, 90 $/MWh)'"),
    says: /-\$20\/MWh in 'uniform/,
  },
  { code: 'out-of-range', change: setting('discount: 30%', 'discount: 60% to 110%'), says: /110%/ },
  {
    code: 'out-of-range',
    change: setting('2026Q2: 6000 chips/quarter', '2026Q2: -6000 chips/quarter'),
    says: /-6,?000 chips\/quarter in/,
  },
  {
    code: 'out-of-range',
    change: setting('network: 2%', 'network: { growth: { from: 80%, rate: 10 %/year } }'),
    says: /in 2028Q3/,
  },
  { code: 'out-of-range', change: setting('mw: 20 MW', 'mw: 1e300 MW'), says: /10,000 GW/ },
  {
    code: 'out-of-range',
    change: setting('pue: 1.2', 'pue: 1.2\n    latitude: 90.5 degrees\n    longitude: 10 degrees'),
    says: /latitude[\s\S]*90\.5 degrees[\s\S]*from -90 to 90 degrees/,
  },
  {
    code: 'out-of-range',
    change: setting('pue: 1.2', 'pue: 1.2\n    latitude: 41 degrees\n    longitude: -180.5 degrees'),
    says: /longitude[\s\S]*-180\.5 degrees[\s\S]*from -180 to 180 degrees/,
  },
  {
    code: 'place-half',
    change: setting('pue: 1.2', 'pue: 1.2\n    latitude: 41.7 degrees'),
    says: /latitude stands without sites\.\w+\.longitude[\s\S]*41\.7 degrees[\s\S]*add sites\.\w+\.longitude/,
  },
  {
    code: 'place-half',
    change: setting('pue: 1.2', 'pue: 1.2\n    longitude: -86.5 degrees'),
    says: /longitude stands without sites\.\w+\.latitude/,
  },
  {
    code: 'out-of-range',
    change: (text) =>
      `${text}
power_options:
  grid: { phase: hall_1, take_up: 2026-06, energised: 2027-01, taken: 40% }
`,
    says: /taken up as a whole[\s\S]*40%[\s\S]*0% or 100%/,
  },
  {
    code: 'out-of-range',
    change: (text) =>
      `${text}
power_options:
  grid: { phase: hall_1, take_up: 2026-06, energised: 2027-01, taken: 100% }
  turbines: { phase: hall_1, take_up: 2026-06, energised: 2027-01, taken: 100% }
`,
    says: /Two rights to power are taken up for hall_1[\s\S]*lower power_options\.turbines\.taken/,
  },
  {
    code: 'out-of-range',
    change: (text) =>
      `${text}
retirements:
  soon: { chip: own, age: 2 years, share: { steps: { 2026Q1: 0%, 2029Q1: 60% } } }
  later: { chip: own, age: 3 years, share: 50% }
`,
    says: /More of own[\s\S]*110% of the chips installed in 2027Q1[\s\S]*at most 100% of each vintage[\s\S]*retirements\.later/,
  },
];

const overfull = (text: string) =>
  swap(
    swap(text, 'power: 1.2 kW/chip', 'power: 1.2 kW/chip\n    fill: 60%'),
    'power: 2 kW/chip',
    'power: 2 kW/chip\n    fill: { steps: { 2026Q1: 40%, 2027Q1: 45% } }',
  );

describe('warnings where a case meets the model', () => {
  it('say when the shares of new power exceed it, and let the case run', () => {
    const outcome = openStudy({
      files: new Map([['case.yaml', overfull(tinyText)]]),
      main: 'case.yaml',
      overlays: [],
      sets: [],
    });
    expect(outcome.value).toBeDefined();
    expect(outcome.issues.map(renderIssue)).toEqual([
      expect.stringMatching(/^case\.yaml:\d+:\d+ warning out-of-range: .*\n +found +105% in 2027Q1\n/),
    ]);
  });
});

describe('faults where a case meets the model', () => {
  it('have a trigger for every code but those of comparing and varying, which have theirs beside', () => {
    const triggered = new Set<string>(triggers.map((each) => each.code));
    // Triggered in compare.test.ts and solve-metric.test.ts.
    const elsewhere = ['calendars-differ', 'vary-malformed', 'vary-unknown'];
    const open = Object.keys(studyCodes).filter((code) => !elsewhere.includes(code));
    expect(open.filter((code) => !triggered.has(code))).toEqual([]);
  });

  it.each(triggers.map((each, i) => [each.code, i, each] as const))(
    '%s (%i)',
    (code, _, { change, says }) => {
      const issues = faultsOfTiny(change);
      expect([...new Set(issues.map((issue) => issue.code))]).toEqual([code]);
      expect(issues[0]!.at!.file).toBe('case.yaml');
      expect(issues[0]!.at!.line).toBeGreaterThan(1);
      expect(issues[0]!.found).toBeDefined();
      expect(issues[0]!.expected ?? issues[0]!.fix).toBeDefined();
      expect(renderIssue(issues[0]!)).toMatch(says);
    },
  );

  it('point at the line of an own metric', () => {
    const issues = faultsOfTiny(
      setting('ratio(window_sum(revenue, 1 year)', 'ratio(window_sum(revenu, 1 year)'),
    );
    expect(issues.map((issue) => issue.code)).toEqual(['unknown-name']);
    const line = openTiny().study.metricsAt!.line + 1;
    expect(issues[0]!.at).toMatchObject({ file: 'case.yaml', line });
  });
});

describe('what openStudy lets pass', () => {
  it('yearly and quarterly figures, words of both spellings, a bare 0, dates', () => {
    for (const entry of [
      '{ metric: capex, period: FY2026, between: [$0.1bn/year, $1bn] }',
      '{ metric: capex, period: 2026Q1, between: [0, $1bn/quarter] }',
      '{ metric: it_mw, period: fy2028, between: [1 MW, 0.1 GW] }',
      '{ metric: "phase.ready[hall_1]", between: [2026Q3, 2028Q1] }',
      '{ metric: "phase.ready[hall_1]", is: 2027Q1, within: 1 years }',
      '{ metric: roic.d2, period: FY2028, quantile: mean, between: [1 %/year, 50 %/year] }',
    ]) {
      expect(faultsOfTiny(expecting(entry)).map(renderIssue), entry).toEqual([]);
    }
  });

  it('ranges whose tail, but not their P5 or P95, leaves the range', () => {
    // 0 to 0.5 has its P5 at 0, and so is a normal with a tail below.
    expect(faultsOfTiny(setting('attach: 5000 $/chip', 'attach: 0 to 9000 $/chip'))).toEqual([]);
  });
});

describe('ranges of inputs', () => {
  const inputs = modelProgram().value!.decls.filter((decl) => decl.kind === 'input');

  it('are for inputs that the model has', () => {
    const names = new Set(inputs.map((decl) => decl.name));
    expect(rangedInputs.filter((name) => !names.has(name))).toEqual([]);
  });

  it('hold every default of the model', () => {
    const study = openShipped('tiny').study;
    const wrong = study.assumptions
      .filter((each) => each.isDefault && !each.isDate)
      .filter(({ value, input }) => {
        const range = rangeOf({ name: input, isDate: false });
        const number = value.shape === 'constant' && value.term.kind === 'number' ? value.term.value : NaN;
        return !(number >= range.low && number <= range.high && (!range.isAboveLow || number > range.low));
      });
    expect(wrong.map((each) => each.path)).toEqual([]);
  });
});
