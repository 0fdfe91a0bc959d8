import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, main } from './run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'buildout-forecast-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(place(name), 'utf8');

const rows = (id: string, values: readonly number[]) =>
  values.map((value, i) => `${id},${i + 1},,${value}\n`).join('');
const growing = Array.from({ length: 40 }, (_, t) => 100 + 3 * t + 10 * (t % 4));

describe('forecast', () => {
  it('writes every method with its bands, joint paths, back-test and page', () => {
    writeFileSync(
      place('in.csv.gz'),
      gzipSync(`series_id,t,period,value\n${rows('a', growing)}${rows('=b', growing)}`),
    );
    const { code, err } = cli(
      'forecast',
      place('in.csv.gz'),
      '--horizon',
      '6',
      '--frequency',
      'q',
      '--out',
      place('out.csv'),
      '--html',
      place('page.html'),
      '--json',
      place('back.json'),
      '--paths-out',
      place('paths.csv'),
      '--paths',
      '3',
    );
    expect(err).toContain("2 with intervals from the series' own errors");
    expect(code).toBe(0);
    const lines = read('out.csv').trim().split('\n');
    expect(lines[0]).toBe('method,series_id,h,mean,lo80,hi80,lo95,hi95');
    expect(lines).toHaveLength(1 + 6 * 2 * 6);
    expect(lines.filter((line) => line.startsWith('buildout,a,'))).toHaveLength(6);
    // A name that a spreadsheet would run as a formula is disarmed.
    expect(lines.some((line) => line.startsWith("buildout,'=b,"))).toBe(true);
    expect(read('paths.csv').trim().split('\n')).toHaveLength(1 + 2 * 3 * 6);
    expect(JSON.parse(read('back.json')).scores.buildout.forecasts).toBeGreaterThan(20);
    expect(read('page.html')).toContain('Where outcomes fell in the predicted distribution');
  });

  it('forecasts what it can, names what it cannot, and ends with 1', () => {
    writeFileSync(place('bad.csv'), `series_id,t,period,value\n${rows('a', growing)}b,1,,x\n`);
    const { code, out, err } = cli('forecast', place('bad.csv'), '--horizon', '2', '--frequency', 'M');
    expect(code).toBe(1);
    expect(out).toMatch(/^buildout,a,2,/m);
    expect(err).toContain('bad.csv:42:1 error series-number');
  });

  it('takes sold-out periods for lower bounds, and says what each override added once actuals are there', () => {
    // Demand goes on at 3 a period; the last six periods sold no more than 200.
    const demand = Array.from({ length: 40 }, (_, t) => 100 + 3 * t);
    const marked = demand
      .map((value, t) => `a,${t + 1},,${t < 34 ? value : 200},${t < 34 ? 0 : 1}\n`)
      .join('');
    writeFileSync(place('capped.csv'), `series_id,t,period,value,sold_out\n${marked}`);
    writeFileSync(
      place('blind.csv'),
      `series_id,t,period,value\n${rows(
        'a',
        demand.map((value, t) => (t < 34 ? value : 200)),
      )}`,
    );
    writeFileSync(place('later.csv'), 'series_id,t,period,value\na,41,,220\na,42,,223\n');
    writeFileSync(
      place('log.csv'),
      'owner,reason,made,expires,series_id,from,to,change,value\nkim,new hall,2026-02-05,2026-12-30,a,1,2,times,1.5\n',
    );
    const mean = (file: string) => {
      const { out, err } = cli(
        'forecast',
        place(file),
        '--horizon',
        '2',
        '--frequency',
        'Y',
        '--overrides',
        place('log.csv'),
        '--as-of',
        '2026-03-01',
        '--actuals',
        place('later.csv'),
      );
      return { value: Number(/^buildout,a,1,([^,]+)/m.exec(out)![1]), err };
    };
    const [seen, blind] = [mean('capped.csv'), mean('blind.csv')];
    expect(Math.abs(seen.value - 220)).toBeLessThan(Math.abs(blind.value - 220));
    expect(seen.err).toMatch(
      /a: 6 of 40 periods were sold out; the demand behind is taken to be [\d.]+% more/,
    );
    expect(seen.err).toMatch(/Override: a, periods 1 to 2, times 1.5, by kim: hurt; -\d/);
    expect(seen.err).toContain('value added');
  });

  it('lays a hierarchy and judgement over the forecast, and says what they did', () => {
    const other = growing.map((value, t) => value / 2 + (t % 3));
    const total = growing.map((value, t) => value + other[t]!);
    writeFileSync(
      place('parts.csv'),
      `series_id,t,period,value\n${rows('a', growing)}${rows('b', other)}${rows('all', total)}`,
    );
    writeFileSync(place('hierarchy.csv'), 'total,part\nall,a\nall,b\n');
    const log = 'owner,reason,made,expires,series_id,from,to,change,value\n';
    writeFileSync(place('judged.csv'), `${log}kim,new hall,2026-02-01,2026-12-31,a,2,2,plus,30\n`);
    const base = ['forecast', place('parts.csv'), '--horizon', '2', '--frequency', 'Q'];
    const layers = ['--reconcile', place('hierarchy.csv'), '--as-of', '2026-03-01', '--paths', '2'];
    const { code, out, err } = cli(
      ...base,
      ...layers,
      '--overrides',
      place('judged.csv'),
      '--paths-out',
      place('joint.csv'),
    );
    expect(code).toBe(0);
    const mean = (layer: string, id: string, h: number) =>
      Number(new RegExp(`^${layer},${id},${h},([^,]+)`, 'm').exec(out)![1]);
    for (const h of [1, 2])
      expect(mean('reconciled', 'all', h)).toBeCloseTo(
        mean('reconciled', 'a', h) + mean('reconciled', 'b', h),
        5,
      );
    expect(mean('judged', 'all', 2) - mean('reconciled', 'all', 2)).toBeCloseTo(30, 5);
    expect(out).not.toMatch(/^judged,b,/m);
    expect(err).toContain('Override: a, periods 2 to 2, plus 30, by kim (new hall; until 2026-12-31)');
    const joint = new Map(
      read('joint.csv')
        .trim()
        .split('\n')
        .map((line) => [line.replace(/,[^,]*$/, ''), Number(line.split(',')[3])]),
    );
    expect(joint.get('all,2,2')).toBeCloseTo(joint.get('a,2,2')! + joint.get('b,2,2')!, 5);

    writeFileSync(place('wrong.csv'), `${log}kim,new hall,2026-02-01,2026-12-31,all,1,1,set,30\n`);
    const wrong = cli(...base, ...layers, '--overrides', place('wrong.csv'));
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toContain('wrong.csv:2:1 error override-total');
  });

  it('refuses an unknown frequency with the known ones', () => {
    const { code, err } = cli('forecast', place('bad.csv'), '--horizon', '2', '--frequency', 'F');
    expect(code).toBe(2);
    expect(err).toContain('expected one of H, D, W, M, Q, Y');
  });
});

