import { parentPort, workerData } from 'node:worker_threads';
import { loadSolver } from '../native/index.ts';
import { loadCase, openCheckpoint } from '../node/index.ts';
import {
  makeFleetPlan,
  makePlan,
  planOverlay,
  readChoice,
  routePaths,
  treeOverlays,
  usdWords,
  whyNot,
  type FleetState,
  type MadePlan,
  type MakePlanOptions,
  type OpenFleetKeeper,
  type PlanResult,
} from '../plan/index.ts';
import { openStudy } from '../study/index.ts';
import type { PlanAnswer, PlanMessage, PlanTask, Policy } from './plan-task.ts';

/**
 * Makes a plan in a thread of its own: a solve blocks its thread, and the command must see a Ctrl-C meanwhile. Cell 0 of the
 * shared flag asks it to stop with the best plan so far.
 */
const task = workerData as PlanTask;
const port = parentPort!;
const flag = new Int32Array(task.flag);

const post = (message: PlanMessage) => port.postMessage(message);

post({ kind: 'answer', answer: await answerTask() });

/** What it takes to run a plan on a tree; none where there is no tree. */
function policyOf(made: Extract<MadePlan, { kind: 'plan' }>, head: readonly string[]): Policy | undefined {
  const { plan, result, tree, model } = made;
  if (!tree || !result.tree || !task.run) return undefined;
  post({ kind: 'stage', stage: 'leading other paths through the tree' });
  return {
    futures: treeOverlays(plan, result.tree, head),
    routes: routePaths(model, tree.scenarios.tree, task.run),
    twoStage: tree.twoStage && planOverlay(tree.twoStage, head),
  };
}

/** Which future the overlay of a plan on a tree is that of. */
function likeliestWords({ tree }: PlanResult, policy: Policy | undefined): string[] {
  if (!tree || !policy) return [];
  const [best] = policy.futures.toSorted(
    (a, b) => tree.nodes[b.node]!.probability - tree.nodes[a.node]!.probability || a.node - b.node,
  );
  return [`Of ${policy.futures.length} futures this is the likeliest, that of ${best!.name}.yaml.`];
}

async function answerTask(): Promise<PlanAnswer> {
  const loaded = loadCase(task.path, task.overlays).value!;
  const study = openStudy({
    files: loaded.files,
    main: loaded.main,
    overlays: loaded.overlays,
    sets: task.sets,
  }).value!;
  const { value: solver, issues } = await loadSolver(task.solver);
  if (solver === undefined) return { kind: 'solver', issues };
  let lastPost = 0;
  const options: MakePlanOptions = {
    ...task.options,
    isCancelled: () => Atomics.load(flag, 0) === 1,
    onStage: (stage) => post({ kind: 'stage', stage }),
    onProgress: (progress) => {
      if (progress.seconds >= lastPost && progress.seconds < lastPost + 0.2) return;
      lastPost = progress.seconds;
      post({ kind: 'progress', progress });
    },
  };
  const { resume } = task;
  const openKeeper: OpenFleetKeeper = (owner) => openCheckpoint<FleetState>(resume!, owner);
  const made = task.isFleet
    ? await makeFleetPlan(study, solver, {
        ...options,
        clock: () => performance.now() / 1000,
        ...(resume === undefined ? {} : { openKeeper }),
      })
    : makePlan(study, solver, options);
  if (made.kind === 'no plan' || made.kind === 'faults' || made.kind === 'not shared') return made;
  if (made.kind !== 'plan') return { kind: made.kind };
  const { plan, result } = made;
  const head = [
    `Plan of ${study.study.name} made by buildout plan; solver ${solver.name}.`,
    `Expected NPV ${usdWords(result.value.expectedUsd)} over ${result.settings.scenarios} scenarios on the ${result.settings.residual} residual.`,
  ];
  if (task.question === undefined) {
    const policy = policyOf(made, head);
    const overlay = planOverlay(plan, [...head, ...likeliestWords(result, policy)]);
    return { kind: 'plan', result, overlay, solver: solver.name, ...(policy ? { policy } : {}) };
  }
  const choice = readChoice(task.question, plan.frame);
  if (!choice.value) return { kind: 'question', issues: choice.issues };
  post({ kind: 'stage', stage: `planning anew with '${task.question}'` });
  const { relativeGap, timeLimitSeconds } = task.options;
  return {
    kind: 'plan',
    result,
    overlay: planOverlay(plan, head),
    solver: solver.name,
    whyNot: whyNot(solver, plan, choice.value, {
      relativeGap,
      timeLimitSeconds,
      isCancelled: options.isCancelled!,
    }),
  };
}
