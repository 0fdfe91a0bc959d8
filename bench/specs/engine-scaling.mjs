/** Sizes that double twice, one dimension at a time, from a middle of 2,000 paths, 40 periods and 10 sites. */
const middle = { paths: 2000, periods: 40, sites: 10 };
const factors = [0.5, 1, 2];
const phasesPerSite = 3;

/** Power, fleet, work and money by site and phase: lags, windows, sums, exponentials and a merit order. */
const text = `module scaling "Sites and their phases, chips bought for them, work and money"
dimension site sites "A place"
dimension phase phases "A part of a site"
map phase.site : phase -> site "The site of a phase"
input once start[phase] : periods "When a phase is ready"
input mw[phase] : ratio "Its power"
input once life : periods "Life of a chip"
input price : ratio "Price of a chip"
input growth : ratio "Growth of demand"
noise news[site] "News of demand"
ready[site] : ratio "Power that is ready" = sum(where(time >= start, mw, 0), phase.site)
shock[site] : ratio "Demand against its trend" = 0.9 * lag(shock) + 0.05 * news
demand[site] : ratio "Demand" = exp(shock + growth * time / 1 year)
room[site] : ratio "Power without chips" = max(ready - lag(fleet), 0)
bought[site] : ratio "Chips bought" = min(room, 0.2 * ready)
fleet[site] : ratio "Chips" = window_sum(bought, life) / 1 period
served[site] : ratio "Work done" = min(demand, fleet)
flow : ratio "Money" = sum(served - price * bought, site)
once value : ratio "All of it" = total(flow) / 1 period`;

export const engineScaling = {
  name: 'engine-scaling',
  phase: 'simulate',
  sentence:
    'Compiled formulas at half, one and two times the paths, periods and sites: the cost should grow as they do',
  async prepare({ isSmoke }) {
    const { buildGraph, compileGraph, instantiate, parseProgram } =
      await import('../../dist/formula/index.js');
    const program = parseProgram([{ name: 'scaling', text }]).value;
    const variants = {};
    const run = (size) => {
      const paths = isSmoke ? size.paths / 50 : size.paths;
      const sites = Array.from({ length: size.sites }, (_, i) => `site${i}`);
      const phases = Array.from({ length: phasesPerSite * size.sites }, (_, i) => `phase${i}`);
      const shape = {
        labels: { site: sites, phase: phases },
        maps: { 'phase.site': Int32Array.from(phases, (_, i) => Math.floor(i / phasesPerSite)) },
        choices: {},
        periods: size.periods,
        periodsPerYear: 4,
      };
      const graph = buildGraph(program, shape).value;
      const same = (values) => ({ values, byTime: false, byPath: false });
      const inputs = new Map([
        ['start', same(Float64Array.from(phases, (_, i) => i % 20))],
        ['mw', same(Float64Array.from(phases, (_, i) => 1 + (i % 4)))],
        [
          'life',
          {
            values: Float64Array.from({ length: paths }, (_, i) => 16 + (i % 9)),
            byTime: false,
            byPath: true,
          },
        ],
        ['price', same(Float64Array.of(0.3))],
        ['growth', same(Float64Array.of(0.05))],
      ]);
      const draws = sites.map((_, element) => ({
        input: 'news',
        element,
        counter: { second: 0, perPeriod: 1, third: element, fourth: 0 },
        word: 0,
        bits: 'uniform52',
        as: 'normal',
      }));
      const engine = instantiate(compileGraph(graph, { keep: ['value'], likely: inputs, draws }));
      return () => {
        const { values } = engine.run(inputs, { pathFrom: 0, paths, seed: 1 }).get('value');
        return `mean value ${(values.reduce((sum, each) => sum + each, 0) / paths).toFixed(2)}`;
      };
    };
    for (const dimension of Object.keys(middle)) {
      for (const factor of factors) {
        const name = factor === 1 ? 'middle' : `${factor} × ${dimension}`;
        variants[name] ??= run({ ...middle, [dimension]: middle[dimension] * factor });
      }
    }
    const { paths, periods, sites } = middle;
    const size = `${paths} paths, ${periods} periods, ${sites} sites`;
    return { size, items: paths, rounds: 9, peer: 'middle', variants };
  },
};
