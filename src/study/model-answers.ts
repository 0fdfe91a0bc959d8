import { findMetric, statisticOf, type RunResult } from '../answer/index.ts';
import type { ModelAnswers } from '../market/index.ts';
import { parseUnit } from '../units/index.ts';

const programmePrefix = 'programme.';

/** A run as answers to the article's claims: dollars, MW, and rates as shares per year. */
export function answersOf(result: RunResult): ModelAnswers {
  return {
    value: (metric, period, statistic) => {
      if (metric.startsWith(programmePrefix)) {
        return result.programme?.metrics[metric.slice(programmePrefix.length)]?.[statistic][0];
      }
      const found = findMetric(metric, result);
      if (!found) return undefined;
      const value =
        period === 'FY2025'
          ? opening(result, metric)
          : statisticOf(metric, periodOf(period), statistic, result);
      if (value === undefined || Number.isNaN(value)) return undefined;
      const unit = parseUnit(found.unit).value;
      return value * (unit && unit.dimension.power === 0 && unit.dimension.money === 0 ? unit.factor : 1);
    },
  };
}

function periodOf(period: string): string | undefined {
  return period === 'all' ? undefined : period;
}

/** The year before the calendar: only what the case states of it. */
function opening(result: RunResult, metric: string): number | undefined {
  return result.metrics[`opening-${metric}`]?.p50[0];
}
