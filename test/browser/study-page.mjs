/** The page's side of workers.test.ts: opens a case from its texts, runs it, says what came out. */
import { hashText } from '../../dist/base/hash.js';
import { webRunner } from '../../dist/runners/web-runner.js';
import { inProcessRunner } from '../../dist/simulate/index.js';
import { openStudy, resultJson, runStudy } from '../../dist/study/index.js';

const runners = new Map();
const afterEvents = () => new Promise((resolve) => setTimeout(resolve));

window.jobs = {
  isIsolated: () => window.crossOriginIsolated,
  async run({ texts, counterfactual, options, workers, file, stopAt }) {
    const study = open(texts);
    const shares = [];
    const onProgress = (share) => {
      shares.push(share);
      return stopAt === undefined || share < stopAt;
    };
    try {
      const result = await runStudy(study, {
        ...options,
        ...(counterfactual ? { counterfactual: { study: open(counterfactual), name: 'other' } } : {}),
        overlays: [],
        sets: [],
        onProgress,
        runner: runnerOf(workers, file),
      });
      return { hash: hashText(resultJson(result)), paths: result.provenance.paths, shares };
    } catch (error) {
      return { error: error.message };
    }
  },
};

const studies = new Map();

function open({ files, main, overlays }) {
  const key = JSON.stringify([files, overlays]);
  if (!studies.has(key)) studies.set(key, openAnew({ files, main, overlays }));
  return studies.get(key);
}

function openAnew({ files, main, overlays }) {
  const { value, issues } = openStudy({ files: new Map(files), main, overlays, sets: [] });
  if (!value) throw new Error(issues.map((issue) => issue.message).join('\n'));
  return value;
}

/** Runners are kept, so that later runs find warm workers. */
function runnerOf(workers, file) {
  if (workers === 0) return inProcessRunner({ pause: afterEvents });
  const key = `${workers} ${file}`;
  if (!runners.has(key)) runners.set(key, webRunner({ workers, ...(file ? { file } : {}) }));
  return runners.get(key);
}
