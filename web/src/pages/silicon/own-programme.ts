import type { Programme } from 'buildout';
import { numberOf, type Field } from './asked.ts';

/**
 * A development to start from: $0.1bn of architecture and $0.4bn of design and tape-out, a second tape-out in one case of three, as in the
 * case `chip-programme`; prices and the work of a chip are those of Trainium3 against GB300 there.
 */
export const programmeFields = [
  { key: 'architecture', words: 'Architecture', unit: '$m', usual: 100, scale: 1 },
  { key: 'tapeout', words: 'Design and tape-out', unit: '$m', usual: 400, scale: 1 },
  { key: 'time', words: 'Time to the first chip', unit: 'years', usual: 2, scale: 1 },
  { key: 'respin', words: 'Chance of a respin', unit: '%', usual: 0.33, scale: 100 },
  { key: 'die', words: 'Die, package and test', unit: '$', usual: 4500, scale: 1 },
  { key: 'memory', words: 'Memory', unit: '$', usual: 4500, scale: 1 },
  { key: 'yield', words: 'Yield', unit: '%', usual: 0.8, scale: 100 },
  { key: 'merchant', words: 'Merchant chip', unit: '$', usual: 55_000, scale: 1 },
  { key: 'work', words: 'Own work over merchant', unit: '%', usual: 0.236, scale: 100 },
  { key: 'volume', words: 'Chips a year', unit: 'thousand', usual: 60, scale: 1 },
  { key: 'years', words: 'Years of production', unit: 'years', usual: 4, scale: 1 },
  { key: 'ready', words: 'Work with software ready, first year', unit: '%', usual: 0.5, scale: 100 },
  { key: 'rate', words: 'Cost of capital of it', unit: '% a year', usual: 0.1, scale: 100 },
] as const satisfies readonly Field[];

/** Share of a stage that a respin costs and takes again. */
const respinShare = 0.5;
const architectureShare = 1 / 3;

/** The programme that the fields of the page say. Software is ready for all work from the third year on. */
export function readProgramme(view: Readonly<Record<string, string>>): Programme {
  const at = Object.fromEntries(programmeFields.map((field) => [field.key, numberOf(view, field)])) as Record<
    (typeof programmeFields)[number]['key'],
    number
  >;
  const ready = Math.min(1, at.ready);
  const time = at.time;
  return {
    stages: [
      {
        name: 'architecture',
        usd: at.architecture * 1e6,
        years: time * architectureShare,
        respin: 0,
        respinShare: 0,
      },
      {
        name: 'design and tape-out',
        usd: at.tapeout * 1e6,
        years: time * (1 - architectureShare),
        respin: Math.min(1, at.respin),
        respinShare,
      },
    ],
    slipYears: 0,
    dieUsd: at.die,
    memoryUsd: at.memory,
    yieldShare: Math.min(1, at.yield),
    merchantUsd: at.merchant,
    performance: at.work,
    chipsPerYear: Array.from({ length: Math.max(1, Math.round(at.years)) }, () => at.volume * 1000),
    readiness: [ready, (1 + ready) / 2, 1],
    wacc: at.rate,
  };
}
