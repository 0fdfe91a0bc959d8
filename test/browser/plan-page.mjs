/** The page's side of plan.test.ts: plans a case from its texts. */
import { makePlan, planOverlay } from '../../dist/plan/index.js';
import { loadHighs } from '../../dist/solvers/index.js';
import { openStudy } from '../../dist/study/index.js';

window.jobs = {
  async plan({ files, main, options, wasm }) {
    const { value } = openStudy({ files: new Map(files), main, overlays: [], sets: [] });
    const made = makePlan(value, await loadHighs({ locateFile: () => wasm }), options);
    return { kind: made.kind, result: made.result, overlay: planOverlay(made.plan, []) };
  },
};
