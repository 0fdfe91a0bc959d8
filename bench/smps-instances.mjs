/**
 * Public stochastic programmes by the name of their files in `../shared/data/benchmarks/stochastic`, whose README says where each
 * file and each optimum comes from: `folder/core`, time, stochastic; `optimum` where one was published or verified.
 */
const lp = (folder, core, time, stochastic, optimum) => ({
  folder,
  core,
  time,
  stochastic,
  optimum,
  kind: 'LP',
});
const mip = (folder, core, stochastic, optimum) => ({
  folder,
  core,
  time: core,
  stochastic,
  optimum,
  kind: 'MIP',
});

export const instances = [
  lp('lands', 'lands', 'lands', 'lands', 381.8533333),
  lp('lands', 'lands', 'lands', 'lands-blocks', 381.8533333),
  lp('lands3stage', 'lands', 'lands', 'lands-indep', 719.2066667),
  lp('lands2', 'lands2', 'lands2', 'lands2', 227.60375),
  lp('pgp2', 'pgp2', 'pgp2', 'pgp2', 447.3243556),
  lp('pltexp', 'pltexpa-2', 'pltexpa-2', 'pltexpa-2-6', -9.479354405),
  lp('pltexp', 'pltexpa-2', 'pltexpa-2', 'pltexpa-2-16', -9.663308373),
  lp('pltexp', 'pltexpa-3', 'pltexpa-3', 'pltexpa-3-6', -13.96936764),
  lp('pltexp', 'pltexpa-3', 'pltexpa-3', 'pltexpa-3-16', -14.26745774),
  lp('pltexp', 'pltexpa-3', 'pltexpa-3', 'pltexpb-3-6', -13.64322619),
  lp('storm', 'stormg2', 'stormg2', 'stormg2-8', 15535235.73),
  lp('storm', 'stormg2', 'stormg2', 'stormg2-27', 15508982.31),
  lp('storm', 'stormg2', 'stormg2', 'stormg2-125', 15512091.18),
  lp('fxm', 'fxm', 'fxm-2', 'fxm-2-6', 18417.06557),
  lp('fxm', 'fxm', 'fxm-2', 'fxm-2-16', 18416.75903),
  lp('fxm', 'fxm', 'fxm-3', 'fxm-3-6', 18616.03616),
  lp('airlift', 'airl', 'airl', 'airl-first', 249101.6721),
  lp('chem', 'chem', 'chem', 'chem', -13009.16667),
  lp('phone', 'phone', 'phone', 'phone1', 36.9),
  lp('assets', 'assets', 'assets', 'assets-small', -723.8386129),
  lp('environ', 'env', 'env', 'env-aggr', 20478.69899),
  lp('environ', 'env', 'env', 'env-loose', 19777.44472),
  lp('environ', 'env', 'env', 'env-15', 22265.25491),
  lp('environ', 'env', 'env', 'env-1200', 22428.90823),
  lp('cargo', '4node', '4node', '4node-16', 423.0125),
  lp('cargo', '4node', '4node', '4node-64', 423.0125),
  lp('cargo', '4node', '4node', '4node-256', 425.375),
  mip('sizes', 'sizes', 'sizes-3', 224433.7333),
  mip('sizes', 'sizes', 'sizes-5', 224486),
  mip('sslp', 'sslp_5_25-50', 'sslp_5_25-50', -121.6),
  mip('sslp', 'sslp_5_25-100', 'sslp_5_25-100', -127.37),
  mip('sslp', 'sslp_15_45-5', 'sslp_15_45-5', -262.4),
  mip('sslp', 'sslp_15_45-10', 'sslp_15_45-10', -260.5),
  mip('dcap', 'dcap233_200', 'dcap233_200', 1834.56),
  mip('dcap', 'dcap233_300', 'dcap233_300', 1644.36),
  mip('dcap', 'dcap233_500', 'dcap233_500', 1737.52),
  mip('dcap', 'dcap332_200', 'dcap332_200', 1060.7),
  mip('dcap', 'dcap332_300', 'dcap332_300', 1252.88),
  mip('dcap', 'dcap332_500', 'dcap332_500', 1588.82),
];

/** Three stages: benders is nested there, and sddp applies. */
export const threeStages = new Set(['lands-indep', 'pltexpa-3-6', 'pltexpa-3-16', 'pltexpb-3-6', 'fxm-3-6']);

/** Published with probabilities that add up to 1, while the file's fall short. */
export const normalised = new Set(['sizes-3']);
