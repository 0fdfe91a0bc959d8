import { Worker } from 'node:worker_threads';
import type { Issue } from '../base/issue.ts';
import type { Progress as SolveProgress } from '../lp/index.ts';
import type { SolverChoice } from '../native/index.ts';
import type { FutureOverlay, MakePlanOptions, NoPlan, PlanResult, WhyNot } from '../plan/index.ts';
import { shareWords, usdWords } from '../plan/index.ts';
import { startProgress } from './progress.ts';

/** What the planning thread is asked. */
export interface PlanTask {
  readonly path: string;
  readonly overlays: readonly string[];
  readonly sets: readonly string[];
  /** One fleet for all scenarios, by decomposition, in place of one model. */
  readonly isFleet?: boolean;
  /** File in which a plan for a fleet keeps its state, and goes on from what an interrupted one left. */
  readonly resume?: string;
  readonly solver: SolverChoice;
  readonly options: Omit<MakePlanOptions, 'onProgress' | 'onStage' | 'isCancelled'>;
  /** Random paths that a plan on a tree is run on, and their seed: each is led through the tree. */
  readonly run?: { readonly paths: number; readonly seed: number };
  /** A choice to force, such as `start ohio-2 in 2027Q1`. */
  readonly question?: string;
  readonly flag: SharedArrayBuffer;
}

export type PlanAnswer =
  | {
      readonly kind: 'plan';
      readonly result: PlanResult;
      readonly overlay: string;
      /** Name and version of what solved it. */
      readonly solver: string;
      readonly whyNot?: WhyNot;
      readonly policy?: Policy;
    }
  | { readonly kind: 'no plan'; readonly why: NoPlan }
  | { readonly kind: 'not shared'; readonly reasons: readonly string[] }
  | { readonly kind: 'question' | 'faults' | 'solver'; readonly issues: readonly Issue[] }
  | { readonly kind: 'stopped' | 'failed' | 'unbounded' };

export type PlanMessage =
  | { readonly kind: 'stage'; readonly stage: string }
  | { readonly kind: 'progress'; readonly progress: SolveProgress }
  | { readonly kind: 'answer'; readonly answer: PlanAnswer };

/** A plan on a tree, to be run: an overlay for each future, and which of them each path of the run sees. */
export interface Policy {
  readonly futures: readonly FutureOverlay[];
  /** Last node of each path. */
  readonly routes: Int32Array;
  /** The plan of one decision for all, where one was found. */
  readonly twoStage: string | undefined;
}

/** Runs a planning task in a thread, with a line of progress; a Ctrl-C asks for the best plan so far. */
export async function runPlanTask(task: Omit<PlanTask, 'flag'>, title: string): Promise<PlanAnswer> {
  const flag = new SharedArrayBuffer(4);
  const cells = new Int32Array(flag);
  const progress = startProgress(title);
  const started = Date.now();
  let stage = 'starting';
  const show = (what: string) => {
    const isWanted = progress.update(share(started, task.options.timeLimitSeconds), what);
    if (!isWanted) Atomics.store(cells, 0, 1);
  };
  const ticker = setInterval(() => show(stage), 300);
  const worker = new Worker(new URL('./plan-worker.js', import.meta.url), { workerData: { ...task, flag } });
  try {
    return await new Promise<PlanAnswer>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', (code) => reject(new Error(`the planning thread ended with code ${code}`)));
      worker.on('message', (message: PlanMessage) => {
        if (message.kind === 'answer') resolve(message.answer);
        else if (message.kind === 'stage') show((stage = message.stage));
        else show(progressWords(stage, message.progress));
      });
    });
  } finally {
    clearInterval(ticker);
    progress.clear();
    progress.end();
    await worker.terminate();
  }
}

/** How far a bar goes: towards the time allowed, since nobody knows when a proof is done. */
function share(started: number, limitSeconds: number): number {
  return Math.min((Date.now() - started) / 1000 / (2 * limitSeconds), 0.99);
}

function progressWords(stage: string, { bound, incumbent, gap }: SolveProgress): string {
  const usd = (value: number | undefined) => (value === undefined ? '—' : usdWords(value * 1e6));
  return `${stage}: bound ${usd(bound)}, plan ${usd(incumbent)}, gap ${gap === undefined ? '—' : shareWords(gap)}`;
}
