import { describe, expect, it } from 'vitest';
import { loadCase } from '../../src/node/index.ts';
import { demandBreakEven, findTarget, openStudy, solveMetric, type Study } from '../../src/study/index.ts';
import { evaluateCentral, readTarget } from '../../src/simulate/index.ts';

const loaded = loadCase('cases/amazon-2026').value!;
const open = (sets: readonly string[]): Study => openStudy({ ...loaded, sets }).value!;
const study = open([]);
const asked = { metric: 'roic.d2', period: 'FY2028', target: '9 %/year' } as const;

/** The answer on the central path, in its own unit. */
function central(model: Study): number {
  const target = findTarget(model, asked.metric, asked.period).value!;
  return readTarget(evaluateCentral(model, [target.name]).get(target.name), target, { model, paths: 1 })[0]!;
}

describe('demandBreakEven', () => {
  const found = demandBreakEven(study, asked).value!;

  it('starts from the central answer and lists all segments together first, then each, the nearest first', () => {
    expect(found.central).toBe(central(study));
    expect(found.figure).toBeCloseTo(9, 12);
    expect(found.rows[0]!.segment).toBeUndefined();
    const each = found.rows.slice(1);
    expect(new Set(each.map(({ segment }) => segment))).toEqual(
      new Set([
        'classical',
        'cloud_native',
        'enterprise_cuda',
        'enterprise_open',
        'frontier_lab',
        'internal',
      ]),
    );
    const away = each.map(({ multiple }) => (multiple === undefined ? Infinity : Math.abs(1 - multiple)));
    expect(away).toEqual(away.toSorted((a, b) => a - b));
  });

  it('finds for one segment what solve-for finds', () => {
    const row = found.rows.find(({ segment }) => segment === 'classical')!;
    const solved = solveMetric(study, {
      ...asked,
      vary: { path: 'segments.classical.volume', how: 'multiplier' },
      between: ['1%', '400%'],
    }).value!;
    expect(solved.solution).toMatchObject({ kind: 'solved', x: row.multiple });
  });

  it('meets the figure where the case is written with that much demand', () => {
    const { multiple } = found.rows[0]!;
    expect(multiple).toBeGreaterThan(0.01);
    expect(multiple).toBeLessThan(1);
    // Volumes are scaled in the text of the case itself, by a factor that each of them is multiplied with.
    const text = loaded.files.get(loaded.main)!;
    const scaled = text
      .replace(/\ndrivers:\n/, `\ndrivers:\n  all_demand: { value: ${multiple}, source: a test, tier: 4 }\n`)
      .replaceAll(/(\n    volume: \{.*?)(, source:)/g, (_all, head: string, tail: string) =>
        head.includes('times:')
          ? `${head.replace(/times: (\w+)/, 'times: [$1, all_demand]')}${tail}`
          : `${head}, times: all_demand${tail}`,
      );
    const opened = openStudy({
      ...loaded,
      files: new Map([...loaded.files, [loaded.main, scaled]]),
      sets: [],
    });
    expect(opened.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    // The root is found to a billionth of the range searched, 4; between the ends ROIC moves by less than 100 percent a unit.
    expect(Math.abs(central(opened.value!) - found.figure)).toBeLessThan(4e-9 * 100);
  });

  it('says where nothing in the range does it, with the answers at its ends', () => {
    const none = demandBreakEven(study, { ...asked, target: '900 %/year' }).value!;
    for (const { multiple, ends } of none.rows) {
      expect(multiple).toBeUndefined();
      expect(Math.max(...ends)).toBeLessThan(900);
    }
  });

  it('refuses a metric that there is not, and a figure of another dimension', () => {
    expect(demandBreakEven(study, { metric: 'roic.d9', target: '9 %/year' }).issues[0]?.code).toBe(
      'metric-unknown',
    );
    expect(demandBreakEven(study, { ...asked, target: '3 MW' }).issues[0]?.code).toBe('unit-mismatch');
  });
});
