import { describe, expect, it } from 'vitest';
import { openMemory, openStudy } from '../../src/study/index.ts';
import { loadCase } from '../../src/node/index.ts';
import { caseFolder } from './support.ts';

const loaded = loadCase(caseFolder('amazon-2026')).value!;
const files = { ...loaded, sets: [] };
const sets = [
  [],
  ['valuation.wacc=9 %/year'],
  ['chips.trainium3.price=9000 $/chip'],
  ['valuation.wacc=8 parsecs'],
];

describe('a memory of earlier openings', () => {
  it('changes nothing of what is found, for any setting and for faults', () => {
    const memory = openMemory();
    for (const each of [...sets, ...sets.toReversed()]) {
      expect(openStudy({ ...files, sets: each, memory })).toEqual(openStudy({ ...files, sets: each }));
    }
    expect([...memory.files.keys()]).toContain(files.main);
  });

  it('reads a file whose text has changed anew, and one with a fault each time', () => {
    const memory = openMemory();
    const broken = new Map(files.files).set(files.main, `${files.files.get(files.main)!}\n  : [`);
    expect(openStudy({ ...files, memory }).issues).toEqual(openStudy(files).issues);
    const first = openStudy({ ...files, files: broken, memory });
    expect(first.value).toBeUndefined();
    expect(openStudy({ ...files, files: broken, memory })).toEqual(first);
    expect(openStudy({ ...files, memory }).value).toBeDefined();
  });
});
