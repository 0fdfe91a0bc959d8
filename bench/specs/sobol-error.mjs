import { amazonOpener } from '../open-amazon.mjs';

export const sobolError = {
  name: 'sobol-error',
  phase: 'simulate',
  sentence:
    'Standard error of the mean NPV of the Amazon case at equal paths: scrambled Sobol, antithetic and independent draws',
  async prepare({ isSmoke }) {
    const { runStudy } = await import('../../dist/study/index.js');
    const study = (await amazonOpener())();
    const paths = isSmoke ? 256 : 8192;
    const errors = {};
    const run = (draws) => async () => {
      const result = await runStudy(study, { paths, seed: 7, draws, overlays: [], sets: [] });
      errors[draws] = result.precision.metrics.npv.meanError[0];
      const plain = errors.random ?? errors[draws];
      const equal = (plain / errors[draws]) ** 2;
      return `standard error $${(errors[draws] / 1e9).toPrecision(3)}bn: independent draws need ${equal.toPrecision(3)} × the paths`;
    };
    const variants = { independent: run('random'), antithetic: run('antithetic'), sobol: run('sobol') };
    return { size: `${paths} paths`, items: paths, rounds: 1, peer: 'independent', variants };
  },
};
