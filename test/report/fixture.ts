import type {
  AssumptionRow,
  Bridge,
  Check,
  ContractRow,
  Metric,
  PhaseRow,
  Programme,
  Quantiles,
  RunResult,
  Statement,
} from '../../src/report/result-types.ts';
import type { CapexColumn } from '../../src/report/index.ts';
import type { Target } from '../../src/simulate/index.ts';
import { parseUnit } from '../../src/units/index.ts';

/** Normal scores of the seven quantiles, 5% to 95%. */
const scores = [-1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645];
const quarters = 40;
const yearCount = quarters / 4;
const periods = Array.from({ length: quarters }, (_, i) => `${2026 + Math.floor(i / 4)}Q${(i % 4) + 1}`);
const yearLabels = Array.from({ length: yearCount }, (_, i) => `FY${2026 + i}`);

function spread(values: readonly number[], sigma: readonly number[]): Quantiles {
  const at = (k: number) => values.map((value, i) => value + scores[k]! * sigma[i]!);
  const [p5, p10, p25, p50, p75, p90, p95] = scores.map((_score, k) => at(k)) as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  return { mean: [...values], p5, p10, p25, p50, p75, p90, p95 };
}

interface MetricSpec {
  readonly unit: string;
  readonly kind: 'flow' | 'stock';
  readonly of: (quarter: number) => number;
  /** Standard deviation after ten years, as a share of the value. */
  readonly spread?: number;
  readonly definition?: string;
}

function makeMetric(spec: MetricSpec): Metric {
  const values = periods.map((_label, i) => spec.of(i));
  const share = spec.spread ?? 0.15;
  const sigma = values.map((value, i) => Math.abs(value) * share * Math.sqrt((i + 1) / quarters));
  const yearOf = (list: readonly number[], y: number) =>
    spec.kind === 'stock' ? list[y * 4 + 3]! : [0, 1, 2, 3].reduce((sum, q) => sum + list[y * 4 + q]!, 0);
  const yearly = (list: readonly number[]) => yearLabels.map((_label, y) => yearOf(list, y));
  return {
    unit: spec.unit,
    kind: spec.kind,
    definition: spec.definition ?? 'A figure of the fixture',
    formula: 'fixture = 1',
    periods,
    ...spread(values, sigma),
    years: {
      ...spread(yearly(values), yearly(sigma)),
      labels: yearLabels,
      unit: spec.kind === 'flow' ? spec.unit.replace('/quarter', '') : spec.unit,
    },
    missing: periods.map(() => 0),
  };
}

function makeOnce(value: number, sigma: number, unit: string, missing = 0): Metric {
  return {
    unit,
    kind: 'once',
    definition: 'A horizon figure of the fixture',
    formula: 'fixture = 1',
    periods: ['horizon'],
    ...spread([value], [sigma]),
    years: { ...spread([], []), labels: [], unit },
    missing: [missing],
  };
}

const flow = (of: (q: number) => number, share?: number) =>
  makeMetric({ unit: '$bn/quarter', kind: 'flow', of, ...(share === undefined ? {} : { spread: share }) });
const stock = (of: (q: number) => number, unit = '$bn', share?: number) =>
  makeMetric({ unit, kind: 'stock', of, ...(share === undefined ? {} : { spread: share }) });

/** A ramp from `from` to `to` that is steepest early on. */
function ramp(from: number, to: number, pace = 12): (q: number) => number {
  return (q) => to + (from - to) * (pace / (pace + q)) ** 1.5;
}

const capex = (q: number) => (q < 8 ? 38 + q : 34 - 0.25 * (q - 8));
const revenue = ramp(36, 150, 30);
const classes: Readonly<Record<string, number>> = {
  shell: 0.14,
  power: 0.22,
  land: 0.02,
  servers_own: 0.24,
  servers_merchant: 0.31,
  network: 0.07,
};

