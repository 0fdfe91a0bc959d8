import { amazonOpener } from '../open-amazon.mjs';

const metrics = ['roic.d2', 'npv', 'revenue', 'ebit', 'capex', 'fcf', 'net_ppe', 'it_mw', 'shortfall_mw'];
/** Values of several parts of the case, each with two settings between which the redraws go back and forth. */
const moves = {
  'cost of capital': ['valuation.wacc=9 %/year', 'valuation.wacc=10 %/year'],
  'support cost': ['opex.support=4%', 'opex.support=5%'],
  'power when idle': ['opex.idle_draw=30%', 'opex.idle_draw=40%'],
  'a contract is taken up late': ['contracts.openai.rank=1', 'contracts.openai.rank=2'],
  'price of a chip': ['chips.trainium3.price=9000 $/chip', 'chips.trainium3.price=11000 $/chip'],
  'demand of a segment': ['segments.classical.elasticity=0.3', 'segments.classical.elasticity=0.4'],
};

export const amazonRedraw = {
  name: 'amazon-redraw',
  phase: 'simulate',
  sentence:
    'One value of the Amazon case changed: fans of nine metrics by year redrawn on the same paths, warm',
  async prepare({ isSmoke }) {
    const { openLive } = await import('../../dist/study/index.js');
    const { nodeRunner } = await import('../../dist/runners/index.js');
    const open = await amazonOpener();
    const paths = isSmoke ? 400 : 10_000;
    const crews = [];
    const variants = {};
    const hands = Object.entries(moves).flatMap(([label, texts]) => [
      { label, texts, isPreview: false },
      { label: `${label}, preview`, texts, isPreview: true },
    ]);
    for (const { label, texts, isPreview } of hands) {
      const studies = texts.map((text) => open([text]));
      const live = openLive(studies[0], {
        metrics,
        paths,
        seed: 7,
        runner: nodeRunner({ threads: 2 }),
        isPreview,
      });
      crews.push(live);
      let turn = 0;
      const move = () => live.redraw(studies[turn++ % 2]);
      // The first moves open the study and find what the value reaches; a hand on a slider goes on.
      for (let i = 0; i < (isSmoke ? 4 : 12); i++) await move();
      variants[label] = async () => {
        const fans = await move();
        const roic = fans.find(({ id }) => id === 'roic.d2');
        return `median ROIC D2 FY2029 ${roic.quantiles[1][3].toFixed(2)}`;
      };
    }
    const close = () => crews.forEach((live) => live.close());
    return { size: `${paths} paths, two threads`, items: paths, rounds: 9, variants, close };
  },
};
