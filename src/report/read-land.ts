/** A line over the globe: longitude and latitude of each point, in degrees. */
export type LandLine = readonly (readonly [longitude: number, latitude: number])[];

/** Outline of land and of countries, to find one's way on a map of sites. */
export interface Land {
  readonly source: string;
  readonly coast: readonly LandLine[];
  readonly borders: readonly LandLine[];
}

/** The outline as it is shipped: each line as its first point, then steps, in whole parts of a degree. */
interface PackedLand {
  readonly source: string;
  readonly perDegree: number;
  readonly coast: readonly (readonly number[])[];
  readonly borders: readonly (readonly number[])[];
}

/**
 * Reads the text of the shipped outline `data/map/land.json`; a text that is no such file is a programmer mistake and throws.
 *
 * @example readLand('{"source":"drawn","perDegree":10,"coast":[[-865,417,5,-3]],"borders":[]}').coast // [[[-86.5, 41.7], [-86, 41.4]]]
 */
export function readLand(text: string): Land {
  const packed = JSON.parse(text) as PackedLand;
  const unpack = (steps: readonly number[]): LandLine => {
    const points: [number, number][] = [];
    let [x, y] = [0, 0];
    for (let i = 0; i + 1 < steps.length; i += 2) {
      x += steps[i]!;
      y += steps[i + 1]!;
      points.push([x / packed.perDegree, y / packed.perDegree]);
    }
    return points;
  };
  return { source: packed.source, coast: packed.coast.map(unpack), borders: packed.borders.map(unpack) };
}
