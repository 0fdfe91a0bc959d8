import { hashText, stableJson } from '../base/hash.ts';
import { fail, ok, type Issue, type Outcome } from '../base/issue.ts';

/** What a checkpoint belongs to: it is taken up only where both are the same again. */
export interface CheckpointOwner {
  /** Name of the method, which says what its state holds. */
  readonly method: string;
  /** `fingerprint` of what is solved. */
  readonly problem: string;
}

/** Of the text; another one is not read. */
const version = 1;

/** SHA-256 of plain data, typed arrays included: equal problems, equal fingerprints. */
export function fingerprint(problem: unknown): string {
  return hashText(stableJson(encode(problem)));
}

/**
 * The state of a decomposition as text, to go on from after an interruption: exact numbers, and a sum that shows damage.
 *
 * @example const text = writeCheckpoint({ method: 'benders', problem: fingerprint(problem) }, result.state);
 */
export function writeCheckpoint({ method, problem }: CheckpointOwner, state: unknown): string {
  const body = encode(state);
  const sum = hashText(JSON.stringify(body));
  return `${JSON.stringify({ checkpoint: version, method, problem, sum, state: body })}\n`;
}

/**
 * Reads what `writeCheckpoint` wrote for the same method and problem: as the state type of that method, since the sum proves that
 * nothing else was written. Faults: text that is no whole checkpoint, or one of another method, problem or version.
 */
export function readCheckpoint<S>(
  text: string,
  file: string,
  { method, problem }: CheckpointOwner,
): Outcome<S> {
  const found = parseCheckpoint(text);
  if (found === undefined) {
    return fail({
      ...whole(file, 'checkpoint-damaged', 'The file is not a whole checkpoint'),
      expected: 'what an interrupted run wrote, unchanged',
      fix: 'delete the file to start anew',
    });
  }
  const others: [string, string, string][] = [
    ['version', String(found.checkpoint), String(version)],
    ['method', found.method, method],
    ['problem', found.problem, problem],
  ];
  for (const [what, has, wants] of others) {
    if (has === wants) continue;
    return fail({
      ...whole(file, 'checkpoint-other', `The checkpoint is of another ${what}`),
      found: has,
      expected: wants,
      fix: 'name another file, or delete this one to start anew',
    });
  }
  return ok(decode(found.state) as S);
}

interface Written {
  readonly checkpoint: number;
  readonly method: string;
  readonly problem: string;
  readonly state: unknown;
}

function parseCheckpoint(text: string): Written | undefined {
  try {
    const found = JSON.parse(text) as Partial<Written> & { readonly sum?: unknown };
    if (typeof found.checkpoint !== 'number' || typeof found.method !== 'string') return undefined;
    if (typeof found.problem !== 'string' || found.state === undefined) return undefined;
    return hashText(JSON.stringify(found.state)) === found.sum ? (found as Written) : undefined;
  } catch {
    return undefined;
  }
}

function whole(file: string, code: string, message: string): Issue {
  return { code, severity: 'error', message, at: { file, line: 1, column: 1 } };
}

/** Plain data as JSON can hold it: typed arrays and numbers without a JSON form are wrapped in objects of one key. */
function encode(value: unknown): unknown {
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { number: wordOf(value) };
  }
  if (value instanceof Float64Array) return { doubles: Array.from(value, numberOrWord) };
  if (value instanceof Int32Array) return { whole: [...value] };
  if (Array.isArray(value)) return value.map(encode);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return { fields: Object.fromEntries(entries.map(([key, each]) => [key, encode(each)])) };
}

function wordOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function numberOrWord(value: number): number | string {
  return Number.isFinite(value) && !Object.is(value, -0) ? value : wordOf(value);
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== 'object') return value;
  const wrapped = value as {
    readonly number?: string;
    readonly doubles?: readonly (number | string)[];
    readonly whole?: readonly number[];
    readonly fields?: Record<string, unknown>;
  };
  if (wrapped.number !== undefined) return Number(wrapped.number);
  if (wrapped.doubles !== undefined) return Float64Array.from(wrapped.doubles, Number);
  if (wrapped.whole !== undefined) return Int32Array.from(wrapped.whole);
  return Object.fromEntries(Object.entries(wrapped.fields!).map(([key, each]) => [key, decode(each)]));
}
