import type { Markish } from '@observablehq/plot';
import { text } from '@observablehq/plot';
import type { LabelRoom, LineLabel } from './place-labels.ts';
import { placeLabels } from './place-labels.ts';

/** Labels beside the right edge of a chart, moved apart where they would overlap. */
export function endLabelMark(labels: readonly LineLabel[], x: number, room: LabelRoom): Markish {
  return text(placeLabels(labels, room), {
    x: () => x,
    y: 'y',
    text: 'text',
    fill: 'colour',
    dx: 8,
    textAnchor: 'start',
    fontWeight: 600,
  });
}
