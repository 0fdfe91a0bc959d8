import {
  explainMetric,
  findTarget,
  resultJson,
  runStudy,
  tornado,
  traceView,
  type Outcome,
  type RunResult,
  type Runner,
} from 'buildout';
import { LiveShelf } from './live-shelf.ts';
import type { Answers, Ask, FigureOrder, Movers, RunOrder, StudyOrder, Tell } from './protocol.ts';
import { StudyShelf, type Opened } from './study-shelf.ts';

/** Seats of the platform: one runner for runs, and one for redraws at each number of paths, so that both stay warm. */
export interface DeskPlatform {
  readonly runner: () => Runner;
  /** Seconds since some moment. */
  readonly now: () => number;
  readonly tell: (message: Tell) => void;
}

/** Ends a request whose case or question has faults. */
class Faults extends Error {
  constructor(readonly issues: Opened['issues']) {
    super('faults');
  }
}

const mostMovers = 10;
/** Redraws up to so many paths are the coarse ones. */
const coarseLimit = 2000;

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
      else
        tell({ kind: 'failed', id: ask.id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      this.stopped.delete(ask.id);
    }
  }

  private async answer(
    ask: Exclude<Ask, { kind: 'case' | 'cancel' | 'run' }>,
  ): Promise<Answers[keyof Answers]> {
    if (ask.kind === 'trace') return this.trace(ask.order);
    if (ask.kind === 'movers') return this.movers(ask.order);
    if (ask.kind === 'json') return resultJson(await this.resultOf(ask.order, ask.id));
    const { study } = this.openOrFail(ask.order);
    const shelf = ask.order.paths <= coarseLimit ? this.live.coarse : this.live.full;
    return shelf.redraw(study, ask.order, ask.metrics);
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
    if (!result) throw new Error('The run was stopped');
    return result;
  }

  private simulate(order: RunOrder, id: number, allPaths: number): Promise<RunResult | undefined> {
    const { study } = this.openOrFail(order);
    const other = this.shelf.openCounterfactual(order, study);
    if (other && !other.study) throw new Faults(other.issues);
    return runStudy(study, {
      paths: order.paths,
      seed: order.seed,
      overlays: order.overlays,
      sets: order.sets,
      runner: this.runner,
      ...(other?.study ? { counterfactual: { study: other.study, name: other.name } } : {}),
      onProgress: (_share, _what, paths) => {
        this.platform.tell({ kind: 'progress', id, share: paths / allPaths, paths });
        return !this.stopped.has(id);
      },
    });
  }

  private trace(order: FigureOrder): Answers['trace'] {
    const { study } = this.openOrFail(order);
    return traceView(valueOf(explainMetric(study, { ...order, depth: 1 })), study);
  }

  private movers(order: FigureOrder): Movers {
    const { study } = this.openOrFail(order);
    const target = valueOf(findTarget(study, order.metric, order.period));
    const { central, rows, method } = tornado(study, target);
    const moving = rows.filter(({ swing }) => Number.isFinite(swing) && swing !== 0).slice(0, mostMovers);
    return {
      central,
      unit: target.unitText,
      method,
      rows: moving.map(({ driver, text, tier, atLow, atHigh }) => ({
        path: driver,
        text,
        tier,
        atLow,
        atHigh,
      })),
    };
  }

  private openOrFail(order: StudyOrder) {
    const { study, issues } = this.shelf.open(order);
    if (!study) throw new Faults(issues);
    return { study, issues };
  }
}

function valueOf<T>({ value, issues }: Outcome<T>): T {
  if (value === undefined) throw new Faults(issues);
  return value;
}

function runKey({ caseKey, overlays, sets, seed, paths }: RunOrder): string {
  return JSON.stringify([caseKey, overlays, sets, seed, paths]);
}
