import type { LandLine } from '../read-land.ts';

/** A point on the globe, in degrees north and east. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** What a map shows: degrees at its edges. */
export interface MapFrame {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** Room around the outermost places, as a share of the distance between them. */
const margin = 0.3;
/** Degrees of latitude that a map shows at least, so that a coast or border is in sight. */
const leastHeight = 14;

/**
 * The part of the globe around some places, at least one, that fills a box in pixels.
 *
 * Equirectangular: one degree of latitude is as long everywhere, one of longitude that times the cosine of the middle latitude (the
 * plate carrée of that parallel; Snyder, Map Projections, USGS PP 1395, p. 90). Right in the middle, stretched toward the poles; a
 * map does not go over the date line.
 *
 * @example fitMap([{ latitude: 0, longitude: 10 }], { width: 200, height: 100 }) // { west: -4, east: 24, south: -7, north: 7 }
 */
export function fitMap(
  places: readonly Place[],
  box: { readonly width: number; readonly height: number },
): MapFrame {
  const [south, north] = endsOf(places.map(({ latitude }) => latitude));
  const [west, east] = endsOf(places.map(({ longitude }) => longitude));
  const [middleY, middleX] = [(south + north) / 2, (west + east) / 2];
  // At the poles all meridians meet; a map there stays readable when it takes those of 84 degrees.
  const shrink = Math.max(cosine(middleY), 0.1);
  const tall = Math.max((north - south) * (1 + 2 * margin), leastHeight);
  const wide = (east - west) * shrink * (1 + 2 * margin);
  const perPixel = Math.max(tall / box.height, wide / box.width);
  const [halfY, halfX] = [(perPixel * box.height) / 2, (perPixel * box.width) / 2 / shrink];
  return { west: middleX - halfX, east: middleX + halfX, south: middleY - halfY, north: middleY + halfY };
}

/** The parts of lines inside a frame, cut at its edges (Liang and Barsky, ACM TOG 3, 1984). */
export function clipLines(lines: readonly LandLine[], frame: MapFrame): readonly LandLine[] {
  const parts: [number, number][][] = [];
  for (const line of lines) {
    let open: [number, number][] | undefined;
    for (let i = 0; i + 1 < line.length; i++) {
      const cut = clipSegment(line[i]!, line[i + 1]!, frame);
      if (!cut) {
        open = undefined;
        continue;
      }
      if (!open) {
        open = [cut.from];
        parts.push(open);
      }
      open.push(cut.to);
      if (cut.leaves) open = undefined;
    }
  }
  return parts;
}

function clipSegment(from: readonly [number, number], to: readonly [number, number], frame: MapFrame) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enter, leave] = [0, 1];
  const edges = [
    [-dx, from[0] - frame.west],
    [dx, frame.east - from[0]],
    [-dy, from[1] - frame.south],
    [dy, frame.north - from[1]],
  ] as const;
  for (const [speed, room] of edges) {
    if (speed === 0 && room < 0) return undefined;
    if (speed < 0) enter = Math.max(enter, room / speed);
    if (speed > 0) leave = Math.min(leave, room / speed);
  }
  if (enter > leave) return undefined;
  const at = (share: number): [number, number] => [from[0] + share * dx, from[1] + share * dy];
  return { from: at(enter), to: at(leave), leaves: leave < 1 };
}

function endsOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** Cosine of an angle from -90 to 90 degrees, by its series to the 16th power: off by at most 6e-13 (the next term at 90 degrees). */
function cosine(degrees: number): number {
  const square = ((degrees * Math.PI) / 180) ** 2;
  let sum = 1;
  let term = 1;
  for (let n = 2; n <= 16; n += 2) {
    term *= -square / ((n - 1) * n);
    sum += term;
  }
  return sum;
}
