/** One reading of the case: overlays laid over it and values changed, as `--overlay` and `--set` of the command line do. */
export interface Scenario {
  readonly name: string;
  readonly overlays: readonly string[];
  /** Path of a value and its text, in the order in which they were first changed. */
  readonly edits: readonly (readonly [path: string, text: string])[];
}

/** A figure whose trace is open. */
export interface TraceTarget {
  readonly metric: string;
  readonly period: string | undefined;
}

/** All that the page shows, as plain data; the address holds the whole of it. */
export interface AppState {
  readonly page: string;
  /** Id of a sample case; `undefined` where the case is the user's own. */
  readonly sample: string | undefined;
  /** The user's own case, packed by `packCase`. */
  readonly ownCase: string | undefined;
  /** One to four. */
  readonly scenarios: readonly Scenario[];
  /** Index of the scenario that pages show and edits change. */
  readonly active: number;
  /** Index of the scenario that the others are compared with. */
  readonly pinned: number | undefined;
  readonly seed: number;
  readonly paths: number;
  readonly trace: TraceTarget | undefined;
  /** What a page keeps of its view, such as a search text, under a name that begins with the page's id. */
  readonly view: Readonly<Record<string, string>>;
}

export const mostScenarios = 4;
export const defaultSeed = 7;
export const defaultPaths = 10_000;

export const plainScenario: Scenario = { name: 'As written', overlays: [], edits: [] };

export const firstState: AppState = {
  page: 'overview',
  sample: 'amazon-2026',
  ownCase: undefined,
  scenarios: [plainScenario],
  active: 0,
  pinned: undefined,
  seed: defaultSeed,
  paths: defaultPaths,
  trace: undefined,
  view: {},
};

export function activeScenario(state: AppState): Scenario {
  return state.scenarios[state.active] ?? plainScenario;
}

/** The texts of `--set`. */
export function setsOf({ edits }: Scenario): readonly string[] {
  return edits.map(([path, text]) => `${path}=${text}`);
}
