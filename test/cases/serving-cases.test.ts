import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chipRatio, findChip, measurementFinder, readWorkload, type Chip, type Deployment } from '../../src/serving/index.ts';
import { runStudy } from '../../src/study/index.ts';
import { catalogue, predictor, texts } from '../serving/support.ts';
import { openShipped, root } from '../study/support.ts';

/** Throughput lines of a case: value, and the words of `serving throughput` that made it. */
function linesOf(name: string): readonly { chip: string; value: number; workload: string; slo?: number; tokens: number }[] {
  const text = readFileSync(new URL(`cases/${name}/case.yaml`, root), 'utf8');
  const pattern =
    /^ +(\w+): \{ value: ([\d.]+) work\/chip\/hour,.*'serving throughput: (\S+) (?:offline|at (\d+) ms), ([\d.]+) tokens\/s/gm;
  return [...text.matchAll(pattern)].map((match) => ({
    chip: match[1]!,
    value: Number(match[2]),
    workload: match[3]!,
    ...(match[4] === undefined ? {} : { slo: Number(match[4]) }),
    tokens: Number(match[5]),
  }));
}

/** What the chips of the cases are in the catalogue. */
const chips: Readonly<Record<string, string>> = {
  trainium2: 'Trainium2',
  h200: 'H200',
  b200: 'B200',
  own: 'Trainium3',
  merchant: 'GB300',
};

describe.each(['serving-fleet', 'chip-programme'])('the throughputs of %s', (name) => {
  it('are those of the calibrated roofline', () => {
    const lines = linesOf(name);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const { chip, value, workload, slo, tokens } of lines) {
      const { model, inputTokens, outputTokens } = readWorkload(catalogue, workload).value!;
      const limit = slo === undefined ? {} : { limit: { perTokenMs: slo, firstTokenMs: 2000 } };
      const on = (of: Chip): Deployment => ({
        chip: of,
        model,
        precision: of.fp4Tflops === undefined ? 'fp8' : 'fp4',
        inputTokens,
        outputTokens,
        ...limit,
      });
      const at = (word: string) => on(findChip(catalogue, { chip: word }).chip);
      const ratio = chipRatio(at(chips[chip]!), at('H100'), { catalogue, predictor }).value!;
      // The case keeps three digits, and the calibration is read from four: half a unit of the third, and a little.
      expect(Math.abs(value / ratio.ratio - 1)).toBeLessThan(0.006);
      expect(Math.abs(tokens / ratio.tokensPerSecond - 1)).toBeLessThan(0.006);
    }
  });
});

describe.each(['amazon-2026', 'serving-fleet', 'chip-programme'])('the measured rows that %s names', (name) => {
  it('are in the catalogue, on every calibrated throughput', () => {
    const find = measurementFinder(texts);
    const inputs = openShipped(name).study.inputs.get('segment.throughput')!;
    const calibrated = inputs.filter(({ source }) => source?.startsWith('serving throughput'));
    expect(calibrated.length).toBeGreaterThanOrEqual(3);
    for (const { measured } of calibrated) {
      expect(measured?.length).toBe(3);
      for (const id of measured!) expect(find(id)?.source).toMatch(/^https:/);
    }
  });
});

describe('the case amazon-2026', () => {
  it('has the throughputs of the calibrated roofline', () => {
    const text = readFileSync(new URL('cases/amazon-2026/case.yaml', root), 'utf8');
    const pattern =
      /value: ([\d.]+) work\/chip\/hour, times: \w+, source: 'serving throughput: (\S+) at (\d+) ms, (Trainium[23]|GB200|VR200)'/g;
    const lines = [...text.matchAll(pattern)];
    expect(lines.length).toBe(14);
    for (const [, value, workload, slo, word] of lines) {
      const { model, inputTokens, outputTokens } = readWorkload(catalogue, workload!).value!;
      const on = (name: string): Deployment => {
        const { chip } = findChip(catalogue, { chip: name });
        const limit = { perTokenMs: Number(slo), firstTokenMs: 2000 };
        const precision = chip.fp4Tflops === undefined ? 'fp8' : 'fp4';
        return { chip, model, precision, inputTokens, outputTokens, limit };
      };
      const { ratio } = chipRatio(on(word!), on('H100'), { catalogue, predictor }).value!;
      expect(Math.abs(Number(value) / ratio - 1)).toBeLessThan(0.006);
    }
  });
});

describe('chip-programme', () => {
  it('is worth less when the own chip misses its date', async () => {
    const npvOf = async (overlays: string[]): Promise<number> => {
      const result = await runStudy(openShipped('chip-programme', overlays), { paths: 200, seed: 7, overlays: [], sets: [] });
      return result!.metrics['npv']!.mean[0]!;
    };
    const [inTime, late] = [await npvOf([]), await npvOf(['late-own-chip'])];
    expect(inTime).toBeGreaterThan(late);
  });
});
