import wasmUrl from 'highs/runtime?url';
import { hasErrors, makePlan, openStudy, readChoice, whyNot, type SolvedPlan, type Solver } from 'buildout';
import { loadHighs } from 'buildout/solvers';
import type { PlanAsk, PlanOrder, PlanTell } from './plan-protocol.ts';

const tell = (message: PlanTell): void => postMessage(message);

/** The plan that was made, for choices to be forced upon it. */
let made:
  { readonly plan: SolvedPlan; readonly solver: Solver; readonly options: PlanOrder['options'] } | undefined;

/** Makes a plan and answers about it. A solve blocks its thread, so the page stops it by ending this worker. */
addEventListener('message', ({ data }: MessageEvent<PlanAsk>) => {
  const answer = data.kind === 'make' ? make(data.order) : Promise.resolve().then(() => force(data.choice));
  answer.then(tell, (error: unknown) =>
    tell({ kind: 'none', words: error instanceof Error ? error.message : String(error) }),
  );
});

function force(choice: string): PlanTell {
  if (!made) return { kind: 'none', words: 'There is no plan to ask about.' };
  const { plan, solver, options } = made;
  const read = readChoice(choice, plan.frame);
  if (!read.value) return { kind: 'unread', choice, issues: read.issues };
  tell({ kind: 'stage', stage: `planning anew with “${choice}”` });
  const { relativeGap, timeLimitSeconds } = options;
  const isCancelled = () => false;
  return {
    kind: 'why-not',
    choice,
    answer: whyNot(solver, plan, read.value, { relativeGap, timeLimitSeconds, isCancelled }),
  };
}

async function make({ texts, overlays, sets, options }: PlanOrder): Promise<PlanTell> {
  const { value, issues } = openStudy({ files: new Map(texts.files), main: texts.main, overlays, sets });
  if (!value || hasErrors(issues)) return { kind: 'faults', issues };
  tell({ kind: 'stage', stage: 'loading the solver' });
  const solver = await loadHighs({ locateFile: () => new URL(wasmUrl, self.location.href).href });
  const found = makePlan(value, solver, {
    ...options,
    onStage: (stage) => tell({ kind: 'stage', stage }),
    onProgress: (progress) => tell({ kind: 'progress', progress }),
  });
  if (found.kind === 'plan') {
    made = { plan: found.plan, solver, options };
    return { kind: 'plan', plan: found.result };
  }
  if (found.kind === 'faults') return found;
  if (found.kind === 'no plan') return { kind: 'none', words: found.why.sentence, why: found.why };
  return { kind: 'none', words: noPlanWords[found.kind] };
}

const noPlanWords = {
  stopped: 'No plan was found in the time allowed; ask for fewer scenarios.',
  failed: 'The solver gave up for numerical reasons; no plan was found.',
  unbounded: 'The value of a plan has no limit: limit orders, power or demand of the case.',
};
