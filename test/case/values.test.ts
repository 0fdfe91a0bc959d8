import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindInput, centralDraws, driversOf, shapeOf } from '../../src/case/index.ts';
import { hashName } from '../../src/base/hash-name.ts';
import { mean, quantile, variance } from '../../src/num/index.ts';
import { fullCase } from './full-case.ts';
import { at, issuesOf, makeProgram, request, sample } from './sample.ts';
import { readCase } from '../../src/case/index.ts';

const mw = (value: string) => `sites: {ohio: {ready: 2026Q3, mw: ${value}}}\n`;
const distribution = (value: string) => sample(mw(value)).drivers[0]!.distribution;
const central = (body: string, input = 'site.mw', more = {}) => {
  const value = sample(body, more);
  return bindInput(value, input, centralDraws(value));
};

describe('values', () => {
  it('are canonical for the calendar: time in quarters, power in MW', () => {
    const value = sample(`sites: {ohio: {ready: 2026Q3}}
chips: {a: {price: $5k/chip, home: ohio, life: 6 years}}
segments: {ai: {throughput: {a: 2 work/chip/hour}}}
`);
    const number = (path: string) => (at(value, path).value as { term: { value: number } }).term.value;
    expect(number('chips.a.price')).toBe(5000);
    expect(number('chips.a.life')).toBe(24);
    expect(number('sites.ohio.ready')).toBe(2);
    // 2 an hour for the 8760/4 = 2190 hours of a quarter; the product may round once.
    expect(number('segments.ai.throughput.a')).toBeCloseTo(4380, 9);
  });

  it('keep text, place, provenance and alternatives', () => {
    const files = new Map([['mw.csv', 'period,mw\n2026Q1,10 MW\n']]);
    const value = readCase(request(fullCase, { files })).value!;
    expect(at(value, 'chips.trn2.price')).toMatchObject({
      input: 'chip.price',
      element: 0,
      text: '$5k/chip',
      source: 'k10',
      isDefault: false,
      alternatives: [{ text: '$6k/chip', tier: 4, distribution: { kind: 'point', value: 6000 } }],
    });
    expect(at(value, 'chips.h100.life')).toMatchObject({ text: '6 years', isDefault: true, element: 1 });
    expect(value.maps['chip.home']).toEqual(Int32Array.of(0, 1));
    expect(value.choices['segment.rule']).toEqual(Int32Array.of(0, 1));
    expect(value.sources.get('k10')).toMatchObject({ title: 'Annual report', tier: 1, asOf: '2026-02' });
    expect(value.expectations[0]).toMatchObject({
      quantile: 'p50',
      check: { kind: 'between', low: '5 %', high: '15 %' },
    });
    expect(value.bands[0]).toMatchObject({ metric: 'capex', low: '$1bn', source: 'Some report' });
    expect(value.correlations).toMatchObject([
      { of: 'drivers.demand', with: 'sites.iowa.ready', value: -0.25 },
    ]);
    expect(value.metricsText).toContain('twice');
    expect(shapeOf(value)).toMatchObject({ periods: 8, periodsPerYear: 4 });
    expect(value.drivers.map((driver) => driver.name)).toEqual([
      'chips.h100.price.growth.rate.steps.2027Q1',
      'chips.trn2.life',
      'drivers.cycle',
      'drivers.demand',
      'sites.iowa.ready',
      'sites.ohio.mw.steps.2027Q1',
    ]);
    for (const driver of value.drivers) expect(driver.stream).toBe(hashName(driver.name));
  });
});

describe('the metrics of a case', () => {
  it('are placed where their first line stands, so that faults in them can be', () => {
    const block = sample('metrics: |\n    twice : $/chip "Two"\n      = 2 * chip.price\n');
    expect(block.metricsText).toBe('twice : $/chip "Two"\n  = 2 * chip.price\n');
    expect(block.metricsAt).toMatchObject({ file: 'case.yaml', line: 5, column: 5 });
    expect(sample('metrics: "a : $ = b"\n').metricsAt).toMatchObject({ line: 4, column: 10 });
  });
});