/** Metrics of a programme in the shape of a large cloud: round numbers, made by formulas, of no company. */
function makeMetrics(): Readonly<Record<string, Metric>> {
  const metrics: Record<string, Metric> = {
    capex: flow(capex, 0.12),
    revenue: flow(revenue, 0.25),
    ebitda: flow((q) => revenue(q) * 0.55, 0.3),
    ebit: flow((q) => revenue(q) * (0.34 - 0.05 * ramp(0, 1, 8)(q)), 0.4),
    nopat: flow((q) => revenue(q) * (0.34 - 0.05 * ramp(0, 1, 8)(q)) * 0.79, 0.4),
    'operating-margin': makeMetric({ unit: '%', kind: 'stock', of: (q) => 34 - 5 * ramp(0, 1, 8)(q) }),
    depreciation: flow((q) => 7 + 0.6 * q, 0.1),
    'net-ppe': stock(ramp(205, 620, 20)),
    cip: stock((q) => 62 - 0.8 * q, '$bn', 0.3),
    'invested-capital': stock(ramp(215, 640, 20)),
    fcf: flow((q) => -14 + 0.95 * q, 0.5),
    'fcf.after-leases': flow((q) => -14.6 + 0.95 * q, 0.5),
    'fcf.unlevered': flow((q) => -13.2 + 0.95 * q, 0.5),
    'fcf.equity': flow((q) => -16 + 0.95 * q, 0.5),
    'it-mw': stock(ramp(9100, 21500, 16), 'MW', 0.05),
    'planned-mw': stock(ramp(9400, 21800, 14), 'MW', 0),
    'facility-mw': stock((q) => ramp(9100, 21500, 16)(q) * 1.19, 'MW', 0.05),
    'demand-mw': stock(ramp(9000, 23500, 26), 'MW', 0.35),
    'shortfall-mw': stock((q) => 400 + 40 * q, 'MW', 0.5),
    'stranded-mw': stock((q) => Math.max(0, 700 - 30 * q), 'MW', 0.3),
    'idle-mw': stock((q) => 120 + 8 * q, 'MW', 0.4),
    'late-mw': stock((q) => Math.max(0, 300 - 20 * Math.abs(q - 6)), 'MW', 0.2),
    'backlog-total': stock((q) => Math.max(0, 180 - 4.6 * q), '$bn', 0.08),
    'take-or-pay-floor[openai]': stock((q) => Math.max(0, 30 - 0.9 * q)),
    'take-or-pay-floor[anthropic]': stock((q) => Math.max(0, 45 - 1.3 * q)),
    npv: makeOnce(62, 95, '$bn'),
    irr: makeOnce(12.8, 3.1, '%/year', 214),
    mirr: makeOnce(10.4, 1.6, '%/year'),
    payback: makeOnce(8.4, 1.1, 'years', 1380),
    'fcf.trough': makeOnce(-142, 48, '$bn'),
  };
  for (const [label, share] of Object.entries(classes)) {
    metrics[`capex-by-class[${label}]`] = flow((q) => capex(q) * share, 0.12);
  }
  const heights = [17.5, 12.1, 11.6, 9.8, 21, 11.7];
  for (const [i, height] of heights.entries()) {
    const of = (q: number) => height - 3 * Math.max(0, 1 - Math.abs(q - 8) / 10) + 0.08 * q;
    metrics[`roic.d${i + 1}`] = makeMetric({ unit: '%/year', kind: 'stock', of, spread: 0.35 });
  }
  for (let year = 2026; year <= 2030; year++) {
    const start = (year - 2026) * 4;
    const of = (q: number) =>
      q < start ? 0 : Math.min(26, (q - start) * 1.6) - 0.2 * Math.max(0, q - start - 16);
    metrics[`vintage.roic[fy${year}]`] = makeMetric({ unit: '%/year', kind: 'stock', of, spread: 0.4 });
  }
  for (const [chip, count] of Object.entries({ trainium2: 1100, trainium3: 2400, gb300: 1300 })) {
    metrics[`chip.installed[${chip}]`] = stock(ramp(count * 0.3, count, 10), 'k chips', 0.05);
    metrics[`chip.mw[${chip}]`] = stock(ramp(count * 0.4, count * 1.3, 10), 'MW', 0.05);
    metrics[`chip-is-own[${chip}]`] = stock(() => (chip.startsWith('trainium') ? 1 : 0), 'ratio', 0);
    metrics[`utilisation-by-chip[${chip}]`] = stock((q) => Math.min(100, 70 + q), '%', 0.05);
  }
  metrics['chip.mw[never_bought]'] = stock(() => 0, 'MW', 0);
  metrics['utilisation-by-chip[never_bought]'] = stock(() => 0, '%', 0);
  metrics['chips.installed'] = stock(ramp(1440, 4800, 10), 'k chips', 0.05);
  for (const [segment, share] of Object.entries({ classical: 0.5, frontier_lab: 0.3, internal: 0 })) {
    metrics[`segment-revenue[${segment}]`] = flow((q) => revenue(q) * share, 0.2);
  }
  metrics['contract-revenue[openai]'] = flow((q) => revenue(q) * 0.12, 0.2);
  metrics['contract-revenue[anthropic]'] = flow((q) => revenue(q) * 0.08, 0.2);
  metrics['revenue.own-silicon'] = flow((q) => revenue(q) * (0.2 + 0.005 * q), 0.2);
  let total = 0;
  const totals = periods.map((_label, q) => (total += -14 + 0.95 * q));
  metrics['fcf.running'] = stock((q) => totals[q]!, '$bn', 0.3);
  return metrics;
}

