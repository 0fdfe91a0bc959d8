import { amazonOpener } from '../open-amazon.mjs';

export const caseRead = {
  name: 'case-read',
  phase: 'load',
  sentence: 'Read and check the Amazon case: YAML, schema, units, formulas joined and sorted',
  async prepare() {
    const open = await amazonOpener();
    return {
      size: '1 case',
      items: 1,
      rounds: 9,
      variants: { buildout: () => `${open().graph.nodes.length} formulas` },
    };
  },
};
