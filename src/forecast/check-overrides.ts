import type { Issue } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import type { Override } from './apply-overrides.ts';
import type { Hierarchy } from './reconcile.ts';

/**
 * What a log of overrides says that the forecasts do not have: another series, a total that is the sum of its parts, or a
 * horizon beyond the last. Issues: `override-series`, `override-total`, and the warning `override-horizon`.
 */
export function checkOverrides(
  overrides: readonly Override[],
  known: {
    readonly file: string;
    readonly ids: readonly string[];
    readonly horizon: number;
    readonly hierarchy?: Hierarchy | undefined;
  },
): readonly Issue[] {
  const { file, ids, horizon, hierarchy } = known;
  return overrides.flatMap(({ seriesId, from, to, line }): Issue[] => {
    const at = (path: string) => ({ file, line, column: 1, path });
    if (!ids.includes(seriesId)) {
      const near = nearestName(seriesId, ids);
      return [
        {
          code: 'override-series',
          severity: 'error',
          message: `There is no forecast of '${seriesId}' to override.`,
          at: at('series_id'),
          found: seriesId,
          expected: 'a series_id of the file',
          ...(near === undefined ? {} : { fix: `write ${near}` }),
        },
      ];
    }
    const total = hierarchy?.totals.find(({ id }) => id === seriesId);
    if (total) {
      return [
        {
          code: 'override-total',
          severity: 'error',
          message: `'${seriesId}' is the sum of its parts; an override of it would not say which of them changes.`,
          at: at('series_id'),
          found: seriesId,
          expected: `one of its parts: ${total.of.slice(0, 5).join(', ')}${total.of.length > 5 ? ', …' : ''}`,
          fix: 'override the parts; the total follows',
        },
      ];
    }
    if (to <= horizon) return [];
    const isWhole = from > horizon;
    return [
      {
        code: 'override-horizon',
        severity: 'warning',
        message: isWhole
          ? 'The override lies beyond the horizon and changes nothing.'
          : 'The override reaches beyond the horizon; what lies within it is changed.',
        at: at('to'),
        found: `${from} to ${to}`,
        expected: `periods up to ${horizon}`,
      },
    ];
  });
}
