import type { Issue, Json, LiveFan, RunResult } from 'buildout';
import { DeskClient, DeskFaults, type Following } from '../desk/desk-client.ts';
import type { Answers, CaseTexts, FigureOrder, Movers, Questions, RunOrder } from '../desk/protocol.ts';
import { activeScenario, setsOf, type AppState, type Scenario } from '../state/app-state.ts';
import type { Store } from '../state/store.ts';
import { CaseLibrary } from './case-library.ts';
import { patchResult, type Drawn } from './patch-result.ts';
import { Redraws } from './redraws.ts';

/** What became of one scenario's run. */
export interface ScenarioRun {
  readonly key: string;
  readonly result: RunResult;
  readonly isCoarse: boolean;
  readonly seconds: number;
  readonly issues: readonly Issue[];
}

/** What the page draws besides the state; a new object whenever something changed. */
export interface SessionView {
  /** The run shown: the latest good one while a newer is under way or has faults. */
  readonly shown: ScenarioRun | undefined;
  /** Runs of all scenarios, by place; `undefined` where one is not there yet. */
  readonly runs: readonly (ScenarioRun | undefined)[];
  /** Whether what is shown answers the state as it is now. */
  readonly isCurrent: boolean;
  readonly progress: { readonly share: number; readonly paths: number } | undefined;
  /** Whether a stopped run is why nothing newer is shown. */
  readonly isStopped: boolean;
  /** Faults of the case as it is now; what is shown is then the last good state. */
  readonly faults: readonly Issue[];
  /** A fault of the program or the machine. */
  readonly failure: string | undefined;
}

const coarsePaths = 500;
const mostKept = 12;
/** A dragged slider asks for a run only once it rests so long. */
const restMilliseconds = 250;

/** Keeps results in step with the state: opens the case, runs the scenarios one after another, redraws while values move. */
export class Session {
  readonly library = new CaseLibrary();
  private readonly desk = new DeskClient((message) => this.update({ failure: message, progress: undefined }));
  private readonly kept = new Map<string, ScenarioRun>();
  private readonly listeners = new Set<() => void>();
  private view: SessionView = {
    shown: undefined,
    runs: [],
    isCurrent: false,
    progress: undefined,
    isStopped: false,
    faults: [],
    failure: undefined,
  };
  private underWay: { readonly key: string; readonly stop: () => void } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stoppedKey: string | undefined;
  private faultyKey: string | undefined;
  private readonly redraws = new Redraws({
    ask: async (kind, state, metrics) => {
      const order = await this.orderOf(state, state.scenarios[state.active]!);
      const isCoarse = kind === 'coarse';
      return this.desk.ask('live', {
        order: isCoarse ? { ...order, paths: Math.min(order.paths, coarsePaths) } : order,
        metrics,
        isCoarse,
      });
    },
    show: (kind, fans, { paths }) =>
      this.showFans(
        fans,
        kind === 'coarse' ? { paths: Math.min(paths, coarsePaths) } : { paths, precision: 'single' },
      ),
    // A value that the case cannot take shows its faults once it is let go.
    fail: (error) => error instanceof DeskFaults || this.update({ failure: wordsOf(error) }),
    now: () => performance.now(),
    hasFull: ({ paths }) => paths > coarsePaths,
  });

  constructor(private readonly store: Store) {
    store.listen(() => void this.follow());
    void this.follow();
  }

  readonly read = (): SessionView => this.view;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly stop = (): void => {
    this.stoppedKey = this.underWay?.key;
    this.underWay?.stop();
  };

  readonly start = (): void => {
    this.stoppedKey = this.faultyKey = undefined;
    void this.follow();
  };

  /** Redraws formulas of the shown result with a value that is still being moved: on the coarse paths at once, then on all. */
  readonly preview = (state: AppState, metrics: readonly string[]): void => this.redraws.move(state, metrics);

  readonly trace = async (figure: Pick<FigureOrder, 'metric' | 'period'>) =>
    this.desk.ask('trace', { order: { ...(await this.order()), ...figure } });

  readonly movers = async (figure: Pick<FigureOrder, 'metric' | 'period'>): Promise<Movers> =>
    this.desk.ask('movers', { order: { ...(await this.order()), ...figure } });

  /** The bytes that `buildout run --parquet` writes for the shown scenario. */
  readonly parquet = async (): Promise<ArrayBuffer> =>
    this.desk.ask('parquet', { order: await this.order() });

  /** The bytes that `buildout run --json` writes for the shown scenario. */
  readonly json = async (): Promise<string> => this.desk.ask('json', { order: await this.order() });

