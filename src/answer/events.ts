import type { PathEvent } from '../simulate/index.ts';
import type { RowSource } from './row-source.ts';
import type { EventRow } from './run-result.ts';

/** An event that a run counts, with the words for it. */
export interface PlannedEvent {
  readonly event: PathEvent;
  readonly kind: EventRow['kind'];
  readonly sentence: string;
  readonly metric: string;
  readonly period: string;
}

/** How often each event happens, with what chance in the paths leaves open. */
export function makeEvents(rows: RowSource, planned: readonly PlannedEvent[]): EventRow[] {
  return planned.map(({ event, kind, sentence, metric, period }) => {
    const { share, low, high, events, count } = rows.event(event.id).share();
    return {
      id: event.id,
      kind,
      sentence,
      metric,
      period,
      probability: share,
      low,
      high,
      events,
      paths: count,
    };
  });
}
