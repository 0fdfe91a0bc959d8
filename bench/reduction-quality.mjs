// How good plans are by how their scenarios were chosen from 200 paths: the value of each plan, run by the rules of the
// simulation on 1,000 other paths that are the same for all, and what it is above that of the plan of the present choice.
// node bench/reduction-quality.mjs CASE FROM-TO SCENARIOS — seeds FROM to TO; one JSON line for each way of choosing.
import { loadCase } from '../dist/node/index.js';
import { openStudy } from '../dist/study/index.js';
import { simulate } from '../dist/simulate/index.js';
import { loadHighs } from '../dist/solvers/index.js';
import {
  drawPaths,
  makeFrame,
  pickPaths,
  planOverlay,
  reduceScenarios,
  sampleScenarios,
  solvePlan,
  withResidual,
} from '../dist/plan/index.js';
import { evaluateFrame } from '../dist/plan/frame.js';
import { emptyPoint, fixedShares, inputsOf } from '../dist/plan/point.js';

const sampled = 200;
const judgeSeed = 99991;
const [folder, seeds, countText] = process.argv.slice(2);
const [from, to] = seeds.split('-').map(Number);
const count = Number(countText);
const loaded = loadCase(folder, []).value;
const open = (files, overlays) =>
  withResidual(openStudy({ files, main: loaded.main, overlays, sets: [] }).value, 'book');
const model = open(loaded.files, loaded.overlays);
const solver = await loadHighs();

/** By year, in discounted dollars: the demand of each segment, and power ready at the mean demand for a MW. */
function inMoney(inputs) {
  const probabilities = Array.from({ length: sampled }, () => 1 / sampled);
  const frame = makeFrame(model, { inputs, probabilities });
  const { periods, segments } = frame.sizes;
  const idle = inputsOf({ ...emptyPoint(frame.sizes), ...fixedShares(frame) });
  const get = evaluateFrame(frame, idle, ['new_demand', 'price', 'it_mw', 'discount_mid']);
  const [demand, price, power, worth] = ['new_demand', 'price', 'it_mw', 'discount_mid'].map(get);
  let [usd, mw] = [0, 0];
  for (let s = 0; s < sampled; s++)
    for (let t = 0; t < periods; t++) {
      mw += power(0, t, s);
      for (let d = 0; d < segments; d++) usd += demand(d, t, s) * price(d, t, s);
    }
  return probabilities.map((_, s) => {
    const features = [];
    for (let year = 0; year < periods; year += 4) {
      const sum = (of) => {
        let total = 0;
        for (let t = year; t < Math.min(year + 4, periods); t++) total += worth(0, t, s) * of(t);
        return total;
      };
      for (let d = 0; d < segments; d++) features.push(sum((t) => demand(d, t, s) * price(d, t, s)));
      features.push(sum((t) => (power(0, t, s) * usd) / mw));
    }
    return Float64Array.from(features);
  });
}

const ways = {
  present: (seed) => sampleScenarios(model, { seed, sampled, count }),
  money: (_, inputs) => picked(inputs, reduceScenarios(inMoney(inputs), count)),
  random: (_, inputs) =>
    picked(inputs, {
      kept: Array.from({ length: count }, (__, i) => i),
      probabilities: Array.from({ length: count }, () => 1 / count),
    }),
};

function picked(inputs, { kept, probabilities }) {
  return { inputs: pickPaths(inputs, sampled, kept), probabilities };
}

/** Mean NPV of a plan on the paths that judge all plans, in $m. */
function judged(plan) {
  const files = new Map([...loaded.files, ['plan.yaml', planOverlay(plan, [])]]);
  const study = open(files, [...loaded.overlays, 'plan.yaml']);
  const { values } = simulate(study, { seed: judgeSeed, paths: 1000, keep: ['npv'] }).byName.get('npv');
  return mean([...values]) / 1e6;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const results = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
for (let seed = from; seed <= to; seed++) {
  const inputs = drawPaths(model, { seed, pathFrom: 0, paths: sampled });
  for (const [way, choose] of Object.entries(ways)) {
    const outcome = solvePlan(solver, makeFrame(model, choose(seed, inputs)), {
      relativeGap: 1e-3,
      timeLimitSeconds: 60,
    });
    if (outcome.kind !== 'plan') throw new Error(`seed ${seed}, ${way}: ${outcome.kind}`);
    results[way].push({ outUsdM: judged(outcome.plan), inUsdM: outcome.plan.objectiveUsd / 1e6 });
  }
}
for (const [way, rows] of Object.entries(results)) {
  const gains = rows.map(({ outUsdM }, i) => outUsdM - results.present[i].outUsdM);
  const gain = mean(gains);
  const error = Math.sqrt(mean(gains.map((g) => (g - gain) ** 2)) / Math.max(gains.length - 1, 1));
  console.log(
    JSON.stringify({
      case: folder,
      way,
      scenarios: count,
      seeds: rows.length,
      out_of_sample_usd_m: mean(rows.map(({ outUsdM }) => outUsdM)),
      above_present_usd_m: gain,
      half_interval_95_usd_m: 1.96 * error,
      in_sample_usd_m: mean(rows.map(({ inUsdM }) => inUsdM)),
    }),
  );
}
