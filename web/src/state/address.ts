import {
  defaultPaths,
  defaultSeed,
  firstState,
  mostScenarios,
  plainScenario,
  type AppState,
  type Scenario,
} from './app-state.ts';

/**
 * The state as the part of an address after `#`: the page as a path, the rest as parameters; what is as usual is left out. A scenario
 * is `s=NAME` with the `o=OVERLAY` and `set=PATH=VALUE` that follow it.
 *
 * @example writeAddress(firstState) // '/overview?case=amazon-2026'
 */
export function writeAddress(state: AppState): string {
  const parts = new URLSearchParams();
  if (state.sample !== undefined) parts.append('case', state.sample);
  if (state.ownCase !== undefined) parts.append('own', state.ownCase);
  if (state.seed !== defaultSeed) parts.append('seed', String(state.seed));
  if (state.paths !== defaultPaths) parts.append('paths', String(state.paths));
  if (!isPlain(state.scenarios)) {
    for (const { name, overlays, edits } of state.scenarios) {
      parts.append('s', name);
      for (const overlay of overlays) parts.append('o', overlay);
      for (const [path, text] of edits) parts.append('set', `${path}=${text}`);
    }
  }
  if (state.active !== 0) parts.append('show', String(state.active));
  if (state.pinned !== undefined) parts.append('pin', String(state.pinned));
  if (state.trace) {
    parts.append('trace', state.trace.metric);
    if (state.trace.period !== undefined) parts.append('at', state.trace.period);
  }
  for (const [name, value] of Object.entries(state.view)) parts.append(`v.${name}`, value);
  return `/${state.page}?${parts}`;
}

function isPlain(scenarios: readonly Scenario[]): boolean {
  const [only] = scenarios;
  return (
    scenarios.length === 1 &&
    only!.name === plainScenario.name &&
    only!.overlays.length + only!.edits.length === 0
  );
}

/**
 * Reads what `writeAddress` wrote; what is missing or no number is as usual, so that every address shows something.
 *
 * @example readAddress('/returns?case=tiny').page // 'returns'
 */
export function readAddress(text: string): AppState {
  const cleaned = text.replace(/^#/, '');
  const [path = '', query = ''] = splitOnce(cleaned, '?');
  const parts = new URLSearchParams(query);
  const scenarios = readScenarios(parts);
  const ownCase = parts.get('own') ?? undefined;
  const metric = parts.get('trace');
  return {
    page: path.replace(/^\//, '') || firstState.page,
    sample: ownCase === undefined ? (parts.get('case') ?? firstState.sample) : undefined,
    ownCase,
    scenarios,
    active: indexOf(parts.get('show'), scenarios.length) ?? 0,
    pinned: indexOf(parts.get('pin'), scenarios.length),
    seed: wholeNumber(parts.get('seed'), 0) ?? defaultSeed,
    paths: wholeNumber(parts.get('paths'), 1) ?? defaultPaths,
    trace: metric === null ? undefined : { metric, period: parts.get('at') ?? undefined },
    view: Object.fromEntries(
      [...parts].filter(([key]) => key.startsWith('v.')).map(([key, value]) => [key.slice(2), value]),
    ),
  };
}

function readScenarios(parts: URLSearchParams): readonly Scenario[] {
  const found: { name: string; overlays: string[]; edits: [string, string][] }[] = [];
  for (const [key, value] of parts) {
    if (key === 's') found.push({ name: value, overlays: [], edits: [] });
    const last = found.at(-1);
    if (key === 'o') last?.overlays.push(value);
    if (key === 'set' && value.includes('=')) last?.edits.push(splitOnce(value, '=') as [string, string]);
  }
  return found.length === 0 ? [plainScenario] : found.slice(0, mostScenarios);
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

const mostWhole = 4_294_967_295;

function wholeNumber(text: string | null, least: number): number | undefined {
  if (text === null || !/^\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= mostWhole ? value : undefined;
}

function indexOf(text: string | null, count: number): number | undefined {
  const value = wholeNumber(text, 0);
  return value !== undefined && value < count ? value : undefined;
}