function statements(metrics: Readonly<Record<string, Metric>>): readonly Statement[] {
  const line = (metric: string, label: string, sign: 1 | -1 = 1, style: 'line' | 'total' = 'line') => ({
    metric,
    label,
    style,
    sign,
    values: (metrics[metric]?.years.mean ?? yearLabels.map((_label, i) => 3 + i)).map(
      (value) => value * sign,
    ),
  });
  const common = { years: yearLabels, unit: '$bn' };
  return [
    {
      id: 'income',
      title: 'Income statement',
      ...common,
      lines: [
        line('revenue', 'Revenue'),
        line('energy-cost', 'Energy', -1),
        // A residue of rounding, and not a figure.
        { ...line('damages-cost', 'Late-delivery damages', -1), values: yearLabels.map(() => -2.5e-8) },
        line('ebitda', 'EBITDA', 1, 'total'),
        line('depreciation', 'Depreciation and write-offs', -1),
        line('ebit', 'Operating income', 1, 'total'),
      ],
    },
    {
      id: 'balance',
      title: 'Balance sheet',
      ...common,
      lines: [
        line('net-ppe', 'Property, net'),
        line('cip', 'of which construction in progress'),
        line('invested-capital', 'Assets', 1, 'total'),
      ],
    },
    {
      id: 'cash',
      title: 'Cash-flow statement',
      ...common,
      lines: [
        line('ebitda', 'Cash from operations'),
        line('capex', 'Capital spending', -1),
        line('fcf', 'Free cash flow', 1, 'total'),
      ],
    },
  ];
}

const bridges: readonly Bridge[] = [
  {
    year: 'FY2028',
    from: 'roic.d1',
    to: 'roic.d2',
    start: 0.152,
    steps: [{ label: 'construction in progress', change: -0.053 }],
    end: 0.099,
  },
  {
    year: 'FY2028',
    from: 'roic.d2',
    to: 'roic.d5',
    start: 0.099,
    steps: [
      { label: 'accumulated depreciation added back', change: -0.017 },
      { label: 'depreciation added to NOPAT', change: 0.119 },
      { label: 'construction and working capital', change: -0.008 },
    ],
    end: 0.193,
  },
];

const check = (part: Partial<Check> & Pick<Check, 'id' | 'kind' | 'label' | 'status'>): Check => ({
  metric: 'revenue',
  period: 'FY2028',
  value: 0,
  low: undefined,
  high: undefined,
  unit: '$bn',
  sentence: 'A sentence of the fixture.',
  source: undefined,
  at: undefined,
  ...part,
});

