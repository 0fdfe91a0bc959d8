import { describe, expect, it } from 'vitest';
import { centralScenario, makeFrame, solvePlan, type SolvedPlan } from '../../src/plan/index.ts';
import { openShipped } from '../study/support.ts';
import { ordersOf, solverOf } from './support.ts';

const trainiums = ['trainium3', 'trainium4', 'trainium_next'];
const merchants = ['nvidia_blackwell', 'nvidia_rubin', 'nvidia_next'];

/** The Amazon case planned on its central path and book residual, with an overlay or values changed. */
async function planAmazon(overlays: string[], sets: string[] = []): Promise<SolvedPlan> {
  const study = openShipped('amazon-2026', overlays, ['valuation.residual=book', ...sets]);
  const outcome = solvePlan(await solverOf(), makeFrame(study, centralScenario(study)), {
    relativeGap: 1e-3,
  });
  if (outcome.kind !== 'plan') throw new Error(outcome.kind);
  return outcome.plan;
}

/** IT power of chips ordered, in MW. */
function orderedMw(plan: SolvedPlan, makes: readonly string[]): number {
  const { labels } = plan.frame.model.study;
  return makes.reduce(
    (sum, make) => sum + ordersOf(plan, make) * plan.facts.unitMw[labels['chip']!.indexOf(make)]!,
    0,
  );
}

describe('the choice of chips in a plan of the Amazon case', () => {
  it('follows throughput: merchant power falls where merchant chips serve more, own power rises where own chips do', async () => {
    const calibrated = await planAmazon([]);
    const plain = await planAmazon(['plain-throughput']);
    const better = await planAmazon([], ['drivers.trainium_efficiency=2.5']);
    // Calibrated merchant chips do 1.7 times the work of the plain ones, and the same demand needs less of their power.
    expect(orderedMw(calibrated, merchants)).toBeLessThan(orderedMw(plain, merchants));
    // Trainium is next to merchant chips what it is in the catalogue, and less than the plain assumptions made of it.
    expect(orderedMw(calibrated, trainiums)).toBeLessThan(orderedMw(plain, trainiums));
    expect(orderedMw(better, trainiums)).toBeGreaterThan(orderedMw(calibrated, trainiums));
    expect(orderedMw(better, merchants)).toBeLessThan(orderedMw(calibrated, merchants));
    expect(better.objectiveUsd).toBeGreaterThan(calibrated.objectiveUsd);
  });
});
