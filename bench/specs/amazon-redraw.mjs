import { amazonOpener } from '../open-amazon.mjs';

const metrics = ['roic.d2', 'npv', 'revenue', 'ebit', 'capex', 'fcf', 'net_ppe', 'it_mw', 'shortfall_mw'];
/** A value of each part of the case, and two settings of it between which the redraws go back and forth. */
const moves = {
  'cost of capital': ['valuation.wacc=9 %/year', 'valuation.wacc=10 %/year'],
  'tax rate': ['accounts.tax_rate=20%', 'accounts.tax_rate=25%'],
  'headcount cost': ['opex.support=2%', 'opex.support=3%'],
};

export const amazonRedraw = {
  name: 'amazon-redraw',
  phase: 'simulate',
  sentence: 'One value of the Amazon case changed: fans of nine metrics by year redrawn on the same paths, warm',
  async prepare({ isSmoke }) {
    const { openLive } = await import('../../dist/study/index.js');
    const { nodeRunner } = await import('../../dist/runners/index.js');
    const open = await amazonOpener();
    const paths = isSmoke ? 400 : 10_000;
    const crews = {};
    const variants = {};
    for (const threads of [1, 2]) {
      const live = openLive(open(), { metrics, paths, seed: 7, runner: nodeRunner({ threads }) });
      crews[threads] = live;
      for (const [label, texts] of Object.entries(moves)) {
        const studies = texts.map((text) => open([text]));
        let turn = 0;
        await live.redraw(studies[1]);
        variants[`${label}, ${threads} thread${threads > 1 ? 's' : ''}`] = async () => {
          const fans = await live.redraw(studies[turn++ % 2]);
          const roic = fans.find(({ id }) => id === 'roic.d2');
          return `median ROIC D2 FY2029 ${roic.quantiles[1][3].toFixed(2)}`;
        };
      }
    }
    const close = () => Object.values(crews).forEach((live) => live.close());
    return { size: `${paths} paths`, items: paths, rounds: 9, variants, close };
  },
};
