import {
  percentWords,
  usdWords,
  type PlanResult,
  type PlannedNode,
  type PlannedTree,
} from '../../plan/index.ts';
import { planTreeChart } from '../charts/plan-tree-chart.ts';
import { formatCount } from '../display.ts';
import type { FigureSpec } from '../figure.ts';
import { markup, type Markup } from '../markup.ts';

/** The tree of a plan as a figure: what is decided when, by what has been seen. */
export function planTreeFigure(plan: PlanResult, tree: PlannedTree): FigureSpec {
  const { nodes, reviews } = tree;
  const stages = [`before ${reviews[0]!.period}`, ...reviews.map(({ period }) => `from ${period}`)];
  const rows = nodes.map((node) => ({
    stage: node.stage,
    parent: node.parent,
    probability: node.probability,
    name: node.name,
    label: node.stage === 0 ? 'commit now' : node.label,
    decision: shortDecision(node),
  }));
  const told = reviews.map(({ period, told: share }) => `${percentWords(share)} by ${period}`).join(', ');
  return {
    id: 'plan-tree',
    title: 'What is decided when, by what has been seen',
    unit: 'share of futures',
    layout: 'full',
    draw: (size) => planTreeChart({ rows, stages }, size),
    measures: `Each point is a decision for all futures that look alike until its review; lines are as wide as futures are likely. What is seen tells ${told} of the spread of what the case is worth.`,
    source: `the plan, on ${plan.settings.scenarios} scenarios that are the leaves of a tree grown from ${plan.settings.sampled} random paths of the case (seed ${plan.settings.seed}).`,
    limits:
      'Futures are grouped by demand, prices, power and costs seen in the last period before a review. Installation and dispatch follow the scenario, so that a plan knows a little more than whoever runs it.',
    table: {
      caption:
        'Decisions of the plan by what has been seen; a path follows the node nearest to it at each review.',
      columns: [
        { title: 'Node' },
        { title: 'When' },
        { title: 'If' },
        { title: 'Futures', isNumber: true },
        { title: 'Worth', isNumber: true },
        { title: 'Decide' },
      ],
      rows: nodes.map((node, number) => ({
        cells: [
          node.name,
          stages[node.stage]!,
          number === 0 ? 'always' : afterWords(nodes, node),
          percentWords(node.probability),
          usdWords(node.expectedUsd),
          node.decisions.length > 0 ? node.decisions.join('; ') : 'nothing new',
        ],
      })),
    },
  };
}

/** What deciding later is worth, and of which future the rest of the report is. */
export function planTreeWords({ value, outOfSample, reviews }: PlannedTree): Markup {
  return markup`<p>${value.sentence}</p>
${outOfSample ? markup`<p>${outOfSample.sentence}</p>` : undefined}
<p>The run in the other sections of this report is that of the likeliest future: what is committed before ${reviews[0]!.period}, then what is decided in it. Each other future has an overlay of its own beside this report.</p>`;
}

function afterWords(nodes: readonly PlannedNode[], { parent, condition }: PlannedNode): string {
  return parent > 0 ? `after ${nodes[parent]!.name}: ${condition}` : condition;
}

/** Starts by name, and power of the chips ordered. */
function shortDecision({ starts, orders }: PlannedNode): string {
  const mw = orders.reduce((sum, order) => sum + order.mw, 0);
  const parts = [
    ...(starts.length > 0 ? [`start ${starts.map(({ phase }) => phase).join(', ')}`] : []),
    ...(mw >= 0.05
      ? [
          `order chips of ${mw >= 1000 ? `${(mw / 1000).toFixed(1)} GW` : `${mw < 10 ? Number(mw.toPrecision(2)) : formatCount(Math.round(mw))} MW`}`,
        ]
      : []),
  ];
  return parts.length > 0 ? parts.join('; ') : 'nothing new';
}
