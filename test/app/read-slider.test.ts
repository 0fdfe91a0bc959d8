import { expect, it } from 'vitest';
import { readSlider } from '../../web/src/parts/read-slider.ts';
import { packCase, unpackCase } from '../../web/src/state/pack-case.ts';

it.each([
  ['$38bn/GW', 20, '$20bn/GW'],
  ['25%', 30, '30%'],
  ['0.8 kW/chip', 0.5, '0.5 kW/chip'],
  ['0 to 0.4 years', 0.2, '0.2 years'],
  ['$60m to $90m', 70, '$70m'],
])('a slider writes %s back as it was written', (written, value, text) => {
  expect(readSlider(written, written)?.write(value)).toBe(text);
});

it.each(['2025-08', '2026Q1: 0%, 2026Q4: 28%', '1.3 $/work growing -15 %/year', 'linear 2026Q1: 1'])(
  'has no slider for %s',
  (written) => {
    expect(readSlider(written, written)).toBeUndefined();
  },
);

it('stands where the text stands, within half as much again of what is written', () => {
  expect(readSlider('20%', '25%')).toMatchObject({ low: 10, high: 30, now: 25 });
  expect(readSlider('4 to 8', '4 to 8')).toMatchObject({ low: 2, high: 10, now: 6 });
});

it('packs a case into letters of an address and back', async () => {
  const texts = { main: 'case.yaml', files: [['case.yaml', 'name: Größe ≥ 3\n'.repeat(500)]] as const };
  const packed = await packCase(texts);
  expect(packed).toMatch(/^[\w-]+$/);
  expect(packed.length).toBeLessThan(300);
  expect(await unpackCase(packed)).toEqual(texts);
});
