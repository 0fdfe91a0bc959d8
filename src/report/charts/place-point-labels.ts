/** A point that wants its name beside it, in pixels of the plotting area. */
export interface PointLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Of the point, where it is larger than a dot. */
  readonly radius?: number;
  /** Whether it is named even where there is no free place. */
  readonly isForced: boolean;
}

export interface PlacedLabel {
  /** Position of the point in the list. */
  readonly index: number;
  readonly anchor: 'start' | 'end';
  readonly dx: number;
  readonly dy: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const characterWidth = 6.2;
const halfHeight = 7;
const besidePx = 9;
const dotPx = 5;

type Beside = Omit<PlacedLabel, 'index'>;

/** Where a name can stand, best first: right above, right below, left above, left below. */
function placesBeside(radius: number): readonly Beside[] {
  const dx = radius - dotPx + besidePx;
  return [
    { anchor: 'start', dx, dy: -8 },
    { anchor: 'start', dx, dy: 8 },
    { anchor: 'end', dx: -dx, dy: -8 },
    { anchor: 'end', dx: -dx, dy: 8 },
  ];
}

/**
 * Places names of points so that none lies on another name, on a point, or beyond the width; the first of the list choose first.
 * A point without a free place stays unnamed unless it is forced: then it takes the place that hides least.
 */
export function placePointLabels(points: readonly PointLabel[], width: number): readonly PlacedLabel[] {
  const dots = points.map(({ x, y, radius }) => boxAround(x, y, radius ?? dotPx));
  const taken: Box[] = [];
  const placed: PlacedLabel[] = [];
  points.forEach((point, index) => {
    if (point.text === '') return;
    const choices = placesBeside(point.radius ?? dotPx).map((place) => {
      const box = boxOf(point, place);
      const hidden = [...taken, ...dots.filter((_, i) => i !== index)].filter((other) =>
        overlaps(box, other),
      );
      const isOutside = box.left < 0 || box.right > width;
      return { place, box, cost: hidden.length + (isOutside ? 100 : 0) };
    });
    const best = choices.reduce((a, b) => (b.cost < a.cost ? b : a));
    if (best.cost > 0 && !point.isForced) return;
    taken.push(best.box);
    placed.push({ index, ...best.place });
  });
  return placed;
}

function boxOf(point: PointLabel, place: Beside): Box {
  const length = point.text.length * characterWidth;
  const from = point.x + place.dx;
  const middle = point.y + place.dy;
  return {
    left: place.anchor === 'start' ? from : from - length,
    right: place.anchor === 'start' ? from + length : from,
    top: middle - halfHeight,
    bottom: middle + halfHeight,
  };
}

function boxAround(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
