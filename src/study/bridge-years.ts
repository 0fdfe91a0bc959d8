import type { BridgeYear } from '../answer/index.ts';
import { roicDefinitions } from '../model/index.ts';
import { evaluateCentral } from '../simulate/index.ts';
import { completeYears } from '../time/index.ts';
import type { Study } from './open-study.ts';

/** Names the bridge reads on the central path. */
export const bridgeNames: readonly string[] = [
  'nopat',
  'depreciation',
  'write_offs',
  ...new Set(roicDefinitions.map((definition) => definition.capital)),
  'opening_ex_cip',
  'opening_cip',
  'opening_capital',
  'opening_gross',
  'opening_working_capital',
  'opening_lease_capital',
];

/** Amounts of every complete fiscal year on the central path (drivers at their medians), for the ROIC bridge. */
export function bridgeYears(study: Study): BridgeYear[] {
  const evaluation = evaluateCentral(study, bridgeNames);
  const read = (name: string, period: number) => {
    const { values, byTime } = evaluation.get(name);
    return values[byTime ? period : 0]!;
  };
  const years = completeYears(study.study.calendar);
  return years.map((year) => {
    let nopat = 0;
    let depreciation = 0;
    for (let period = year.from; period < year.to; period++) {
      nopat += read('nopat', period);
      depreciation += read('depreciation', period) + read('write_offs', period);
    }
    const closing = new Map(roicDefinitions.map(({ capital }) => [capital, read(capital, year.to - 1)]));
    const opening = new Map(
      roicDefinitions.map(({ capital, opening: names }) => [
        capital,
        year.from === 0 ? names.reduce((sum, name) => sum + read(name, 0), 0) : read(capital, year.from - 1),
      ]),
    );
    return { label: year.label, nopat, depreciation, closing, opening };
  });
}
