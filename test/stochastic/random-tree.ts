import { ModelBuilder } from '../../src/lp/index.ts';
import {
  packChanges,
  type Change,
  type StochasticProgramme,
  type TreeNode,
} from '../../src/stochastic/index.ts';
import { makeRandom } from '../lp/models.ts';

export interface TreeOptions {
  readonly stages: number;
  readonly branches: number;
  /** Whether what may turn out is the same after every node of a stage, or drawn anew for each. */
  readonly isIndependent?: boolean;
  /** Whether any decision leaves feasible ones after it: shortfall may be bought. */
  readonly isComplete?: boolean;
  /** Besides demands: costs, coefficients on this stage's and earlier columns, and bounds differ too. */
  readonly isRich?: boolean;
  /** Borrow at each stage and pay back at the next: a stage alone is then unbounded. */
  readonly canBorrow?: boolean;
  readonly firstIntegers?: boolean;
  readonly laterIntegers?: boolean;
  readonly sense?: 'minimise' | 'maximise';
}

/**
 * Random capacity planning over several stages: what is built at a stage serves all later ones, so that rows hold columns of every
 * earlier stage; demand is uncertain, grows, and may be met by buying. A budget binds over all stages together.
 */
export function randomTree(seed: number, options: TreeOptions): StochasticProgramme {
  const random = makeRandom(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const { isComplete = true, sense = 'minimise' } = options;
  const sign = sense === 'minimise' ? 1 : -1;
  const lp = new ModelBuilder({ name: `tree ${seed}`, sense });
  const columnStage: number[] = [];
  const rowStage: number[] = [];
  const column = (stage: number, name: string, how: Parameters<ModelBuilder['addColumn']>[1]): number => {
    columnStage.push(stage);
    return lp.addColumn(`${name} ${stage}`, how);
  };
  const row = (
    stage: number,
    name: string,
    terms: (readonly [number, number])[],
    limits: Parameters<ModelBuilder['addRow']>[2],
  ): number => {
    rowStage.push(stage);
    return lp.addRow(`${name} ${stage}`, terms, limits);
  };
  const builds: number[] = [];
  const borrows: number[] = [];
  const demands: number[] = [];
  const serves: number[] = [];
  const capacities: number[] = [];
  for (let stage = 0; stage < options.stages; stage++) {
    const isInteger = stage === 0 ? options.firstIntegers : options.laterIntegers;
    const kind = isInteger ? 'integer' : 'continuous';
    builds.push(column(stage, 'build', { cost: sign * whole(4, 9), upper: 12, kind }));
    const spent = builds.map((each, i) => [each, 1 + (i % 2)] as const);
    if (stage > 0) {
      const serve = column(stage, 'serve', { cost: sign * whole(1, 3), upper: 40 });
      const buy = column(stage, 'buy', { cost: sign * whole(15, 30), upper: isComplete ? 1000 : 0 });
      const before = builds.slice(0, -1).map((each) => [each, -1] as const);
      capacities[stage] = row(stage, 'capacity', [[serve, 1], ...before], { upper: 1 });
      demands[stage] = row(
        stage,
        'demand',
        [
          [serve, 1],
          [buy, 1],
        ],
        { lower: 5 },
      );
      serves[stage] = serve;
    }
    if (options.canBorrow) {
      const isLast = stage === options.stages - 1;
      borrows.push(column(stage, 'borrow', { cost: sign * -1, upper: isLast ? 0 : Infinity }));
      const paid = column(stage, 'pay', { cost: sign * 1 });
      if (stage > 0)
        row(
          stage,
          'owed',
          [
            [paid, 1],
            [borrows[stage - 1]!, -1.1],
          ],
          { lower: 0 },
        );
    }
    row(stage, 'budget', spent, { upper: 30 });
  }
  lp.addOffset(sign * 7);
  const core = lp.finish();
  const outcomes = (stage: number): { weight: number; changes: Change[] }[] =>
    Array.from({ length: options.branches }, () => {
      const row = demands[stage]!;
      const least = stage + whole(0, 9);
      const changes: Change[] = [{ kind: 'limits', row, lower: least, upper: Infinity }];
      if (options.isRich) {
        const at = capacities[stage]!;
        changes.push(
          { kind: 'cost', column: serves[stage]!, value: sign * whole(1, 6) },
          { kind: 'coefficient', row: at, column: builds[0]!, value: -0.5 - 0.1 * whole(0, 9) },
          { kind: 'coefficient', row, column: serves[stage]!, value: 0.5 + 0.1 * whole(0, 9) },
          { kind: 'bounds', column: builds[stage]!, lower: 0, upper: whole(4, 12) },
        );
      }
      return { weight: whole(1, 5), changes };
    });
  const common = Array.from({ length: options.stages }, (_, stage) => (stage > 0 ? outcomes(stage) : []));
  const nodes: TreeNode[] = [
    { name: 'root', stage: 0, parent: -1, probability: 1, changes: packChanges([]) },
  ];
  for (let n = 0; n < nodes.length; n++) {
    const { stage, probability, name } = nodes[n]!;
    if (stage + 1 === options.stages) continue;
    const next = options.isIndependent ? common[stage + 1]! : outcomes(stage + 1);
    const total = next.reduce((sum, { weight }) => sum + weight, 0);
    for (const [i, { weight, changes }] of next.entries()) {
      nodes.push({
        name: `${name}.${i}`,
        stage: stage + 1,
        parent: n,
        probability: (probability * weight) / total,
        changes: packChanges(changes),
      });
    }
  }
  return {
    name: core.name,
    core,
    stageNames: Array.from({ length: options.stages }, (_, stage) => `stage ${stage}`),
    columnStage: Int32Array.from(columnStage),
    rowStage: Int32Array.from(rowStage),
    nodes,
  };
}
