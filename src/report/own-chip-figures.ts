import { programmeValue, type Programme } from '../serving/index.ts';
import { scatterChart, type ScatterPoint } from './charts/scatter-chart.ts';
import type { FigureSpec } from './figure.ts';
import { seriesColour } from './palette.ts';
import { numberColumns } from './table.ts';

/** Merchant prices drawn, as factors of the programme's own. */
const factors = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.1, 1.2, 1.35, 1.5, 1.75, 2];

/** What may go wrong with a development, each alone. */
const troubles: readonly { readonly words: string; readonly change: (plan: Programme) => Programme }[] = [
  { words: 'as planned', change: (plan) => plan },
  { words: '2 years late', change: (plan) => ({ ...plan, slipYears: plan.slipYears + 2 }) },
  {
    words: 'every stage repeated',
    change: (plan) => ({ ...plan, stages: plan.stages.map((stage) => ({ ...stage, respin: 1 })) }),
  },
  { words: 'yield a tenth lower', change: (plan) => ({ ...plan, yieldShare: 0.9 * plan.yieldShare }) },
];

const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');

/**
 * Chips over the whole programme at which an own chip pays its development back, against the price of the merchant chip that it stands
 * in for: as planned, late, with repetitions, and with a lower yield.
 */
export function volumeFigure(programme: Programme): FigureSpec {
  const at = (trouble: (typeof troubles)[number], factor: number) =>
    programmeValue(trouble.change({ ...programme, merchantUsd: programme.merchantUsd * factor }))
      .breakEvenChips;
  const points = troubles.flatMap((trouble, i) =>
    factors.flatMap((factor): ScatterPoint[] => {
      const chips = at(trouble, factor);
      if (chips === undefined) return [];
      return [
        {
          label: factor === 1 ? `${thousands(chips / 1000)}k ${trouble.words}` : '',
          x: (programme.merchantUsd * factor) / 1000,
          y: chips / 1000,
          colour: seriesColour(i),
          isFront: false,
        },
      ];
    }),
  );
  return {
    id: 'own-chip-volume',
    title: 'Chips at which the own chip pays its development back',
    unit: 'thousand chips over the programme, against $ thousand that a merchant chip costs',
    layout: 'full',
    draw: (size) =>
      scatterChart(
        {
          points,
          xLabel: '$k a merchant chip',
          yLabel: 'thousand chips',
          height: 380,
          isLogX: true,
          isLogY: true,
        },
        size,
      ),
    legend: troubles.map(({ words }, i) => ({ text: words, colour: seriesColour(i) })),
    measures:
      'Present value of development with expected repetitions, over the present value saved per chip, in the shape of the planned volumes.',
    source: 'the numbers above; each trouble alone.',
    limits: 'No point where a chip costs more than it saves: no volume breaks even there.',
    table: {
      caption: 'Thousand chips to break even.',
      columns: [{ title: 'Merchant chip' }, ...numberColumns(troubles.map(({ words }) => words))],
      rows: factors.map((factor) => ({
        cells: [
          `$${thousands(programme.merchantUsd * factor)}`,
          ...troubles.map((trouble) => {
            const chips = at(trouble, factor);
            return chips === undefined ? 'never' : (chips / 1000).toFixed(1);
          }),
        ],
      })),
    },
  };
}
