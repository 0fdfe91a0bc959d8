import { amazonOpener } from '../open-amazon.mjs';

export const amazonInterpreter = {
  name: 'amazon-interpreter',
  phase: 'simulate',
  sentence: 'Simulate the Amazon case with the reference interpreter on one core',
  async prepare({ isSmoke }) {
    const { simulate } = await import('../../dist/simulate/index.js');
    const study = (await amazonOpener())();
    const paths = isSmoke ? 100 : 2000;
    return {
      size: `${paths} paths`,
      items: paths,
      rounds: 3,
      variants: { buildout: () => meanNpv(simulate(study, { seed: 1, paths, keep: ['npv'] })) },
    };
  },
};

function meanNpv(samples) {
  const { values } = samples.byName.get('npv');
  return `mean NPV ${values.reduce((sum, value) => sum + value, 0) / values.length}`;
}