describe('ranges and distributions', () => {
  it('read a range as a 90% interval, and the unit from its upper end', () => {
    for (const text of ['5 to 10 MW', '5 MW to 10 MW', '5000 kW to 0.01 GW', '5 to 10.0 MW', '5 to 1e1 MW']) {
      const found = distribution(text);
      expect(found.kind).toBe('lognormal');
      // exp and log are good to a few ulp; 1e-12 leaves room for the quantile's own error of 1e-15 × σ-scale steps.
      expect(quantile(found, 0.05)).toBeCloseTo(5, 12);
      expect(quantile(found, 0.95)).toBeCloseTo(10, 12);
    }
  });

  it('take what follows the upper number for both ends of a money range', () => {
    const price = (text: string) =>
      sample(`sites: {o: {ready: 2026}}\nchips: {a: {home: o, price: ${text}}}\n`).drivers[0]!.distribution;
    // Log of 5000 is about 8.5, so an ulp there moves the quantile by about 1e-11.
    expect(quantile(price('$5 to $10k/chip'), 0.05)).toBeCloseTo(5000, 8);
    expect(quantile(price('$5k/chip to $10k/chip'), 0.05)).toBeCloseTo(5000, 8);
  });

  it('read a range of dates as normal, in periods', () => {
    const value = sample('sites: {ohio: {ready: 2026Q3 to 2027Q1}}\n');
    const found = value.drivers[0]!.distribution;
    // 2026Q3 starts 2 quarters in, 2027Q1 starts 4 in: mean 3, sd 2/(2·1.6448536269514722).
    expect(found).toEqual({ kind: 'normal', mean: 3, sd: 1 / 1.6448536269514722 });
  });

  it.each([
    ['"normal(10 MW, 2 MW)"', { kind: 'normal', mean: 10, sd: 2 }],
    ['"uniform(1, 2)"', undefined],
    ['"uniform(1 MW, 2 GW)"', { kind: 'uniform', low: 1, high: 2000 }],
    ['"triangular(1 MW, 2 MW, 4 MW)"', { kind: 'triangular', low: 1, mode: 2, high: 4 }],
    ['"pert(1 MW, 2 MW, 4 MW)"', { kind: 'pert', low: 1, mode: 2, high: 4 }],
    ['"beta(2, 3, 1 MW, 4 MW)"', { kind: 'beta', a: 2, b: 3, low: 1, high: 4 }],
    ['"truncated(3 MW, 1 MW, 1 MW, 4 MW)"', { kind: 'truncatedNormal', mean: 3, sd: 1, low: 1, high: 4 }],
    ['discrete(5 MW:0.3, 6 MW:70%)', { kind: 'discrete', values: [5, 6], weights: [0.3, 0.7] }],
    ['exponential(2 MW)', { kind: 'exponential', mean: 2 }],
  ])('%s', (text, expected) => {
    const body = mw(text.startsWith('"') ? text : `"${text}"`);
    if (expected) expect(sample(body).drivers[0]!.distribution).toEqual(expected);
    else expect(issuesOf(body).map((issue) => issue.code)).toEqual(['unit-mismatch']);
  });

  it('read lognormal by the mean and deviation of the variable itself', () => {
    const found = distribution('"lognormal(10 MW, 4 MW)"');
    // Two logs, an exp and a root, each good to a few ulp of numbers of size 10 and 16.
    expect(mean(found)).toBeCloseTo(10, 12);
    expect(variance(found)).toBeCloseTo(16, 11);
  });

  it('read a date by a distribution: the mean a date, the spread a length', () => {
    const value = sample('sites: {ohio: {ready: "normal(2027Q1, 6 months)"}}\n');
    expect(value.drivers[0]!.distribution).toEqual({ kind: 'normal', mean: 4, sd: 2 });
    const codes = issuesOf('sites: {ohio: {ready: "exponential(2027Q1)"}}\n').map((issue) => issue.code);
    expect(codes).toEqual(['distribution-invalid']);
  });
});

