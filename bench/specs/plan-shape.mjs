import { shapeCase } from '../plan-shape.mjs';

const whole = { sites: 20, chips: 8, segments: 10, contracts: 6, periods: 40 };
const small = { sites: 2, chips: 3, segments: 3, contracts: 2, periods: 12 };

/** Plans of the shape by `solveByDispatch`, drawing of scenarios and evaluation by the accounts included. */
const spec = ({ count, wishes }) => ({
  name: `plan-shape-${count}`,
  phase: 'solve',
  sentence: `Plan 40 quarters × 20 sites × 8 chips × 10 segments for ${count} scenarios on one thread: fleet by Benders, dispatch as its recourse`,
  async prepare({ isSmoke }) {
    const { openStudy } = await import('../../dist/study/index.js');
    const { drawPaths, solveByDispatch } = await import('../../dist/plan/index.js');
    const { loadHighs } = await import('../../dist/solvers/index.js');
    const shape = isSmoke ? small : whole;
    const files = new Map([['case.yaml', shapeCase(shape)]]);
    const study = openStudy({ files, main: 'case.yaml', overlays: [], sets: [] }).value;
    const solver = await loadHighs();
    const paths = isSmoke ? 5 : count;
    const probabilities = Array.from({ length: paths }, () => 1 / paths);
    const plan = (options) => async () => {
      const inputs = drawPaths(study, { seed: 1, pathFrom: 0, paths });
      const clock = () => performance.now() / 1000;
      const found = await solveByDispatch(solver, study, { inputs, probabilities }, { ...options, clock });
      if (found.kind !== 'plan') throw new Error(found.kind);
      const { status, objectiveUsd, gap, iterations, differenceUsd, point } = found.plan;
      const built = point.included.filter((share) => share > 0.5).length;
      return `${status}, $${(objectiveUsd / 1e9).toFixed(4)}bn, gap ${gap.toExponential(1)} in ${iterations} rounds, ${built} phases; accounts say $${(differenceUsd / 1e6).toFixed(2)}m more`;
    };
    const variants = Object.fromEntries(Object.entries(wishes).map(([name, wish]) => [name, plan(wish)]));
    const { periods, sites, chips, segments } = shape;
    return {
      size: `${periods} × ${sites} × ${chips} × ${segments}, ${paths} scenarios`,
      items: paths,
      rounds: 1,
      variants,
    };
  },
});

const relaxed = { relativeGap: 1e-4, isRelaxed: true };

export const planShapeSpecs = [
  spec({ count: 50, wishes: { relaxed, whole: { relativeGap: 1e-2 } } }),
  spec({ count: 1000, wishes: { relaxed } }),
];