const checks: readonly Check[] = [
  check({
    id: 'balance',
    kind: 'tie',
    label: 'Assets equal liabilities and equity',
    status: 'pass',
    value: 1.3e-13,
    unit: 'of total assets',
    high: 1e-9,
  }),
  check({
    id: 'cash',
    kind: 'tie',
    label: 'Cash ties to the cash-flow statement',
    status: 'pass',
    value: 2e-13,
    unit: 'of total assets',
    high: 1e-9,
  }),
  check({
    id: 'intensity',
    metric: 'capital-intensity',
    kind: 'band',
    label: 'Capital intensity',
    status: 'outside',
    value: 0.93,
    low: 0.25,
    high: 0.8,
    unit: 'ratio',
    sentence: 'Capital spending per dollar of revenue is above what large clouds have shown.',
    source: 'Company filings 2019–2025',
  }),
  check({
    id: 'margin',
    metric: 'operating-margin',
    kind: 'band',
    label: 'Operating margin',
    status: 'pass',
    value: 31.2,
    low: 25,
    high: 40,
    unit: '%',
    sentence: 'Within the range of the segment since 2019.',
  }),
  check({
    id: 'q1',
    kind: 'actual',
    label: 'Revenue',
    status: 'pass',
    period: '2026Q1',
    value: 37.6,
    low: 35.1,
    high: 38.4,
    sentence: 'The February case said $36.5bn; $37.6bn was reported.',
    source: 'Quarterly report',
  }),
  check({
    id: 'expected',
    metric: 'capex',
    kind: 'expectation',
    label: 'FY2026 capital spending',
    status: 'pass',
    period: 'FY2026',
    value: 160,
    low: 150,
    high: 170,
  }),
];

const contracts: readonly ContractRow[] = [
  ['openai', 38, 30, 7],
  ['anthropic', 110, 45, 10],
  ['other_backlog', 32, 0, 4],
].map(([name, backlogBn, takeOrPayBn, termYears], i) => ({
  name: String(name),
  state: 'signed',
  start: `202${5 + i}-11`,
  termYears: Number(termYears),
  backlogBn: Number(backlogBn),
  takeOrPayBn: Number(takeOrPayBn),
  revenueByYearBn: yearLabels.map((_label, y) => Math.max(0, Math.min(2 + y, Number(backlogBn) / 8))),
  undeliveredBn: 0.4 * i,
  defaultProbability: 0.06 * (i + 1),
  source: i === 2 ? undefined : 'Press report',
}));

const phases: readonly PhaseRow[] = [
  ['new_carlisle_2', 'committed', -5, 1.2],
  ['madison_1', 'committed', -6, 1.4],
  ['ridgeland_1', 'committed', -2, 4.8],
  ['other_regions_first_half_of_2027', 'committed', -1, 5.4],
  ['indiana_2', 'optional', 3, 10.2],
  ['other_2030', 'candidate', 10, 18],
].map(([name, status, startAt, plannedAt]) => {
  const planned = Number(plannedAt);
  const label = (at: number) => periods[Math.min(quarters - 1, Math.max(0, Math.floor(at)))]!;
  return {
    name: String(name),
    site: 'other_regions',
    status: String(status),
    mw: 900,
    start: '2025Q1',
    plannedReady: label(planned),
    p10: label(planned + 0.2),
    p50: label(planned + 1),
    p90: label(planned + 2.4),
    startAt: Number(startAt),
    plannedAt: planned,
    p10At: planned + 0.2,
    p50At: planned + 1,
    p90At: planned + 2.4,
  };
});

const assumptions: readonly AssumptionRow[] = [
  ['drivers.ai_demand', '0.7 to 1.45', 4, 0.71],
  ['drivers.ai_price', '0.8 to 1.2', 3, 0.52],
  ['chips.trainium3.price', '9000 $/chip', 4, -0.31],
  ['drivers.build_cost', '0.9 to 1.2', 3, -0.12],
  ['sites.fleet.pue', '1.15', 4, undefined],
  ['accounts.tax_rate', '21%', 1, undefined],
  ['valuation.wacc', '9 %/year', undefined, undefined],
].map(([path, text, tier, effect], i) => ({
  path: String(path),
  sentence: 'What the input means, in a sentence',
  text: String(text),
  unit: i < 2 ? 'ratio' : '%',
  source: i === 4 ? undefined : 'Epoch AI: cost breakdown',
  url: i === 3 ? 'https://epoch.ai/data-insights' : undefined,
  asOf: '2026-02-28',
  tier: tier === undefined ? undefined : Number(tier),
  note: i === 2 ? 'Planning estimate; no list price' : undefined,
  alternatives:
    i === 2
      ? [
          { text: '6000 $/chip', source: 'low estimate' },
          { text: '13000 $/chip', source: undefined },
        ]
      : [],
  at: `case.yaml:${20 + i}`,
  isUncertain: effect !== undefined,
  effect: effect === undefined ? undefined : Number(effect),
}));

