import { describe, expect, it } from 'vitest';
import { caseSignals, printDemand } from '../../src/demand/index.ts';
import { loadCase } from '../../src/node/index.ts';

const { files } = loadCase('cases/amazon-2026').value!;

describe('caseSignals', () => {
  it('says what `signals demand` wrote into the table of the case, given as many paths', () => {
    const found = caseSignals(files, { paths: 10_000, seed: 7 })!;
    expect(found.issues).toEqual([]);
    expect(printDemand(found.value!)).toBe(files.get('signals/demand.csv'));
  });

  it('is nothing for a case without a list of layers', () => {
    expect(caseSignals(new Map([['case.yaml', 'name: x']]))).toBeUndefined();
  });

  it('names the layer that it cannot read, and the file that is not there', () => {
    const layers = files.get('signals/layers.csv')!;
    const broken = new Map([...files, ['signals/layers.csv', layers.replace(',adoption,', ',adoptoin,')]]);
    expect(caseSignals(broken)!.issues[0]).toMatchObject({
      code: 'layer-malformed',
      found: 'adoptoin',
      fix: 'write adoption',
    });
    const without = new Map([...files].filter(([name]) => name !== 'signals/developers.csv'));
    expect(caseSignals(without)!.issues[0]).toMatchObject({ code: 'layer-file', found: 'developers.csv' });
  });
});
