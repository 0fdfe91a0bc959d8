import { describe, expect, it } from 'vitest';
import { sensitivities, varyModel } from '../../src/analyse/index.ts';
import { evaluateCentral, readTarget, type Model, type Target } from '../../src/simulate/index.ts';
import { findTarget } from '../../src/study/index.ts';
import { judge, type Points } from '../differentiate/support.ts';
import { openTiny, swap } from '../study/support.ts';

const study = openTiny();

function targetOf(metric: string, period?: string): Target {
  const found = findTarget(study, metric, period).value;
  if (!found) throw new Error(`tiny has no ${metric} ${period}`);
  return found;
}

const names = ['revenue', 'roic.d2', 'npv'] as const;
// One flow over a year, one stock, one value of the horizon.
const targets = [targetOf('revenue', 'FY2027'), targetOf('roic.d2', 'FY2028'), targetOf('npv')];
/** What numbers on the way to each stay below: $10bn, and quotients of such for a rate. */
const sizes = [1e10, 100, 1e10];
const h = 1e-5;

function centralAll(model: Model): number[] {
  const evaluation = evaluateCentral(model, names);
  return targets.map((target) => readTarget(evaluation.get(target.name), target, { model, paths: 1 })[0]!);
}

function central(model: Model, target: Target): number {
  return readTarget(evaluateCentral(model, [target.name]).get(target.name), target, { model, paths: 1 })[0]!;
}

function pointsAround(at: (x: number) => number, x: number, step: number): Points {
  return {
    base: at(x),
    up: at(x + step),
    down: at(x - step),
    upHalf: at(x + step / 2),
    downHalf: at(x - step / 2),
  };
}

/** Every target at the five points. */
function allPoints(model: (x: number) => Model, x: number, step: number): Points[] {
  const known = new Map<number, number[]>();
  const at = (i: number) => (point: number) => {
    if (!known.has(point)) known.set(point, centralAll(model(point)));
    return known.get(point)![i]!;
  };
  return targets.map((_, i) => pointsAround(at(i), x, step));
}

describe('sensitivities on the central path of tiny', () => {
  const found = targets.map((target) => sensitivities(study, target));

  it('give the answers', () => {
    expect(found.map(({ answer }) => answer)).toEqual(centralAll(study));
  });

  it('agree with differences by every assumption that moves an answer, and by some that do not', () => {
    const tally = { lively: 0, kinks: 0, faults: [] as string[] };
    study.study.assumptions.forEach(({ path }, k) => {
      const elasticities = found.map(({ assumptions }) => assumptions[k]!.elasticity);
      const isStill = elasticities.every((each) => each === 0 || each === undefined);
      if (elasticities[0] === undefined || (isStill && k % 10 !== 0)) return;
      const vary = { path, how: 'multiplier' } as const;
      const points = allPoints((x) => varyModel(study, vary, x), 1, h);
      targets.forEach((target, i) => {
        const change = elasticities[i]! * found[i]!.answer;
        const verdict = judge(change, points[i]!, { h, size: sizes[i]! });
        if (verdict === 'kink') tally.kinks++;
        else if (typeof verdict === 'string') tally.faults.push(`${target.metric} by ${path}: ${verdict}`);
        else if (Math.abs(change) > 1000 * verdict) tally.lively++;
      });
    });
    expect(tally.faults).toEqual([]);
    expect(tally.lively).toBeGreaterThan(60);
    expect(tally.kinks).toBeLessThan(0.1 * tally.lively);
  });

  it('agree with differences by every driver', () => {
    const { drivers } = study.study;
    for (const { drivers: own } of found) {
      expect(own.map(({ driver }) => driver)).toEqual(drivers.map(({ name }) => name));
    }
    let lively = 0;
    drivers.forEach(({ name }, k) => {
      const { value } = found[0]!.drivers[k]!;
      const step = h * Math.max(1, Math.abs(value));
      // A driver that stands in one value is varied there, a named one everywhere.
      const points = allPoints((x) => varyModel(study, { path: name, how: 'value' }, x), value, step);
      targets.forEach((target, i) => {
        const { slope } = found[i]!.drivers[k]!;
        const verdict = judge(slope, points[i]!, { h: step, size: sizes[i]! });
        if (verdict === 'kink') return;
        expect(verdict, `${target.metric} by ${name}`).toBeTypeOf('number');
        if (Math.abs(slope) > 1000 * Number(verdict)) lively++;
      });
    });
    expect(lively).toBeGreaterThan(5);
  });

  it('by each number of a growth path, and by a factor', () => {
    const target = targetOf('revenue', 'FY2027');
    const found = sensitivities(study, target);
    const volume = found.assumptions.find(
      ({ assumption }) => assumption.path === 'segments.startups.volume',
    )!;
    expect(volume.terms.map(({ part, driver }) => [part, driver])).toEqual([
      ['first', undefined],
      ['rate 1', undefined],
      ['factor 1', 'drivers.demand_level'],
    ]);
    // The rate is per period of a quarter; texts give it per year.
    const rate = volume.terms[1]!;
    const at = (percent: number) =>
      central(
        openTiny((text) => swap(text, 'rate: 30 %/year', `rate: ${percent} %/year`)),
        target,
      );
    const perPercent = (rate.slope * 0.01) / 4;
    const tolerance = judge(perPercent, pointsAround(at, 30, 0.01), { h: 0.01, size: 1e10 });
    expect(tolerance).toBeTypeOf('number');
    expect(Math.abs(perPercent)).toBeGreaterThan(100 * Number(tolerance));
    // Scaling the first number, the factor or the whole value is one thing.
    expect(volume.terms[0]!.elasticity).toBeCloseTo(volume.elasticity!, 9);
    expect(volume.terms[2]!.elasticity).toBeCloseTo(volume.elasticity!, 9);
    expect(volume.elasticity).not.toBe(0);
  });

  it('by the steps and points of a path over time', () => {
    const change = (text: string) => swap(text, 'pue: 1.2', 'pue: { linear: { 2026Q1: 1.3, 2028Q1: 1.1 } }');
    const changed = openTiny(change);
    const npv = findTarget(changed, 'npv').value!;
    const { assumptions } = sensitivities(changed, npv);
    const pue = assumptions.find(({ assumption }) => assumption.path === 'sites.ohio.pue')!;
    expect(pue.terms.map(({ part }) => part)).toEqual(['step 1', 'step 2']);
    pue.terms.forEach(({ slope }, i) => {
      const at = (x: number) => {
        const [a, b] = i === 0 ? [x, 1.1] : [1.3, x];
        const text = `pue: { linear: { 2026Q1: ${a}, 2028Q1: ${b} } }`;
        return central(
          openTiny((body) => swap(body, 'pue: 1.2', text)),
          npv,
        );
      };
      const verdict = judge(slope, pointsAround(at, [1.3, 1.1][i]!, 1e-4), { h: 1e-4, size: 1e10 });
      expect(verdict, `step ${i + 1}`).toBeTypeOf('number');
      expect(Math.abs(slope)).toBeGreaterThan(100 * Number(verdict));
    });
  });

  it('has no elasticity by a date', () => {
    const { assumptions } = sensitivities(study, targetOf('npv'));
    const date = assumptions.find(({ assumption }) => assumption.path === 'phases.hall_1.start')!;
    expect(date.assumption.isDate).toBe(true);
    expect(date.elasticity).toBeUndefined();
    expect(date.terms[0]!.elasticity).toBeUndefined();
  });
});
