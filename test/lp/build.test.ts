import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkRanges,
  coefficientRanges,
  label,
  lpCodes,
  measurePoint,
  ModelBuilder,
  multiply,
  sortTriplets,
  transpose,
} from '../../src/lp/index.ts';
import { renderIssue } from '../../src/base/issue.ts';
import { randomModel, wyndor } from './models.ts';

describe('ModelBuilder', () => {
  it('names rows and columns by case labels and finds them again', () => {
    const lp = new ModelBuilder({ name: 'm', sense: 'minimise' });
    const power = lp.addColumn(label('power', 'ohio', '2027Q1'), { upper: 40 });
    expect(label('total')).toBe('total');
    expect(lp.column('power[ohio, 2027Q1]')).toBe(power);
    const row = lp.addRow('site[ohio]', [[power, 2]], { lower: 1, upper: 3 });
    expect(lp.row('site[ohio]')).toBe(row);
    expect(lp.finish().rowUpper).toEqual(Float64Array.of(3));
  });

  it('adds up terms and costs of one place, and drops what cancels', () => {
    const lp = new ModelBuilder({ name: 'm', sense: 'minimise' });
    const x = lp.addColumn('x', { cost: 1 });
    const y = lp.addColumn('y');
    lp.addRow('r', [[y, 1], [x, 2], [y, 0.5]], { equal: 1 }); // prettier-ignore
    const second = lp.addRow('s', [[x, 1]], { upper: 0 });
    lp.addTerm(second, x, -1);
    lp.addCost(x, 2);
    const { matrix, cost, rowLower } = lp.finish();
    expect(matrix).toEqual({
      starts: Int32Array.of(0, 2, 2),
      columns: Int32Array.of(0, 1),
      coefficients: Float64Array.of(2, 1.5),
    });
    expect(cost).toEqual(Float64Array.of(3, 0));
    expect(rowLower).toEqual(Float64Array.of(1, -Infinity));
  });

  it.each([
    ['a column named twice', (lp: ModelBuilder) => lp.addColumn('x'), /Two columns are named x/],
    ['bounds that descend', (lp: ModelBuilder) => lp.addColumn('y', { lower: 2, upper: 1 }), /ascend/],
    ['a bound that is no number', (lp: ModelBuilder) => lp.addColumn('y', { lower: NaN }), /ascend/],
    ['a cost that is no number', (lp: ModelBuilder) => lp.addColumn('y', { cost: Infinity }), /finite/],
    [
      'an endless semi-continuous',
      (lp: ModelBuilder) => lp.addColumn('y', { kind: 'semi-continuous' }),
      /semi-continuous/,
    ],
    ['a coefficient that is no number', (lp: ModelBuilder) => lp.addRow('r', [[0, NaN]], {}), /finite/],
    ['an unknown column', (lp: ModelBuilder) => lp.addRow('r', [[7, 1]], {}), /No column has the number 7/],
    ['an unknown row', (lp: ModelBuilder) => lp.addTerm(3, 0, 1), /No row has the number 3/],
    ['an unknown name', (lp: ModelBuilder) => lp.column('z'), /No column is named z/],
  ])('throws on %s', (_, misuse, message) => {
    const lp = new ModelBuilder({ name: 'm', sense: 'minimise' });
    lp.addColumn('x');
    expect(() => misuse(lp)).toThrow(message);
  });
});

describe('sortTriplets and transpose', () => {
  it('keep every sum: a matrix turned twice is itself, and equals a dense one', () => {
    const entry = fc.tuple(fc.nat(4), fc.nat(5), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        const matrix = sortTriplets({
          rowCount: 5,
          columnCount: 6,
          rows: Int32Array.from(entries, ([row]) => row),
          columns: Int32Array.from(entries, ([, column]) => column),
          coefficients: Float64Array.from(entries, ([, , value]) => value),
        });
        expect(transpose(transpose(matrix, 6), 5)).toEqual(matrix);
        for (let column = 0; column < 6; column++) {
          const unit = Float64Array.from({ length: 6 }, (_, j) => (j === column ? 1 : 0));
          const dense = Array.from({ length: 5 }, (_, row) =>
            entries.reduce((sum, [r, c, v]) => (r === row && c === column ? sum + v : sum), 0),
          );
          expect([...multiply({ matrix }, unit)]).toEqual(dense);
        }
      }),
    );
  });
});

describe('measurePoint', () => {
  it('says what a point is worth and how far it breaks the model', () => {
    expect(measurePoint(wyndor(), Float64Array.of(2, 6))).toEqual({
      objective: 36,
      rowViolation: 0,
      boundViolation: 0,
      fractionality: 0,
    });
    const broken = measurePoint(wyndor(), Float64Array.of(-1, 7));
    expect(broken.rowViolation).toBe(2);
    expect(broken.boundViolation).toBe(1);
  });
});

describe('coefficientRanges', () => {
  it('finds smallest and largest with their places', () => {
    expect(coefficientRanges(wyndor())).toEqual([
      {
        part: 'matrix',
        smallest: 1,
        largest: 3,
        smallestAt: 'hours[plant 1]: make[doors]',
        largestAt: 'hours[plant 3]: make[doors]',
      },
      { part: 'costs', smallest: 3, largest: 5, smallestAt: 'make[doors]', largestAt: 'make[windows]' },
      { part: 'limits', smallest: 4, largest: 18, smallestAt: 'hours[plant 1]', largestAt: 'hours[plant 3]' },
    ]);
    expect(checkRanges(wyndor())).toEqual([]);
    expect(checkRanges(randomModel(1, { columns: 5, rows: 5 }))).toEqual([]);
  });

  it('warns above a factor of 1e7, and not at it', () => {
    const build = (small: number) => {
      const lp = new ModelBuilder({ name: 'wide', sense: 'minimise' });
      const x = lp.addColumn('dollars');
      const y = lp.addColumn('watts');
      lp.addRow('mix', [[x, 1000], [y, small]], { upper: 1 }); // prettier-ignore
      return lp.finish();
    };
    expect(checkRanges(build(1e-4))).toEqual([]);
    const issues = checkRanges(build(1e-5));
    expect(Object.keys(lpCodes)).toContain(issues[0]!.code);
    expect(renderIssue(issues[0]!)).toBe(
      [
        'warning lp-coefficient-range: The matrix of wide span a factor of 1.0e+8',
        '    found     0.00001 at mix: watts, 1000 at mix: dollars',
        '    expected  at most a factor of 1e+7',
        '    fix       scale the units of the rows or columns named, or drop terms that do not matter',
      ].join('\n'),
    );
  });
});
