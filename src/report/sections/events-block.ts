import { shareText } from '../chance.ts';
import { formatCount } from '../display.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import type { RunResult } from '../result-types.ts';
import { renderTable } from '../table.ts';

const kindWords = {
  shortage: 'Shortage of power',
  return: 'Return below its cost',
  value: 'Value below nothing',
  programme: 'Programme that does not pay',
  band: 'Figure outside its band',
} as const;

/** How often what one fears happens on the paths, with what chance in the paths leaves open. */
export function eventsBlock({ events, precision }: RunResult): Markup | undefined {
  if (!events || events.length === 0) return undefined;
  return markup`<h3>What can go wrong, and how often</h3>
<p>Shares of the paths on which it happens, under the ranges of this case. The interval says what chance in the paths leaves open, and nothing of whether the ranges are right.</p>
${renderTable({
  caption: `${formatCount(events.length)} events, share of paths with 95% interval.`,
  columns: [
    { title: 'Event' },
    { title: 'Period' },
    { title: 'Share of paths', isNumber: true },
    { title: 'Paths', isNumber: true },
    { title: 'What happens' },
  ],
  rows: events.map((event) => ({
    cells: [
      kindWords[event.kind],
      event.period,
      shareText(event),
      `${formatCount(event.events)} of ${formatCount(event.paths)}`,
      event.sentence,
    ],
  })),
})}${precision && precision.draws !== 'random' ? markup`<p class="quiet">Intervals from independent batches of the paths, which depend on each other within one.</p>` : undefined}`;
}
