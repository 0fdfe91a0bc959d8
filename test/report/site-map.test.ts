import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/answer/index.ts';
import { clipLines, fitMap } from '../../src/report/charts/map-frame.ts';
import { renderReport } from '../../src/report/index.ts';
import { drawFigure, isEmptyFigure, readLand, siteMapFigure } from '../../src/report/view.ts';
import { plausibleResult, tinyResult } from './fixture.ts';

const root = new URL('../../', import.meta.url);
const landText = readFileSync(new URL('data/map/land.json', root), 'utf8');
const land = readLand(landText);
const { document } = parseHTML('<html></html>');

const north = { latitude: 41.7, longitude: -86.5, source: 'a register' };
const south = { latitude: 32.5, longitude: -90.1 };

/** Two sites with places and one without; phases of the fixture are ready after 2.2, 2.4, 5.8, 6.4, 11.2 and 19 quarters. */
function placedResult(): RunResult {
  const result = plausibleResult();
  const siteOf = ['north', 'south', 'south', 'elsewhere', 'north', 'elsewhere'];
  return {
    ...result,
    sites: [
      { name: 'north', openingMw: 500, place: north },
      { name: 'south', openingMw: 0, place: south },
      { name: 'elsewhere', openingMw: 7500 },
    ],
    phases: result.phases.map((phase, i) => ({ ...phase, site: siteOf[i]! })),
  };
}

function mapOf(result: RunResult, year?: string) {
  const figure = siteMapFigure(result, { land, ...(year === undefined ? {} : { year }) });
  if (isEmptyFigure(figure)) throw new Error('the map is there');
  return figure;
}

describe('the frame of a map', () => {
  const box = { width: 1040, height: 460 };

  it('is as long in both directions along the middle parallel, by the cosine of its latitude', () => {
    for (const latitude of [0, 30, 60, -45]) {
      const map = fitMap([{ latitude, longitude: 10 }], box);
      const [wide, tall] = [(map.east - map.west) / box.width, (map.north - map.south) / box.height];
      // The series of the cosine is off by less than 1e-12.
      expect(tall / wide).toBeCloseTo(Math.cos((latitude * Math.PI) / 180), 11);
    }
  });

  it('holds every place with room to the edges, however they lie', () => {
    for (const places of [
      [north, south],
      [{ latitude: 60, longitude: -120 }, south],
      [{ latitude: -90, longitude: 0 }, north],
    ]) {
      const map = fitMap(places, box);
      for (const { latitude, longitude } of places) {
        expect(longitude).toBeGreaterThan(map.west);
        expect(longitude).toBeLessThan(map.east);
        expect(latitude).toBeGreaterThan(map.south);
        expect(latitude).toBeLessThan(map.north);
      }
    }
  });

  it('cuts lines at its edges and parts them where they leave it', () => {
    const map = { west: 0, east: 10, south: 0, north: 10 };
    const zigzag = [
      [-5, 5],
      [5, 5],
      [5, 15],
      [7, 15],
      [7, 5],
    ] as const;
    expect(clipLines([zigzag], map)).toEqual([
      [
        [0, 5],
        [5, 5],
        [5, 10],
      ],
      [
        [7, 10],
        [7, 5],
      ],
    ]);
    expect(
      clipLines(
        [
          [
            [-5, -5],
            [-5, 20],
          ],
        ],
        map,
      ),
    ).toEqual([]);
  });
});

describe('the outline of land', () => {
  it('is what its script makes of Natural Earth, in less than 40 kB', () => {
    const script = fileURLToPath(new URL('scripts/land.mjs', root));
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
    expect(landText.length).toBeLessThan(40_000);
  });

  it('lies on the globe, with the south tip of Florida where it is', () => {
    const points = [...land.coast, ...land.borders].flat();
    expect(points.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90)).toBe(true);
    // Cape Sable, Florida: 25.1 N, 81.1 W (Natural Earth at 1:110m keeps corners within half a degree).
    expect(points.some(([x, y]) => Math.abs(x + 81.1) < 0.5 && Math.abs(y - 25.1) < 0.5)).toBe(true);
  });
});

describe('the map of the sites', () => {
  it('counts each phase once: ready, under way or optional, by the end of the year asked for', () => {
    const cells = (year: string) =>
      mapOf(placedResult(), year).table.rows.map((row) => row.cells.slice(0, 5));
    expect(cells('FY2026')).toEqual([
      ['north', '1.40', '0', '0.90', '2.30'],
      ['south', '0.90', '0.90', '0', '1.80'],
      ['elsewhere', '7.50', '0.90', '0.90', '9.30'],
      ['all sites', '9.80', '1.80', '1.80', '13.4'],
    ]);
    expect(cells('FY2027')[1]).toEqual(['south', '1.80', '0', '0', '1.80']);
    expect(cells('FY2030').at(-1)).toEqual(['all sites', '13.4', '0', '0', '13.4']);
  });

  it('draws the area of a ring by its power, on one scale in all years', () => {
    const radii = (year: string) => {
      const svg = drawFigure(mapOf(placedResult(), year), { document, kind: 'wide' }).markup;
      const page = parseHTML(`<body>${svg}</body>`).document;
      const all = [...page.querySelectorAll('circle')].map((each) => Number(each.getAttribute('r')));
      expect(svg).not.toMatch(/NaN|Infinity/);
      return [...new Set(all)].sort((a, b) => b - a);
    };
    // North: 2.3 GW in all, 1.4 GW ready; south: 1.8 GW in all, 0.9 GW ready. Coordinates are rounded to 1/100 of a pixel.
    const [largest, southAll, northReady, southReady] = radii('FY2026') as [number, number, number, number];
    expect((southAll / largest) ** 2).toBeCloseTo(1.8 / 2.3, 2);
    expect((northReady / largest) ** 2).toBeCloseTo(1.4 / 2.3, 2);
    expect((southReady / largest) ** 2).toBeCloseTo(0.9 / 2.3, 2);
    expect(radii('FY2030')).toEqual([largest, southAll]);
  });

  it('lists sites without a place beside, and says where the others have theirs from', () => {
    const { measures, table } = mapOf(placedResult());
    expect(measures).toContain(
      'Not on the map, as the case gives no place: elsewhere (7.50 GW ready, 0.90 GW under way, 0.90 GW optional).',
    );
    expect(table.rows.map((row) => row.cells.slice(5))).toEqual([
      ['41.7° N, 86.5° W', 'a register'],
      ['32.5° N, 90.1° W', ''],
      ['not given', ''],
      ['', ''],
    ]);
  });

  it('says that there is none where no site has a place, and draws without an outline', () => {
    expect(isEmptyFigure(siteMapFigure(tinyResult(), { land }))).toBe(true);
    const bare = siteMapFigure(placedResult());
    expect(!isEmptyFigure(bare) && bare.source).toContain('outline of land is not there');
  });

  it('stands in the report with only the region that it shows', () => {
    const html = renderReport(placedResult(), { document, land });
    const without = renderReport(placedResult(), { document });
    expect(html).toContain('id="site-map"');
    expect(without).not.toContain('id="site-map"');
    expect(html.length - without.length).toBeLessThan(landText.length);
    expect(renderReport(plausibleResult(), { document, land })).toBe(
      renderReport(plausibleResult(), { document }),
    );
  });
});
