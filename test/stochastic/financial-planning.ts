import { ModelBuilder } from '../../src/lp/index.ts';
import { packChanges, type StochasticProgramme, type TreeNode } from '../../src/stochastic/index.ts';

/**
 * Saving for college: $55,000 in stocks and bonds over three periods to reach $80,000; what is over is worth 1, what is short
 * costs 4; in each period stocks and bonds return 1.25 and 1.14, or 1.06 and 1.12, with equal chances. Optimum -1.514, with 41.479
 * in stocks and 13.521 in bonds at first (Birge & Louveaux, Introduction to Stochastic Programming, 2nd ed., section 1.2).
 */
export const planningOptimum = -1.514;
export const planningStart = [41.479, 13.521] as const;

const returns = [
  [1.25, 1.14],
  [1.06, 1.12],
] as const;

export function financialPlanning(): StochasticProgramme {
  const lp = new ModelBuilder({ name: 'college', sense: 'maximise' });
  const columnStage: number[] = [];
  const held: number[][] = [];
  for (let stage = 0; stage < 3; stage++) {
    held.push(['stocks', 'bonds'].map((name) => lp.addColumn(`${name} ${stage}`)));
    columnStage.push(stage, stage);
  }
  const over = lp.addColumn('over', { cost: 1 });
  const short = lp.addColumn('short', { cost: -4 });
  columnStage.push(3, 3);
  const ones = (columns: readonly number[], value: number) =>
    columns.map((column) => [column, value] as const);
  const rows = [lp.addRow('start', ones(held[0]!, 1), { equal: 55 })];
  for (let stage = 1; stage < 3; stage++) {
    const terms = [...ones(held[stage]!, 1), ...ones(held[stage - 1]!, -1)];
    rows.push(lp.addRow(`wealth ${stage}`, terms, { equal: 0 }));
  }
  const terms = [...ones(held[2]!, 1), [over, -1] as const, [short, 1] as const];
  rows.push(lp.addRow('goal', terms, { equal: 80 }));
  const nodes: TreeNode[] = [
    { name: 'root', stage: 0, parent: -1, probability: 1, changes: packChanges([]) },
  ];
  for (let n = 0; n < nodes.length; n++) {
    const { stage, probability } = nodes[n]!;
    if (stage === 3) continue;
    for (const [i, each] of returns.entries()) {
      // Wealth before is taken from what is held after, and counts for the goal.
      const sign = stage === 2 ? 1 : -1;
      const changes = held[stage]!.map((column, k) => {
        return { kind: 'coefficient', row: rows[stage + 1]!, column, value: sign * each[k]! } as const;
      });
      nodes.push({
        name: `${n}.${i}`,
        stage: stage + 1,
        parent: n,
        probability: probability / 2,
        changes: packChanges(changes),
      });
    }
  }
  return {
    name: 'college',
    core: lp.finish(),
    stageNames: ['now', 'in 5 years', 'in 10 years', 'in 15 years'],
    columnStage: Int32Array.from(columnStage),
    rowStage: Int32Array.of(0, 1, 2, 3),
    nodes,
  };
}