describe('bindInput', () => {
  it('is uniform where all is certain', () => {
    expect(central(mw('4 MW'))).toEqual({ values: Float64Array.of(4), byTime: false, byPath: false });
  });

  it('holds steps until the next; before the first, the first', () => {
    const { values, byTime } = central(mw('{steps: {2026Q3: 10 MW, 2027Q1: 20 MW}}'));
    expect(byTime).toBe(true);
    expect([...values]).toEqual([10, 10, 10, 10, 20, 20, 20, 20]);
    expect(Array.from(central(mw('{steps: {2026-02: 1 MW, 2026-05: 2 MW}}')).values.slice(0, 3))).toEqual([
      1, 1, 2,
    ]);
    expect(central(mw('{steps: {2024Q1: 3 MW}}'))).toEqual({
      values: Float64Array.of(3),
      byTime: false,
      byPath: false,
    });
  });

  it('draws straight lines, flat outside', () => {
    expect([...central(mw('{linear: {2026Q2: 10 MW, 2027Q2: 30 MW}}')).values]).toEqual([
      10, 10, 15, 20, 25, 30, 30, 30,
    ]);
  });

  it('compounds growth by period', () => {
    const { values } = central(mw('{growth: {from: 16 MW, rate: 1500 %/year}}'));
    // (1 + 15)^(1/4) = 2 a quarter; each step multiplies once, an error of a few ulp a step.
    [16, 32, 64, 128, 256, 512, 1024, 2048].forEach((expected, t) => {
      expect(Math.abs(values[t]! / expected - 1)).toBeLessThan(8 * 2 * 2.3e-16);
    });
    const steps = central(
      mw('{growth: {from: 1 MW, rate: {steps: {2026Q1: 1500 %/year, 2026Q3: 0 %/year}}}}'),
    );
    expect([...steps.values].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([1, 2, 2, 2, 2, 2, 2, 2]);
  });

  it('reads tables as steps, in the unit of cells or of the mapping', () => {
    const files = (text: string) => ({ files: new Map([['t.csv', text]]) });
    const rows = 'period,mw\n2026Q1,10 MW\n2026Q4,0.02 GW\n';
    expect([...central(mw('{table: t.csv#mw}'), 'site.mw', files(rows)).values]).toEqual([
      10, 10, 10, 20, 20, 20, 20, 20,
    ]);
    const bare = 'period,mw\n2026Q1,1\n2027Q1,2\n';
    expect(central(mw('{table: t.csv#mw, unit: GW}'), 'site.mw', files(bare)).values[7]).toBe(2000);
  });

  it('lays out by element, period and path', () => {
    const value = sample(`sites:
  ohio: {ready: 2026Q3, mw: {steps: {2026Q1: 1 MW, 2027Q1: 2 to 4 MW}}}
  iowa: {ready: 2026Q3, mw: 7 MW}
`);
    const draws = (name: string) => {
      expect(name).toBe('sites.ohio.mw.steps.2027Q1');
      return Float64Array.of(3, 5, 8);
    };
    const { values, byTime, byPath } = bindInput(value, 'site.mw', draws);
    expect([byTime, byPath, values.length]).toEqual([true, true, 2 * 8 * 3]);
    expect(Array.from(values.slice(3 * 3, 5 * 3))).toEqual([1, 1, 1, 3, 5, 8]);
    expect(Array.from(values.slice(24))).toEqual(Array.from({ length: 24 }, () => 7));
    expect(driversOf(value, 'site.mw')).toEqual(['sites.ohio.mw.steps.2027Q1']);
  });

  it('reads elements row-major over the dims of the input, whatever the order in the case', () => {
    const { values } = central(
      `sites: {o: {ready: 2026}}
chips: {a: {price: $1/chip, home: o}, b: {price: $1/chip, home: o}}
segments:
  x: {throughput: {b: 2 work/chip/period, a: 1 work/chip/period}}
  y: {throughput: {b: 4 work/chip/period}}
`,
      'segment.throughput',
    );
    expect([...values]).toEqual([1, 2, 0, 4]);
  });

  it('numbers elements by the dims of the input even where the case lists them the other way round', () => {
    const turned = makeProgram(`module m "m"
dimension chip chips "A make"
dimension segment segments "A kind"
input segment.cap[chip, segment] : MW "Power by chip and segment"
choice segment.tie[chip, segment] : low | high "A word by chip and segment"
`);
    const body = `chips: {a: {}, b: {}, c: {}}
segments:
  x: {cap: {a: 1 MW, b: 2 MW, c: 3 MW}, tie: {a: low, b: high, c: low}}
  y: {cap: {a: 4 MW, b: 5 MW, c: 6 MW}, tie: {a: high, b: low, c: high}}
`;
    const value = sample(body, { program: turned });
    // [chip, segment] row-major: a-x, a-y, b-x, b-y, c-x, c-y.
    expect([...bindInput(value, 'segment.cap', centralDraws(value)).values]).toEqual([1, 4, 2, 5, 3, 6]);
    expect(at(value, 'segments.x.cap.b').element).toBe(2);
    expect(value.inputs.get('segment.cap')!.map((one) => one.element)).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...value.choices['segment.tie']!]).toEqual([0, 1, 1, 0, 0, 1]);
  });

  it('reads fixed labels and nested sections', () => {
    const body = 'accounts: {life: {server: 6 years}}\nopening: {ppe: {shell: $2bn}}\n';
    expect([...central(body, 'accounts.life').values]).toEqual([20, 24]);
    expect([...central(body, 'opening.ppe.shell').values]).toEqual([2e9]);
  });

  it('multiplies by drivers, which are drawn once', () => {
    const body = `drivers: {demand: 0.5 to 2, scale: 3, extra: 1 to 2 MW}
sites:
  ohio: {ready: 2026Q3, mw: {value: 10 MW, times: [demand, scale]}}
  iowa: {ready: 2026Q3, mw: {value: 2, times: extra}}
`;
    const value = sample(body);
    // The median of a lognormal from 0.5 to 2 is √(0.5·2) = 1, of 1 to 2 it is √2; log and exp err by ulps.
    const { values } = bindInput(value, 'site.mw', centralDraws(value));
    expect(values[0]).toBeCloseTo(30, 12);
    expect(values[1]).toBeCloseTo(2 * Math.SQRT2, 12);
    expect(value.drivers.map((driver) => driver.name)).toEqual(['drivers.demand', 'drivers.extra']);
    const asked: string[] = [];
    bindInput(value, 'site.mw', (name) => {
      asked.push(name);
      return Float64Array.of(1, 2);
    });
    expect(asked).toEqual(['drivers.demand', 'drivers.extra']);
  });

  it('does not depend on the split of the paths', () => {
    const value = sample(mw('{growth: {from: 5 to 10 MW, rate: 10 to 30 %/year}}'));
    const names = driversOf(value, 'site.mw');
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 2, maxLength: 6 }),
        (drawn) => {
          const whole = bindInput(value, 'site.mw', (name) =>
            Float64Array.from(drawn, (v) => v * (names.indexOf(name) + 1)),
          );
          drawn.forEach((one, path) => {
            const alone = bindInput(value, 'site.mw', (name) =>
              Float64Array.of(one * (names.indexOf(name) + 1)),
            );
            for (let t = 0; t < 8; t++) expect(whole.values[t * drawn.length + path]).toBe(alone.values[t]);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('throws on an input that is not there and on draws of different length', () => {
    const value = sample(`drivers: {a: 1 to 2, b: 1 to 2}\n${mw('{value: 1 MW, times: [a, b]}')}`);
    expect(() => bindInput(value, 'site.mww', centralDraws(value))).toThrow("no input 'site.mww'");
    const uneven = (name: string) => new Float64Array(name === 'drivers.a' ? 2 : 3);
    expect(() => bindInput(value, 'site.mw', uneven)).toThrow('paths');
  });
});
