import type { PlotOptions } from '@observablehq/plot';
import { dot, frame as frameMark, line, text } from '@observablehq/plot';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { Land, LandLine } from '../read-land.ts';
import type { ChartSize } from './chart-size.ts';
import { clipLines, fitMap, type MapFrame, type Place } from './map-frame.ts';
import { placePointLabels } from './place-point-labels.ts';

/** One status of a site's power. */
export interface MapPart {
  readonly colour: string;
  readonly opacity: number;
}

/** Power at a place, MW in the order of the parts. */
export interface MapSite {
  readonly label: string;
  readonly place: Place;
  readonly mw: readonly number[];
}

export interface SiteMapChart {
  /** From the middle of a circle outward. */
  readonly parts: readonly MapPart[];
  readonly sites: readonly MapSite[];
  /** MW of the largest circle, so that circles of several years compare. */
  readonly largestMw: number;
  readonly land: Land | undefined;
}

const heights = { wide: 460, narrow: 330 };
const largestRadius = { wide: 36, narrow: 24 };
const edge = 1;

/**
 * Sites as circles on an outline of land, the area of each ring by its MW; the largest circles lie below.
 * Draws without an outline where there is none.
 */
export function siteMapChart(chart: SiteMapChart, size: ChartSize): PlotOptions {
  const kind = size.isNarrow ? 'narrow' : 'wide';
  const box = { width: size.width - 2 * edge, height: heights[kind] - 2 * edge };
  const map = fitMap(
    chart.sites.map(({ place }) => place),
    box,
  );
  const scale = largestRadius[kind] / Math.sqrt(chart.largestMw || 1);
  const sites = [...chart.sites].sort((a, b) => totalOf(b) - totalOf(a));
  return {
    height: heights[kind],
    margin: edge,
    x: { type: 'linear', domain: [map.west, map.east], axis: null },
    y: { type: 'linear', domain: [map.south, map.north], axis: null },
    r: { type: 'identity' },
    marks: [
      frameMark({ stroke: ruleColour }),
      ...(chart.land ? outline(chart.land, map) : []),
      ...sites.flatMap((site) => rings(site, chart.parts, scale)),
      ...names(sites, { map, box, scale }),
    ],
  };
}

function outline(land: Land, map: MapFrame) {
  return [
    line(joined(clipLines(land.borders, map)), { stroke: ruleColour, strokeDasharray: '3 3' }),
    line(joined(clipLines(land.coast, map)), { stroke: quietColour, strokeWidth: 1, strokeOpacity: 0.8 }),
  ];
}

/** Lines as one, with a gap after each. */
function joined(lines: readonly LandLine[]): readonly (readonly [number, number])[] {
  return lines.flatMap((each) => [...each, [NaN, NaN] as const]);
}

/** Discs from the outermost part inward; each lies on paper, so that opacities do not add up. */
function rings(site: MapSite, parts: readonly MapPart[], scale: number) {
  const at = { x: site.place.longitude, y: site.place.latitude };
  return parts.toReversed().flatMap(({ colour, opacity }, i) => {
    const last = parts.length - 1 - i;
    if (!(site.mw[last]! > 0)) return [];
    const r = scale * Math.sqrt(sumTo(site, last));
    return [
      dot([at], { x: 'x', y: 'y', r, fill: paperColour, stroke: null }),
      dot([at], { x: 'x', y: 'y', r, fill: colour, fillOpacity: opacity, stroke: colour, strokeWidth: 1.25 }),
    ];
  });
}

interface Drawn {
  readonly map: MapFrame;
  readonly box: { readonly width: number; readonly height: number };
  readonly scale: number;
}

function names(sites: readonly MapSite[], { map, box, scale }: Drawn) {
  const labels = sites.map((site) => ({
    text: site.label,
    x: ((site.place.longitude - map.west) / (map.east - map.west)) * box.width,
    y: ((map.north - site.place.latitude) / (map.north - map.south)) * box.height,
    radius: scale * Math.sqrt(totalOf(site)),
    isForced: true,
  }));
  return placePointLabels(labels, box.width).map(({ index, anchor, dx, dy }) =>
    text([sites[index]!], {
      x: (site: MapSite) => site.place.longitude,
      y: (site: MapSite) => site.place.latitude,
      text: 'label',
      dx,
      dy,
      textAnchor: anchor,
      fill: 'currentColor',
      stroke: paperColour,
      strokeWidth: 4,
      fontSize: 12,
    }),
  );
}

function totalOf(site: MapSite): number {
  return sumTo(site, site.mw.length - 1);
}

/** MW of the parts up to one, from the middle outward. */
function sumTo({ mw }: MapSite, last: number): number {
  return mw.slice(0, last + 1).reduce((sum, each) => sum + each, 0);
}