  /** Asks the desk about the shown scenario. */
  readonly ask = async <K extends keyof Questions>(
    what: K,
    about: Omit<Questions[K], 'order'>,
    following?: Following,
  ): Promise<Answers[K]> =>
    this.desk.ask(what, { ...about, order: await this.order() } as unknown as Questions[K], following);

  /** All that is wrong with texts that are still being written, laid under the shown scenario. */
  readonly check = (texts: CaseTexts): Promise<readonly Issue[]> => {
    const scenario = activeScenario(this.store.read());
    const order = { texts, overlays: scenario.overlays, sets: setsOf(scenario) };
    return this.desk.ask('check', { order });
  };

  readonly schema = (): Promise<Json> => this.desk.ask('schema', {});

  private order(): Promise<RunOrder> {
    const state = this.store.read();
    return this.orderOf(state, state.scenarios[state.active]!);
  }

  private async orderOf(state: AppState, scenario: Scenario): Promise<RunOrder> {
    const { key, texts } = await this.library.open(state);
    this.desk.sendCase(key, texts);
    const { overlays } = scenario;
    return { caseKey: key, overlays, sets: setsOf(scenario), seed: state.seed, paths: state.paths };
  }

  /** Brings what is shown, and what is computed, in step with the state. */
  private async follow(): Promise<void> {
    const state = this.store.read();
    let orders: readonly RunOrder[];
    try {
      orders = await Promise.all(state.scenarios.map((each) => this.orderOf(state, each)));
    } catch (error) {
      this.update({ failure: wordsOf(error) });
      return;
    }
    if (state !== this.store.read()) return;
    this.redraws.end();
    this.show(orders, state.active);
    const wanted = [orders[state.active]!, ...orders];
    const next = wanted.find((order) => this.isWanted(keyOf(order)));
    clearTimeout(this.timer);
    if (this.underWay && this.underWay.key !== (next && keyOf(next))) this.underWay.stop();
    if (!next || this.underWay?.key === keyOf(next)) return;
    const wait = this.view.shown === undefined ? 0 : restMilliseconds;
    this.timer = setTimeout(() => this.run(next), wait);
  }

  private isWanted(key: string): boolean {
    if (key === this.stoppedKey || key === this.faultyKey) return false;
    const known = this.kept.get(key);
    return known === undefined || known.isCoarse;
  }

  private run(order: RunOrder): void {
    const key = keyOf(order);
    this.update({ progress: { share: 0, paths: 0 }, failure: undefined });
    let issues: readonly Issue[] = [];
    const isLatest = () => this.underWay?.key === key;
    const end = (part: Partial<SessionView>): void => {
      if (!isLatest()) return;
      this.underWay = undefined;
      this.update({ progress: undefined, ...part });
      void this.follow();
    };
    const stop = this.desk.run(order, coarsePaths, {
      onProgress: (share, paths) => isLatest() && this.update({ progress: { share, paths } }),
      onResult: (result, about) => {
        issues = about.issues;
        this.keep({ key, result, issues, isCoarse: about.isCoarse, seconds: about.seconds });
        if (about.isCoarse) void this.follow();
        else end({});
      },
      onFaults: (faults) => {
        this.faultyKey = key;
        end({ faults });
      },
      onStopped: () => end({}),
      onFailed: (failure) => {
        this.faultyKey = key;
        end({ failure });
      },
    });
    this.underWay = { key, stop };
  }

  private keep(run: ScenarioRun): void {
    this.kept.delete(run.key);
    this.kept.set(run.key, run);
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
  }

  private show(orders: readonly RunOrder[], active: number): void {
    const runs = orders.map((order) => this.kept.get(keyOf(order)));
    const now = runs[active];
    const key = keyOf(orders[active]!);
    this.update({
      runs,
      shown: now ?? this.view.shown,
      isCurrent: now !== undefined,
      isStopped: key === this.stoppedKey,
      ...(key === this.faultyKey ? {} : { faults: [] }),
    });
  }

  private showFans(fans: readonly LiveFan[], made: Drawn): void {
    const { shown } = this.view;
    if (!shown) return;
    const isCoarse = made.precision === undefined;
    const result = patchResult(shown.result, fans, made);
    this.update({ shown: { ...shown, isCoarse, result }, isCurrent: false });
  }

  private update(part: Partial<SessionView>): void {
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener();
  }
}

function keyOf(order: RunOrder): string {
  return JSON.stringify([order.caseKey, order.overlays, order.sets, order.seed, order.paths]);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
