import { amazonOpener } from '../open-amazon.mjs';

/** 2.5% and 97.5% points of chi-squared over its degrees of freedom. Source: tables; 31 and 3 degrees of freedom. */
const chiBounds = { 32: [0.566, 1.556], 4: [0.0719, 3.116] };

export const sobolError = {
  name: 'sobol-error',
  phase: 'simulate',
  sentence:
    'Mean NPV of the Amazon case by scrambled Sobol, antithetic and independent draws: how many independent paths give the same standard error',
  async prepare({ isSmoke }) {
    const { simulate } = await import('../../dist/simulate/index.js');
    const study = (await amazonOpener())();
    const [paths, seeds] = isSmoke ? [64, 4] : [2048, 32];
    let plain;
    const run = (draws) => async () => {
      const means = [];
      let [sum, squares] = [0, 0];
      for (let seed = 1; seed <= seeds; seed++) {
        const { values } = simulate(study, { paths, seed, draws, keep: ['npv'] }).byName.get('npv');
        means.push(values.reduce((total, each) => total + each, 0) / paths);
        sum += means.at(-1) * paths;
        squares += values.reduce((total, each) => total + each * each, 0);
      }
      const count = paths * seeds;
      const spread = (squares - (sum * sum) / count) / (count - 1);
      // Paths that share nothing: the variance of their mean is that of one path over their number.
      if (draws === 'random') {
        plain = spread / paths;
        return `standard error $${billions(Math.sqrt(plain))}bn`;
      }
      const centre = means.reduce((total, each) => total + each, 0) / seeds;
      const error = means.reduce((total, each) => total + (each - centre) ** 2, 0) / (seeds - 1);
      const ratio = plain / error;
      const [low, high] = chiBounds[seeds].map((bound) => (ratio * bound).toPrecision(2));
      return `standard error $${billions(Math.sqrt(error))}bn: independent draws need ${ratio.toPrecision(2)} × the paths (95%: ${low} to ${high}; ${seeds} seeds)`;
    };
    const variants = { independent: run('random'), antithetic: run('antithetic'), sobol: run('sobol') };
    return {
      size: `${seeds} × ${paths} paths`,
      items: paths * seeds,
      rounds: 1,
      peer: 'independent',
      variants,
    };
  },
};

function billions(dollars) {
  return (dollars / 1e9).toPrecision(3);
}
