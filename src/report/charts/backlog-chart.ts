import type { PlotOptions } from '@observablehq/plot';
import { axisX, axisY, barX, gridX, ruleX, text } from '@observablehq/plot';
import { paperColour, quietColour, ruleColour } from '../palette.ts';
import type { ContractRow } from '../result-types.ts';
import type { ChartSize } from './chart-size.ts';
import { domainOf } from './fan-rows.ts';
import { hatchFill, hatchMark } from './hatch.ts';

/** Backlog by contract as an outlined bar, and inside it, filled, the part owed even if nothing is used. */
export function backlogChart(contracts: readonly ContractRow[], size: ChartSize): PlotOptions {
  const row = size.isNarrow ? 46 : 40;
  const hatch = `${size.id}-hatch`;
  const name = (contract: ContractRow) => contract.name;
  const longest = Math.max(...contracts.map((contract) => contract.name.length));
  const top = size.isNarrow ? 16 : 0;
  return {
    height: contracts.length * row + 34,
    marginLeft: size.isNarrow ? 4 : Math.min(180, longest * 6.8 + 14),
    marginRight: 62,
    marginTop: 4,
    marginBottom: 26,
    x: { type: 'linear', domain: domainOf(contracts.map(({ backlogBn }) => backlogBn)) },
    y: { type: 'band', domain: contracts.map(name), padding: 0.3, axis: null },
    marks: [
      hatchMark(hatch, 'var(--c1)'),
      gridX({ stroke: ruleColour, strokeOpacity: 1, ticks: 4 }),
      barX(contracts, {
        x: 'backlogBn',
        y: name,
        fill: hatchFill(hatch),
        stroke: 'var(--c1)',
        insetTop: top,
      }),
      barX(contracts, { x: 'takeOrPayBn', y: name, fill: 'var(--c1)', insetTop: top }),
      text(contracts, {
        x: 'backlogBn',
        y: name,
        text: (contract: ContractRow) => `$${contract.backlogBn.toFixed(1)}bn`,
        dx: 6,
        dy: top / 2,
        textAnchor: 'start',
        fontWeight: 600,
      }),
      ruleX([0], { stroke: quietColour }),
      axisX({ ticks: 4, tickSize: 0, label: null, fill: quietColour }),
      ...(size.isNarrow
        ? [
            text(contracts, {
              frameAnchor: 'left',
              y: name,
              text: name,
              dx: 4,
              dy: -11,
              textAnchor: 'start',
              stroke: paperColour,
              strokeWidth: 3,
              fill: 'currentColor',
            }),
          ]
        : [axisY({ tickSize: 0, label: null })]),
    ],
  };
}
