import { amazonOpener } from '../open-amazon.mjs';

export const amazonEngines = {
  name: 'amazon-engines',
  phase: 'simulate',
  sentence: 'Simulate the Amazon case on one core: compiled formulas against the reference interpreter',
  async prepare({ isSmoke }) {
    const { simulate } = await import('../../dist/simulate/index.js');
    const study = (await amazonOpener())();
    const paths = isSmoke ? 100 : 2000;
    const run = (engine) => () => meanNpv(simulate(study, { seed: 1, paths, keep: ['npv'], engine }));
    return {
      size: `${paths} paths`,
      items: paths,
      rounds: 3,
      peer: 'interpreter',
      variants: { compiled: run('compiled'), interpreter: run('interpreter') },
    };
  },
};

function meanNpv(samples) {
  const { values } = samples.byName.get('npv');
  return `mean NPV ${values.reduce((sum, value) => sum + value, 0) / values.length}`;
}
