import { describe, expect, it } from 'vitest';
import { makeTelemetryReader } from '../../src/signals/index.ts';

function read(text: string, grain: 'hour' | 'day' = 'hour', piece = 1 << 20) {
  const bad: (readonly [number, string])[] = [];
  const onRejected = ({ line, reason }: { line: number; reason: string }) => bad.push([line, reason]);
  const reader = makeTelemetryReader({ file: 't.csv', grain, fullFrom: 0.95, onRejected });
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += piece) reader.push(bytes.slice(i, i + piece));
  return { ...reader.end(), bad };
}

const smi = `timestamp, name, uuid, utilization.gpu [%], power.draw [W]
2026/01/05 13:00:00.123, NVIDIA H100 80GB HBM3, GPU-a, 100 %, 650.00 W
2026/01/05 13:30:00.123, NVIDIA H100 80GB HBM3, GPU-a, 50 %, 400.00 W
2026/01/05 13:00:00.456, NVIDIA H100 80GB HBM3, GPU-b, 25 %, 300.00 W
2026/01/05 15:00:00.000, NVIDIA H100 80GB HBM3, GPU-a, 96 %, 690.00 W
`;

describe('telemetry of chips', () => {
  it('counts each hour of a chip by the mean of its samples', () => {
    for (const piece of [1, 13, 1 << 20]) {
      const { periods, samples } = read(smi, 'hour', piece);
      expect(samples).toBe(4);
      expect(periods).toEqual([
        {
          period: '2026-01-05 13:00',
          t: 1,
          model: 'NVIDIA H100 80GB HBM3',
          chips: 2,
          chipHours: 2,
          busyChipHours: 1,
          isFull: false,
        },
        // The hour without samples is missing, not idle: t goes on from 1 to 3.
        {
          period: '2026-01-05 15:00',
          t: 3,
          model: 'NVIDIA H100 80GB HBM3',
          chips: 1,
          chipHours: 1,
          busyChipHours: 0.96,
          isFull: true,
        },
      ]);
    }
  });

  it('adds hours up to days', () => {
    const [day] = read(smi, 'day').periods;
    expect(day).toMatchObject({ period: '2026-01-05', t: 1, chips: 2, chipHours: 3, isFull: false });
    expect(day!.busyChipHours).toBeCloseTo(1.96, 12);
  });

  it('takes engine activity, a ratio, before utilisation in per cent', () => {
    const header =
      'timestamp,Hostname,gpu,UUID,modelName,DCGM_FI_DEV_GPU_UTIL,DCGM_FI_PROF_GR_ENGINE_ACTIVE\n';
    // Both hosts have a chip 0.
    const { periods, measure } = read(
      `${header}2026-01-05T00:10:00Z,h1,0,GPU-a,H200,100,0.4\n2026-01-05T00:10:00Z,h2,0,GPU-b,H200,100,0.2\n`,
    );
    expect(measure).toBe('DCGM_FI_PROF_GR_ENGINE_ACTIVE');
    expect(periods[0]!.chips).toBe(2);
    expect(periods[0]!.busyChipHours).toBeCloseTo(0.6, 12);
  });

  it('names bad rows and loses no good one', () => {
    const { bad, samples, rejected } = read(
      'timestamp,uuid,utilization.gpu\nsoon,a,1\n2026-01-05,a,[N/A]\n2026-01-05,a,101\n2026-01-05,,5\n2026-01-05,a\n2026-01-05,a,-5\n2026-01-05,a,5\n',
    );
    expect(samples).toBe(1);
    expect(rejected).toBe(6);
    expect(bad).toEqual([
      [2, "no moment: 'soon'"],
      [3, "no utilisation: '[N/A]'"],
      [4, "no utilisation: '101'"],
      [5, 'no chip is named'],
      [6, '2 cells where the header has 3'],
      [7, "no utilisation: '-5'"],
    ]);
  });

  it('is refused with chips that have no name of their own', () => {
    const { issues } = read('timestamp,Hostname,gpu,utilization.gpu\n2026-01-05,h,0,5\n');
    expect(issues.map(({ code, expected }) => [code, expected])).toEqual([
      ['telemetry-column', 'uuid or gpu_uuid'],
    ]);
  });
});
