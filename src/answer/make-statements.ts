import { statementLayouts } from '../model/index.ts';
import { metricId } from './metric-names.ts';
import type { Metric, Statement } from './run-result.ts';

/** The three statements by complete fiscal year, as means over paths, so that lines still add up to their totals. */
export function makeStatements(metrics: Readonly<Record<string, Metric>>): Statement[] {
  return statementLayouts.map((layout) => {
    const first = metrics[metricId(layout.lines[0]!.metric)];
    return {
      id: layout.id,
      title: layout.title,
      years: first?.years.labels ?? [],
      unit: '$',
      lines: layout.lines.map((line) => ({
        metric: metricId(line.metric),
        label: line.label,
        style: line.style,
        sign: line.sign,
        values: (metrics[metricId(line.metric)]?.years.mean ?? []).map((value) => value * line.sign + 0),
      })),
    };
  });
}
