import { mostScenarios, type AppState, type Scenario, type TraceTarget } from './app-state.ts';

/** Changes of the state, each a pure function from one state to the next. */
export type Change = (state: AppState) => AppState;

export const showPage = (page: string): Change => set({ page });
export const openTrace = (trace: TraceTarget | undefined): Change => set({ trace });
export const runWith = (run: { readonly seed?: number; readonly paths?: number }): Change => set(run);
export const pin = (pinned: number | undefined): Change => set({ pinned });

/** Another case starts with one scenario, as it is written. */
export const openSample = (sample: string): Change => openCase({ sample, ownCase: undefined });
export const openOwnCase = (ownCase: string): Change => openCase({ sample: undefined, ownCase });

/** The texts of the case changed; scenarios and what is shown stay as they are. */
export const replaceCase = (ownCase: string): Change => set({ sample: undefined, ownCase });

export function setView(name: string, value: string): Change {
  return (state) => {
    const { [name]: _old, ...others } = state.view;
    return { ...state, view: value === '' ? others : { ...others, [name]: value } };
  };
}

/** Changes one value of the shown scenario; without a text it is again as the case says. */
export function edit(path: string, text: string | undefined): Change {
  return changeActive((scenario) => {
    const isKnown = scenario.edits.some(([known]) => known === path);
    if (text === undefined) return { ...scenario, edits: scenario.edits.filter(([known]) => known !== path) };
    const edits = isKnown
      ? scenario.edits.map((each) => (each[0] === path ? ([path, text] as const) : each))
      : [...scenario.edits, [path, text] as const];
    return { ...scenario, edits };
  });
}

export function toggleOverlay(name: string): Change {
  return changeActive((scenario) => {
    const isOn = scenario.overlays.includes(name);
    const overlays = isOn ? scenario.overlays.filter((each) => each !== name) : [...scenario.overlays, name];
    return { ...scenario, overlays };
  });
}

export const clearEdits: Change = changeActive((scenario) => ({ ...scenario, edits: [], overlays: [] }));
export const renameScenario = (name: string): Change => changeActive((scenario) => ({ ...scenario, name }));

/** A copy of the shown scenario beside it, shown from now on; the first one is pinned as the base. */
export const addScenario: Change = (state) => {
  if (state.scenarios.length >= mostScenarios) return state;
  const from = state.scenarios[state.active]!;
  const scenarios = [...state.scenarios, { ...from, name: `Scenario ${state.scenarios.length + 1}` }];
  return { ...state, scenarios, active: scenarios.length - 1, pinned: state.pinned ?? state.active };
};

export function removeScenario(index: number): Change {
  return (state) => {
    if (state.scenarios.length === 1) return state;
    const scenarios = state.scenarios.filter((_each, i) => i !== index);
    const moved = (at: number) => (at > index ? at - 1 : at);
    const pinned =
      state.pinned === undefined || state.pinned === index || scenarios.length === 1
        ? undefined
        : moved(state.pinned);
    return { ...state, scenarios, pinned, active: Math.min(moved(state.active), scenarios.length - 1) };
  };
}

export const showScenario = (active: number): Change => set({ active });

function set(part: Partial<AppState>): Change {
  return (state) => ({ ...state, ...part });
}

function openCase(which: Pick<AppState, 'sample' | 'ownCase'>): Change {
  const scenarios = [{ name: 'As written', overlays: [], edits: [] }];
  return (state) => ({ ...state, ...which, scenarios, active: 0, pinned: undefined, trace: undefined });
}

function changeActive(change: (scenario: Scenario) => Scenario): Change {
  return (state) => ({
    ...state,
    scenarios: state.scenarios.map((each, i) => (i === state.active ? change(each) : each)),
  });
}
