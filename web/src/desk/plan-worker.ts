import wasmUrl from 'highs/runtime?url';
import { hasErrors, makePlan, openStudy } from 'buildout';
import { loadHighs } from 'buildout/solvers';
import type { PlanOrder, PlanTell } from './plan-protocol.ts';

const tell = (message: PlanTell): void => postMessage(message);

/** Makes one plan. A solve blocks its thread, so the page stops it by ending this worker. */
addEventListener('message', ({ data }: MessageEvent<PlanOrder>) => {
  make(data).then(tell, (error: unknown) =>
    tell({ kind: 'none', words: error instanceof Error ? error.message : String(error) }),
  );
});

async function make({ texts, overlays, sets, options }: PlanOrder): Promise<PlanTell> {
  const { value, issues } = openStudy({ files: new Map(texts.files), main: texts.main, overlays, sets });
  if (!value || hasErrors(issues)) return { kind: 'faults', issues };
  tell({ kind: 'stage', stage: 'loading the solver' });
  const solver = await loadHighs({ locateFile: () => new URL(wasmUrl, self.location.href).href });
  const made = makePlan(value, solver, {
    ...options,
    onStage: (stage) => tell({ kind: 'stage', stage }),
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  });
  if (made.kind === 'plan') return { kind: 'plan', plan: made.result };
  if (made.kind === 'faults') return made;
  if (made.kind === 'no plan')
    return {
      kind: 'none',
      words: [made.why.sentence, ...made.why.relaxations.map(({ sentence }) => sentence)].join(' '),
    };
  return { kind: 'none', words: noPlanWords[made.kind] };
}

const noPlanWords = {
  stopped: 'No plan was found in the time allowed; ask for fewer scenarios.',
  failed: 'The solver gave up for numerical reasons; no plan was found.',
  unbounded: 'The value of a plan has no limit: limit orders, power or demand of the case.',
};
