/** A label beside the end of a line, at `y` in data units. */
export interface LineLabel {
  readonly text: string;
  readonly y: number;
  readonly colour: string;
}

export interface LabelRoom {
  readonly domain: readonly [number, number];
  /** Height of the plotting area, in pixels. */
  readonly height: number;
  /** Least distance of two labels, in pixels. */
  readonly gap: number;
}

/**
 * Moves labels apart where they would overlap, keeping their order and staying inside the plotting area.
 *
 * Labels are first pushed down from the top, then the stack is pushed up from the bottom.
 */
export function placeLabels(labels: readonly LineLabel[], room: LabelRoom): readonly LineLabel[] {
  const [low, high] = room.domain;
  const perPixel = (high - low) / room.height;
  if (!(perPixel > 0)) return labels;
  const sorted = [...labels].sort((a, b) => b.y - a.y);
  const gap = room.gap * perPixel;
  const heights = sorted.map((label) => Math.min(Math.max(label.y, low), high));
  for (let i = 1; i < heights.length; i++) heights[i] = Math.min(heights[i]!, heights[i - 1]! - gap);
  let floor = low;
  for (let i = heights.length - 1; i >= 0; i--) {
    heights[i] = Math.max(heights[i]!, floor);
    floor = heights[i]! + gap;
  }
  return sorted.map((label, i) => ({ ...label, y: heights[i]! }));
}
