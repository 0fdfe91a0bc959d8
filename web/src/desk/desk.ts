import { runStudy, type RunResult, type Runner } from 'buildout';
import { Faults, Stopped, type Bench } from './bench.ts';
import { handlers, type Handler } from './handlers.ts';
import { LiveShelf } from './live-shelf.ts';
import type { Answers, Ask, Question, Questions, RunOrder, StudyOrder, Tell } from './protocol.ts';
import { StudyShelf } from './study-shelf.ts';

/** Seats of the platform: one runner for runs, and one for redraws at each number of paths, so that both stay warm. */
export interface DeskPlatform {
  readonly runner: () => Runner;
  /** Seconds since some moment. */
  readonly now: () => number;
  readonly tell: (message: Tell) => void;
  /** Lets waiting messages through. */
  readonly pause: () => Promise<void>;
}

/** The desk: takes asks, computes with the engine, tells. One run at a time; a newer run stops the one before it. */
export class Desk {
  private readonly shelf = new StudyShelf();
  private readonly stopped = new Set<number>();
  private readonly runner: Runner;
  private readonly live: { readonly coarse: LiveShelf; readonly full: LiveShelf };
  private last: { readonly key: string; readonly result: RunResult } | undefined;
  private running: number | undefined;

  constructor(private readonly platform: DeskPlatform) {
    this.runner = platform.runner();
    this.live = { coarse: new LiveShelf(platform.runner()), full: new LiveShelf(platform.runner()) };
  }

  async take(ask: Ask): Promise<void> {
    if (ask.kind === 'case') return this.shelf.putCase(ask.key, ask.texts);
    if (ask.kind === 'cancel') return void this.stopped.add(ask.id);
    const { tell } = this.platform;
    try {
      if (ask.kind === 'run') await this.run(ask.id, ask.order, ask.coarsePaths);
      else tell({ kind: 'answer', id: ask.id, value: await this.answer(ask) });
    } catch (error) {
      if (error instanceof Faults) tell({ kind: 'faults', id: ask.id, issues: error.issues });
      else if (error instanceof Stopped) tell({ kind: 'stopped', id: ask.id });
      else
        tell({ kind: 'failed', id: ask.id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      this.stopped.delete(ask.id);
    }
  }

  private async answer<K extends keyof Questions>({ id, what, about }: Question<K>): Promise<Answers[K]> {
    const handler: Handler<K> = await handlers[what]();
    return handler(about, this.benchOf(id));
  }

  private benchOf(id: number): Bench {
    const { tell, pause } = this.platform;
    const follow = (share: number): boolean => {
      tell({ kind: 'progress', id, share, paths: 0 });
      return !this.stopped.has(id);
    };
    return {
      runner: this.runner,
      live: this.live,
      follow,
      open: (order) => this.openOrFail(order).study,
      openCounterfactual: (order) => this.counterfactualOf(order)?.study,
      resultOf: (order) => this.resultOf(order, id),
      step: async (share) => {
        follow(share);
        await pause();
        if (this.stopped.has(id)) throw new Stopped();
      },
    };
  }

  private async run(id: number, order: RunOrder, coarsePaths: number): Promise<void> {
    if (this.running !== undefined) this.stopped.add(this.running);
    this.running = id;
    const { tell, now } = this.platform;
    const start = now();
    const { issues } = this.openOrFail(order);
    const stages = coarsePaths < order.paths ? [coarsePaths, order.paths] : [order.paths];
    for (const paths of stages) {
      const result = await this.simulate({ ...order, paths }, id, order.paths);
      if (!result || this.stopped.has(id)) return tell({ kind: 'stopped', id });
      const isCoarse = paths < order.paths;
      if (!isCoarse) this.last = { key: runKey(order), result };
      tell({ kind: 'result', id, result, issues, isCoarse, seconds: now() - start });
    }
  }

  private async resultOf(order: RunOrder, id: number): Promise<RunResult> {
    if (this.last?.key === runKey(order)) return this.last.result;
    const result = await this.simulate(order, id, order.paths);
    if (!result) throw new Stopped();
    return result;
  }

  private simulate(order: RunOrder, id: number, allPaths: number): Promise<RunResult | undefined> {
    const { study } = this.openOrFail(order);
    const other = this.counterfactualOf(order);
    return runStudy(study, {
      paths: order.paths,
      seed: order.seed,
      overlays: order.overlays,
      sets: order.sets,
      runner: this.runner,
      ...(other ? { counterfactual: other } : {}),
      onProgress: (_share, _what, paths) => {
        this.platform.tell({ kind: 'progress', id, share: paths / allPaths, paths });
        return !this.stopped.has(id);
      },
    });
  }

  private counterfactualOf(order: StudyOrder) {
    const other = this.shelf.openCounterfactual(order, this.openOrFail(order).study);
    if (!other) return undefined;
    const { study, name, issues } = other;
    if (!study) throw new Faults(issues);
    return { study, name };
  }

  private openOrFail(order: StudyOrder) {
    const { study, issues } = this.shelf.open(order);
    if (!study) throw new Faults(issues);
    return { study, issues };
  }
}

function runKey({ caseKey, overlays, sets, seed, paths }: RunOrder): string {
  return JSON.stringify([caseKey, overlays, sets, seed, paths]);
}
