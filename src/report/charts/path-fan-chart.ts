import type { PlotOptions } from '@observablehq/plot';
import { areaY, axisX, axisY, dot, gridY, line, ruleX, ruleY } from '@observablehq/plot';
import { quietColour, ruleColour } from '../palette.ts';
import type { ChartSize } from './chart-size.ts';
import { endLabelMark } from './end-labels.ts';
import { timeFrame } from './time-frame.ts';

/** One fan with its history, in display units; positions on the time axis are numbers. */
export interface PathFan {
  readonly label: string;
  readonly colour: string;
  readonly history: readonly { readonly x: number; readonly y: number }[];
  readonly future: readonly PathFanRow[];
  /** A few joint paths, each by future position. */
  readonly paths: readonly (readonly number[])[];
}

export interface PathFanRow {
  readonly x: number;
  readonly mid: number;
  /** Ends of the 50, the 80 and, if drawn, the 95% band. */
  readonly bands: readonly (readonly [number, number])[];
}

export interface PathFanChart {
  readonly fans: readonly PathFan[];
  readonly tickText: (x: number) => string;
  /** Positions of the labels along time; chosen by room without it. */
  readonly ticks?: readonly number[];
  readonly height: number;
  /** Whether the vertical axis starts at 0; otherwise it follows the values. */
  readonly fromZero: boolean;
}

const opacities = [0.26, 0.2, 0.12];

/** A fan as planners read it: history solid, graded bands, median dashed, a few paths, the label at the end. */
export function pathFanChart(chart: PathFanChart, size: ChartSize): PlotOptions {
  const xs = chart.fans.flatMap(({ history, future }) => [...history, ...future].map(({ x }) => x));
  const domainX = [Math.min(...xs), Math.max(...xs)] as const;
  const domain = spanOf(chart);
  const words = chart.fans.map(({ label }) => label);
  const { options, room, plotWidth } = timeFrame({ domainX, height: chart.height }, size, { words, domain });
  const labels = chart.fans.flatMap(({ label, colour, future, history }) => {
    const y = future.at(-1)?.mid ?? history.at(-1)?.y;
    return y === undefined ? [] : [{ text: label, y, colour }];
  });
  const start = chart.fans[0]?.history.at(-1)?.x;
  return {
    ...options,
    marks: [
      gridY({ stroke: ruleColour, strokeOpacity: 1, ticks: 5 }),
      ...(start === undefined ? [] : [ruleX([start], { stroke: ruleColour })]),
      ...chart.fans.flatMap(fanMarks),
      ...(chart.fromZero ? [ruleY([0], { stroke: quietColour })] : []),
      axisY({ ticks: 5, tickSize: 0, label: null, fill: quietColour }),
      axisX({
        ticks: chart.ticks ?? Math.max(2, Math.floor(plotWidth / 90)),
        tickFormat: chart.tickText,
        tickSize: 0,
        label: null,
        fill: quietColour,
      }),
      endLabelMark(labels, domainX[1], room),
    ],
  };
}

function fanMarks({ colour, history, future, paths }: PathFan) {
  const last = history.at(-1);
  // The bands open at the last value known.
  const joined: readonly PathFanRow[] =
    last === undefined
      ? future
      : [{ x: last.x, mid: last.y, bands: [0, 1, 2].map(() => [last.y, last.y] as const) }, ...future];
  const drawn = paths.map((path) =>
    joined.map(({ x, mid }, i) => ({ x, y: joined === future ? path[i]! : i === 0 ? mid : path[i - 1]! })),
  );
  return [
    ...[2, 1, 0].map((band) =>
      areaY(joined, {
        x: 'x',
        y1: (row: PathFanRow) => row.bands[band]?.[0],
        y2: (row: PathFanRow) => row.bands[band]?.[1],
        fill: colour,
        fillOpacity: opacities[band]!,
      }),
    ),
    ...drawn.map((path) =>
      line(path, { x: 'x', y: 'y', stroke: colour, strokeWidth: 0.7, strokeOpacity: 0.55 }),
    ),
    line(joined, { x: 'x', y: 'mid', stroke: colour, strokeWidth: 2, strokeDasharray: '5 3' }),
    line(history, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2 }),
    ...(history.length === 1 ? [dot(history, { x: 'x', y: 'y', fill: colour })] : []),
  ];
}

function spanOf({ fans, fromZero }: PathFanChart): readonly [number, number] {
  const values = fans.flatMap(({ history, future, paths }) => [
    ...history.map(({ y }) => y),
    ...future.flatMap(({ mid, bands }) => [mid, ...bands.flat()]),
    ...paths.flatMap((path) => path.slice(0, future.length)),
  ]);
  const finite = values.filter((value) => Number.isFinite(value));
  const low = Math.min(...finite, ...(fromZero ? [0] : []));
  const high = Math.max(...finite, ...(fromZero ? [0] : []));
  if (low === high) return [low - 1, high + 1];
  const air = (high - low) * 0.04;
  return [fromZero && low === 0 ? 0 : low - air, high + air];
}
