import { describe, expect, it } from 'vitest';
import { renderIssue, type Issue } from '../../src/base/issue.ts';
import { forecastCodes, makeSeriesReader } from '../../src/forecast/index.ts';
import { encode } from './support.ts';

function read(text: string, piece = 1 << 20) {
  const reader = makeSeriesReader('a.csv');
  const bytes = encode(text);
  for (let i = 0; i < bytes.length; i += piece) reader.push(bytes.slice(i, i + piece));
  return reader.end();
}

const header = 'series_id,t,period,value\n';

/** The smallest trigger of every code, with what the user reads first. */
const triggers: Readonly<Record<string, readonly [string, string]>> = {
  'series-column': ['series,t,value\na,1,2\n', "The file has no column 'series_id'."],
  'series-row': [`${header}a,1,2\n`, 'The row cannot be read: 3 cells where the header has 4.'],
  'series-number': [`${header}a,1,,many\n`, 'The cell is not a plain number; its series is left out.'],
  'series-duplicate': [`${header}a,1,,2\na,1,,3\n`, "Series 'a' has two values for t = 1; it is left out."],
  'series-gap': [
    `${header}a,1,,2\na,3,,4\n`,
    "Series 'a' has a gap; 1 missing values are bridged by a straight line.",
  ],
  'series-sold-out': [
    'series_id,t,value,sold_out\na,1,2,perhaps\n',
    'The cell does not say whether all was sold; its series is left out.',
  ],
  'series-empty': [`${header}a,1,,2\na,2,,\n`, "Series 'a' ends without a value; it is left out."],
};

describe('faults of a file of series', () => {
  it('are all in the register', () => {
    // Those of overrides and hierarchies are triggered in structure.test.ts and layers.test.ts.
    const ofSeries = Object.keys(forecastCodes).filter((code) => code.startsWith('series-'));
    expect(Object.keys(triggers).sort()).toEqual(ofSeries.sort());
  });

  it.each(Object.keys(triggers))('%s is raised by its smallest trigger, with its line', (code) => {
    const [text, message] = triggers[code]!;
    const [issue] = read(text).issues as [Issue];
    expect(issue.code).toBe(code);
    expect(issue.message).toBe(message);
    expect(issue.at?.line).toBeGreaterThan(0);
    expect(renderIssue(issue)).toContain('expected');
  });

  it('marks sold-out periods by value, none where a gap is bridged, and nothing where there is none', () => {
    const { series } = read('series_id,t,value,sold_out\na,2,4,yes\na,1,2,0\na,4,8,TRUE\nb,1,1,\nb,2,1,no\n');
    expect(series[0]!.soldOut).toEqual([false, true, false, true]);
    expect(series[1]).not.toHaveProperty('soldOut');
  });

  it('leave the other series whole', () => {
    const { series, issues } = read(`${header}a,1,,1\nb,1,,x\na,2,,2\n"c,1,,3\na,3,,3\n`);
    expect(series.map(({ id }) => id)).toEqual(['a']);
    expect([...series[0]!.values]).toEqual([1, 2, 3]);
    expect(issues.map(({ at }) => at?.line)).toEqual([3, 5]);
  });

  it('are summed up when there are very many', () => {
    const { issues } = read(header + 'a,1\n'.repeat(1000));
    expect(issues).toHaveLength(21);
    expect(issues.at(-1)!.message).toBe('980 more of these are not shown.');
  });

  it('say so of an empty file', () => {
    expect(read('').issues.map(({ code }) => code)).toEqual([
      'series-column',
      'series-column',
      'series-column',
    ]);
  });
});

describe('series', () => {
  it('are sorted by t, whatever the order of rows and columns', () => {
    const { series } = read('value,t,series_id\n3,3,a\n1,1,a\n2,2,a\n');
    expect([...series[0]!.values]).toEqual([1, 2, 3]);
  });

  it('start anew after a long gap', () => {
    const { series, issues } = read(`${header}a,1,,1\na,2,,2\na,9,2026Q1,3\na,10,2026Q2,4\n`);
    expect([...series[0]!.values]).toEqual([3, 4]);
    expect(series[0]!.lastPeriod).toBe('2026Q2');
    expect(issues[0]!.message).toContain('only its 2 values');
  });

  it('are the same whatever the pieces they arrive in', () => {
    const text = `\uFEFF${header}"a ""b"", ü",1,"x\ny",1.5\r\n"a ""b"", ü",2,,-2e3\r\nc,1,,\nc,2,,4\n\nc,3,,5`;
    const whole = read(text);
    expect(whole.series.map(({ id }) => id)).toEqual(['a "b", ü', 'c']);
    for (const piece of [1, 2, 3, 7, 31]) expect(read(text, piece)).toEqual(whole);
  });
});
