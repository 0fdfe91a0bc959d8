import type { Issue } from '../base/issue.ts';
import type { Assumption, Case } from '../case/index.ts';
import type { StudyCode } from './codes.ts';

/**
 * Checks that a site which is given one coordinate is given the other: a map cannot place half of one.
 *
 * Fault: `place-half`, at the coordinate that stands alone. How far each may go is checked with the ranges of all inputs.
 */
export function checkPlaces(study: Case): Issue[] {
  const latitudes = study.inputs.get('site.latitude') ?? [];
  const longitudes = study.inputs.get('site.longitude') ?? [];
  return latitudes.flatMap((latitude, site) => {
    const longitude = longitudes[site];
    if (!longitude || latitude.isDefault === longitude.isDefault) return [];
    return [latitude.isDefault ? alone(longitude, latitude) : alone(latitude, longitude)];
  });
}

function alone(given: Assumption, missing: Assumption): Issue {
  return {
    code: 'place-half' satisfies StudyCode,
    severity: 'error',
    message: `${given.path} stands without ${missing.path}.`,
    at: given.at,
    found: given.text,
    expected: 'both coordinates of a site, or none for a site without a place of its own',
    fix: `add ${missing.path}, or leave ${given.path} out`,
  };
}
