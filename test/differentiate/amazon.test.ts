import { describe, expect, it } from 'vitest';
import { evaluate, gradient } from '../../src/formula/index.ts';
import { bindInputs, centralDraws, silentNoise } from '../../src/simulate/index.ts';
import { openShipped } from '../study/support.ts';
import { judge } from './support.ts';

const moved = [
  'segment.volume',
  'segment.price',
  'segment.elasticity',
  'chip.price',
  'chip.power',
  'site.pue',
  'site.energy_price',
  'contract.price',
  'accounts.tax_rate',
  'accounts.receivable_days',
  'opex.draw',
  'valuation.wacc',
];

describe('gradient of the Amazon case on the central path', () => {
  const study = openShipped('amazon-2026');
  const { graph } = study;
  const inputs = bindInputs(study, centralDraws(study.study));
  for (const [name, data] of silentNoise(graph.program, graph.shape)) inputs.set(name, data);
  const of = { name: 'npv', element: 0, period: undefined };
  const found = gradient(graph, inputs, { of, wrt: moved, paths: 1 });

  const npvAt = (name: string, factor: number): number => {
    const data = inputs.get(name)!;
    const scaled = new Map(inputs).set(name, { ...data, values: data.values.map((value) => value * factor) });
    return evaluate(graph, scaled, { pathFrom: 0, paths: 1, keep: ['npv'] }).get('npv').values[0]!;
  };
  const base = npvAt('valuation.wacc', 1);

  it('gives the net present value of the interpreter', () => {
    expect(found.output[0]).toBe(base);
  });

  // All numbers of the input move together, x to x · (1 + h): the derivative by h at 0 is Σ x · d npv ÷ dx.
  it.each(moved)('is the central difference of the net present value by %s', (name) => {
    const { values, byTime } = inputs.get(name)!;
    const slopes = found.get(name);
    const repeat = slopes.byTime && !byTime ? graph.shape.periods : 1;
    const direction = slopes.values.reduce(
      (sum, slope, i) => sum + slope * values[Math.floor(i / repeat)]!,
      0,
    );
    const h = 1e-5;
    const points = {
      base,
      up: npvAt(name, 1 + h),
      down: npvAt(name, 1 - h),
      upHalf: npvAt(name, 1 + h / 2),
      downHalf: npvAt(name, 1 - h / 2),
    };
    // The sums of ten years of flows on the way to the value reach a few times 10¹³ dollars.
    const tolerance = judge(direction, points, { h, size: 1e13 });
    expect(tolerance).toBeTypeOf('number');
    expect(Math.abs(direction)).toBeGreaterThan(100 * Number(tolerance));
  });
});
