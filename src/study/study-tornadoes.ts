import { tornado, type Tornado } from '../analyse/index.ts';
import { completeYears } from '../time/index.ts';
import { findTarget } from './find-target.ts';
import type { Study } from './open-study.ts';

/**
 * What moves a study's headline answers: return on invested capital (D2) in the third complete fiscal year, or the last where
 * there are fewer, and net present value. An answer that the model of the study does not have is left out.
 *
 * @example studyTornadoes(study)[0]?.rows[0]?.driver // 'drivers.ai_demand'
 */
export function studyTornadoes(study: Study): Tornado[] {
  if (study.study.drivers.length === 0) return [];
  const years = completeYears(study.study.calendar);
  const year = (years[2] ?? years.at(-1))?.label;
  const targets = [findTarget(study, 'roic.d2', year), findTarget(study, 'npv')];
  return targets.flatMap(({ value }) => (value ? [tornado(study, value)] : []));
}
