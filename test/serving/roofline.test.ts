import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumptions,
  decodeSeconds,
  machineOf,
  prefillSeconds,
  serve,
  weightsRead,
  type Chip,
  type Deployment,
  type Machine,
} from '../../src/serving/index.ts';
import { chipOf, modelOf } from './support.ts';

const deployments = fc.record({
  chip: fc
    .constantFrom('H100', 'H200', 'B200', 'GB300-NVL72', 'MI300X', 'Trainium2', 'Trainium3', 'L40S')
    .map(chipOf),
  model: fc
    .constantFrom('Llama-3.1-8B', 'Llama-3.1-70B', 'Llama-3.1-405B', 'Mixtral-8x7B', 'DeepSeek-R1')
    .map(modelOf),
  precision: fc.constantFrom('bf16' as const, 'fp8' as const, 'fp4' as const),
  inputTokens: fc.integer({ min: 1, max: 20_000 }),
  outputTokens: fc.integer({ min: 1, max: 8_000 }),
  limit: fc.option(
    fc.record({
      firstTokenMs: fc.double({ min: 50, max: 20_000, noNaN: true }),
      perTokenMs: fc.double({ min: 2, max: 400, noNaN: true }),
    }),
    { nil: undefined },
  ),
});

type Drawn = Omit<Deployment, 'limit'> & { readonly limit: Deployment['limit'] | undefined };
const rate = ({ limit, ...rest }: Drawn): number =>
  serve(limit ? { ...rest, limit } : rest).value?.tokensPerSecond ?? 0;
/** Bisection for the batch stops within 1e-4 of it, and a rate moves less than its batch. */
const slack = 1 + 2e-4;

describe('laws of the roofline', () => {
  it('more memory bandwidth never lowers throughput', () => {
    fc.assert(
      fc.property(deployments, fc.double({ min: 1, max: 4, noNaN: true }), (drawn, factor) => {
        const faster: Chip = { ...drawn.chip, memoryTbPerSecond: drawn.chip.memoryTbPerSecond! * factor };
        expect(rate({ ...drawn, chip: faster }) * slack).toBeGreaterThanOrEqual(rate(drawn));
      }),
    );
  });

  it('a tighter limit, of first token or of each token, never raises throughput', () => {
    fc.assert(
      fc.property(
        deployments,
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.boolean(),
        (drawn, factor, isFirst) => {
          const limit = drawn.limit ?? { firstTokenMs: 2000, perTokenMs: 100 };
          const tight = isFirst
            ? { ...limit, firstTokenMs: limit.firstTokenMs * factor }
            : { ...limit, perTokenMs: limit.perTokenMs * factor };
          expect(rate({ ...drawn, limit: tight })).toBeLessThanOrEqual(rate({ ...drawn, limit }) * slack);
          expect(rate({ ...drawn, limit })).toBeLessThanOrEqual(rate({ ...drawn, limit: undefined }) * slack);
        },
      ),
    );
  });

  it('weights and the cache of the batch are within the memory of the group', () => {
    fc.assert(
      fc.property(deployments, ({ limit, ...rest }) => {
        const served = serve(limit ? { ...rest, limit } : rest).value;
        if (!served) return;
        const machine = machineOf(rest) as Machine;
        const cache = served.batch * (rest.inputTokens + rest.outputTokens / 2) * machine.kvBytesPerToken;
        expect(machine.weightsBytes + cache).toBeLessThanOrEqual(
          assumptions.usableMemory * machine.memoryBytes * served.groupChips * (1 + 1e-9),
        );
      }),
    );
  });

  it('prefill takes twice as long for twice the prompts, and in proportion to tokens where attention is left out', () => {
    const machine = machineOf({
      chip: chipOf('H100'),
      model: modelOf('Llama-3.1-8B'),
      precision: 'fp8',
      inputTokens: 1,
      outputTokens: 1,
    }) as Machine;
    const linear = { machine: { ...machine, width: 0 }, chips: 1 };
    // Exact but for one rounding in each product.
    expect(prefillSeconds(linear, 4000) / prefillSeconds(linear, 1000)).toBeCloseTo(4, 12);
    // 2 x 8.03e9 FLOP a token over 0.55 of the mixed rate 1 / (0.7/1979 + 0.3/989) TFLOP/s, by hand.
    const mixed = 1e12 / (0.7 / 1979 + 0.3 / 989);
    expect(prefillSeconds(linear, 1000)).toBeCloseTo((2 * 8.03e9 * 1000) / (0.55 * mixed), 12);
  });

  it('twice the chips serve twice as much: throughput is per chip, whatever the number of groups', () => {
    const one = serve({
      chip: chipOf('H200'),
      model: modelOf('Llama-3.1-70B'),
      precision: 'fp8',
      inputTokens: 300,
      outputTokens: 300,
    }).value!;
    expect(one.groupChips).toBe(1);
    const loose: Chip = { ...chipOf('H200'), scaleUpChips: 1, scaleUpGbPerSecond: 1e-6 };
    const without = serve({
      chip: loose,
      model: modelOf('Llama-3.1-70B'),
      precision: 'fp8',
      inputTokens: 300,
      outputTokens: 300,
    }).value!;
    expect(2 * without.tokensPerSecond).toBe(2 * one.tokensPerSecond);
  });

  it('a step of a dense model reads all weights once; of experts, the active share at batch 0 and all of them in the end', () => {
    const dense = machineOf({
      chip: chipOf('H100'),
      model: modelOf('Llama-3.1-70B'),
      precision: 'fp8',
      inputTokens: 1,
      outputTokens: 1,
    }) as Machine;
    const experts = machineOf({
      chip: chipOf('H100'),
      model: modelOf('DeepSeek-R1'),
      precision: 'fp8',
      inputTokens: 1,
      outputTokens: 1,
    }) as Machine;
    expect(weightsRead(dense, 7)).toBe(dense.weightsBytes);
    expect(weightsRead(experts, 0)).toBeCloseTo(37e9, -3);
    expect(weightsRead(experts, 1e6)).toBeCloseTo(671e9, -3);
    expect(decodeSeconds({ machine: dense, chips: 1 }, 1, 0)).toBeGreaterThan(
      dense.weightsBytes / dense.bytesPerSecond,
    );
  });
});