describe('signals', () => {
  it('import sums an export and puts bad rows into a file of their own', () => {
    writeFileSync(
      place('focus.csv'),
      'ChargePeriodStart,ServiceName,ConsumedUnit,ConsumedQuantity,OwnerEmail\n2024-09-01,=EC2,Hours,2,jo@example.com\n2024-09-02,EC2,Hours,x,jo@example.com\n',
    );
    const { code, out } = cli(
      'signals',
      'import',
      place('focus.csv'),
      '--out',
      place('usage.csv'),
      '--series',
      place('series.csv'),
      '--bad',
      place('bad-rows.csv'),
    );
    expect(code).toBe(1);
    expect(out).toContain('2 rows: 1 used, 0 set aside, 1 bad.');
    expect(out).toContain('Not read, as they may hold personal data: OwnerEmail.');
    expect(read('usage.csv')).toContain("2024-09,,,'=EC2,,Hours,,2,0,0,1");
    expect(read('series.csv')).toContain("'=EC2 [Hours],1,2024-09,2");
    expect(read('bad-rows.csv')).toMatch(/^3,ConsumedQuantity is no number: 'x',/m);
    for (const name of ['usage.csv', 'series.csv', 'bad-rows.csv']) expect(read(name)).not.toContain('jo@');
  });

  it('import splits reserved use from use on demand, for a forecast that adds up', () => {
    const months = Array.from(
      { length: 30 },
      (_, t) => `${2023 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}-01`,
    );
    const lines = months.flatMap((month, t) => [
      `${month},=p5,Hours,${50 + t},r-1`,
      `${month},=p5,Hours,${80 + 3 * (t % 5)},`,
    ]);
    writeFileSync(
      place('split.csv'),
      `ChargePeriodStart,ServiceName,ConsumedUnit,ConsumedQuantity,CommitmentDiscountId\n${lines.join('\n')}\n`,
    );
    const to = ['--series', place('split-series.csv'), '--split', place('split-parts.csv')];
    expect(cli('signals', 'import', place('split.csv'), ...to).code).toBe(0);
    const { code, out, err } = cli(
      'forecast',
      place('split-series.csv'),
      '--horizon',
      '3',
      '--frequency',
      'M',
      '--reconcile',
      place('split-parts.csv'),
    );
    expect(err).toContain('Reconciled:');
    expect(code).toBe(0);
    const last = (id: string) =>
      Number(
        out
          .split('\n')
          .find((line) => line.startsWith(`reconciled,'=p5 [Hours]${id},3,`))!
          .split(',')[3],
      );
    expect(last('')).toBeCloseTo(last(' reserved') + last(' on demand'), 5);
    expect(cli('signals', 'import', place('split.csv'), '--split', place('x.csv')).code).toBe(2);
  });

  it('refuses a damaged Parquet file by name, and writes nothing', () => {
    writeFileSync(place('cut.parquet'), 'PAR1 and no end');
    const { code, err } = cli('signals', 'import', place('cut.parquet'), '--out', place('cut.csv'));
    expect(code).toBe(1);
    expect(err).toContain('cut.parquet:1:1 error parquet-file');
    expect(existsSync(place('cut.csv'))).toBe(false);
  });

  it('reads an export from a pipe', () => {
    const text =
      'ChargePeriodStart,ChargeCategory,ServiceName,ConsumedQuantity,ConsumedUnit,EffectiveCost,BillingCurrency\n2026-01-05T00:00:00Z,Usage,Compute,3,Hours,1.5,USD\n';
    writeFileSync(place('piped.csv'), text);
    const command = `cat "${place('piped.csv')}" | "${process.execPath}" "${main}" signals import /dev/stdin --out "${place('piped-usage.csv')}"`;
    const { status, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(read('piped-usage.csv')).toContain('Compute');
  });

  it('leaves no file of bad rows when there are none', () => {
    writeFileSync(place('good.csv'), 'ChargePeriodStart,ConsumedUnit,ConsumedQuantity\n2024-09-01,Hours,2\n');
    expect(cli('signals', 'import', place('good.csv'), '--bad', place('none.csv')).code).toBe(0);
    expect(existsSync(place('none.csv'))).toBe(false);
  });

  it('telemetry writes busy chip-hours, and says which periods were full', () => {
    const samples = Array.from(
      { length: 24 },
      (_, h) => `2026-01-05 ${String(h).padStart(2, '0')}:00:00,=H100,GPU-a,98`,
    );
    writeFileSync(
      place('gpu.csv'),
      `timestamp,name,uuid,utilization.gpu\n${samples.join('\n')}\n2026-01-06,=H100,GPU-a,40\n2026-01-06,=H100,GPU-a,[N/A]\n`,
    );
    const to = ['--series', place('busy.csv'), '--bad', place('gpu-bad.csv')];
    const { code, out } = cli('signals', 'telemetry', place('gpu.csv'), ...to);
    expect(code).toBe(1);
    expect(out).toContain('26 rows: 25 used, 1 bad. Busy by utilization.gpu.');
    expect(out).toContain('1 of 2 days were full (from 95%)');
    expect(read('busy.csv')).toBe(
      "series_id,t,period,value,sold_out\n'=H100 [busy chip-hours],1,2026-01-05,23.52,1\n'=H100 [busy chip-hours],2,2026-01-06,0.4,0\n",
    );
    expect(read('gpu-bad.csv')).toContain('27,no utilisation');
  });

  it('backlog and adoption print tables', () => {
    const burnt = cli('signals', 'backlog', '--amount', '100', '--band', '12=40%', '--months', '12');
    expect(burnt.out).toContain('1,40,40,0,0,60');
    const adopted = cli(
      'signals',
      'adoption',

      '--users',
      '1000',
      '--tokens',
      '1e6',
      '--per-chip-hour',
      '1e6',
      '--point',
      '2=80%',
      '--paths',
      '200',
    );
    expect(adopted.out).toMatch(/^2,0\.\d+,0\.[78]/m);
  });
});

describe('race and implied', () => {
  it('say when, by definition, with the presets and the back-test', () => {
    const { code, out } = cli(
      'race',
      '--as-of',
      '2026-02',
      '--definition',
      'azure',
      '--paths',
      '200',
      '--html',
      place('race.html'),
    );
    expect(code).toBe(0);
    expect(out).toContain('AWS 28%, Azure 34%');
    expect(out).toContain('8.4 years');
    expect(out).toMatch(/Looking back at AWS from 2018Q4 on, the 80% band held/);
    expect(read('race.html')).toContain('When Azure becomes larger than AWS');
    expect(cli('race', '--as-of', 'soon').code).toBe(2);
  });

  it('say what a value takes for granted', () => {
    const { code, out } = cli('implied', '--multiple', '10', '--solve', 'return');
    expect(code).toBe(0);
    expect(out).toMatch(/takes a return of \d+\.\d+% for granted/);
    expect(cli('implied', '--value', '1e5', '--solve', 'margin').code).toBe(2);
  });
});