const programme: Programme = {
  counterfactual: 'without the 2026 programme',
  sentence: 'The programme is the committed phases of 2026 and 2027 and the chips in them.',
  metrics: {
    capex: flow((q) => (q < 8 ? 26 : 0), 0.1),
    fcf: flow((q) => (q < 8 ? -24 : 11), 0.3),
    revenue: flow((q) => (q < 4 ? 0 : 0.8 * q)),
    nopat: flow((q) => (q < 4 ? -1 : 0.2 * q)),
    roic: makeMetric({ unit: '%/year', kind: 'stock', of: (q) => -3 + 0.7 * q, spread: 0.4 }),
    npv: makeOnce(21, 44, '$bn'),
    irr: makeOnce(11.6, 4.2, '%/year', 310),
    xirr: makeOnce(11.5, 4.1, '%/year', 310),
    payback: makeOnce(7.1, 0.9, 'years'),
    moic: makeOnce(1.45, 0.21, 'x'),
  },
};

/** A plausible run: 40 quarters with every metric, statement, check and row that a report can show. */
export function plausibleResult(): RunResult {
  const metrics = makeMetrics();
  return {
    schema: 'buildout-run/1',
    provenance: {
      version: '0.1.0',
      case: 'Fixture cloud 2026',
      caseHash: '9f2c'.repeat(16),
      asOf: '2026-02-28',
      question:
        'Does the programme of 2026 earn its cost of capital, under which definition, and when does the money come back?',
      overlays: [],
      sets: [],
      seed: 1,
      paths: 10_000,
    },
    calendar: {
      periods,
      years: yearLabels.map((label, i) => ({ label, from: i * 4, to: i * 4 + 4, complete: true })),
    },
    metrics,
    statements: statements(metrics),
    bridge: bridges,
    checks,
    contracts,
    phases,
    assumptions,
    programme,
  };
}

/** A run of a case with one year and one metric, in which most sections have nothing to show. */
export function tinyResult(): RunResult {
  const full = plausibleResult();
  return {
    ...full,
    metrics: {},
    statements: [],
    bridge: [],
    checks: [],
    contracts: [],
    phases: [],
    assumptions: [],
    programme: undefined,
  };
}

/** Columns of five invented companies, ten years of actuals and a year of guidance. */
export function someCapexColumns(): readonly CapexColumn[] {
  return ['Alder', 'Birch', 'Cedar', 'Damson', 'Elder'].flatMap((company, i) =>
    Array.from({ length: 12 }, (_, y): CapexColumn => {
      const usdBn = (3 + 2 * i) * 1.32 ** y * (1 - 0.12 * i);
      const isGuidance = y === 11;
      return {
        company,
        year: 2015 + y,
        usdBn,
        ...(isGuidance ? { low: usdBn * 0.93, high: usdBn * 1.07 } : {}),
        kind: isGuidance ? 'guidance' : 'actual',
        definition: 'cash purchases of property and equipment',
        source: { title: 'Annual report', ...(y > 3 ? { url: 'https://example.org/report' } : {}) },
        confidence: y < 3 ? 'memory' : 'high',
        note: i === 3 ? 'Fiscal year to June, not the calendar year.' : '',
      };
    }),
  );
}

/** What a figure on ROIC D2 of FY2028 is about. */
export const roicTarget: Target = {
  name: 'roic.d2',
  element: 0,
  from: 0,
  to: 4,
  isFlow: false,
  unit: parseUnit('%/year').value!,
  isDate: false,
  metric: 'roic.d2',
  period: 'FY2028',
  unitText: '%/year',
};
