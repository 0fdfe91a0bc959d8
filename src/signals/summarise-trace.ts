import type { Issue } from '../base/issue.ts';
import { columnNames, makeRowScanner } from '../table/index.ts';

/** Requests and tokens by minute, and how peaked they are. */
export interface TraceSummary {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly minutes: readonly {
    readonly minute: string;
    readonly requests: number;
    readonly input: number;
    readonly output: number;
  }[];
  /** Highest minute's tokens over the mean minute's: capacity is built for the first, paid by the second. */
  readonly peakToMean: number;
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
  readonly issues: readonly Issue[];
}

const columns = ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens'] as const;
const mostNamed = 1000;

/**
 * Sums a trace of requests (`TIMESTAMP,ContextTokens,GeneratedTokens`, as in the Azure public dataset) by minute, in one pass.
 * Minutes between the first and the last without a request count as 0. Issues: `usage-column`.
 */
export function makeTraceReader(file: string) {
  const issues: Issue[] = [];
  const rejected: { line: number; reason: string }[] = [];
  const sums = new Map<string, { requests: number; input: number; output: number }>();
  let places: readonly number[] | undefined;
  let isHeader = true;
  const reject = (line: number, reason: string) => {
    if (rejected.length < mostNamed) rejected.push({ line, reason });
  };
  const scanner = makeRowScanner({
    onRow: (row) => {
      if (isHeader) {
        isHeader = false;
        const names = columnNames(row);
        const missing = columns.filter((name) => !names.includes(name));
        for (const name of missing) {
          issues.push({
            code: 'usage-column',
            severity: 'error',
            message: `The trace has no column ${name}.`,
            at: { file, line: 1, column: 1 },
            found: names.join(', '),
            expected: columns.join(', '),
          });
        }
        if (missing.length === 0) places = columns.map((name) => names.indexOf(name));
        return;
      }
      if (!places) return;
      const [time, input, output] = places.map((at) => row.cell(at).trim()) as [string, string, string];
      const minute = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.exec(time)?.[0].replace('T', ' ');
      if (minute === undefined) return reject(row.line, `TIMESTAMP is no time: '${time}'`);
      if (!/^\d+$/.test(input) || !/^\d+$/.test(output))
        return reject(row.line, 'tokens are no whole numbers');
      const sum = sums.get(minute) ?? { requests: 0, input: 0, output: 0 };
      sum.requests++;
      sum.input += Number(input);
      sum.output += Number(output);
      sums.set(minute, sum);
    },
    onBad: ({ line, problem }) => reject(line, problem),
  });
  return {
    push: (bytes: Uint8Array) => scanner.push(bytes),
    end(): TraceSummary {
      scanner.end();
      const minutes = [...sums]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([minute, sum]) => ({ minute, ...sum }));
      const total = (pick: (each: (typeof minutes)[number]) => number) =>
        minutes.reduce((sum, each) => sum + pick(each), 0);
      const tokens = total(({ input, output }) => input + output);
      const peak = minutes.reduce((most, { input, output }) => Math.max(most, input + output), 0);
      const span = minutes.length === 0 ? 0 : minutesBetween(minutes[0]!.minute, minutes.at(-1)!.minute) + 1;
      return {
        requests: total(({ requests }) => requests),
        inputTokens: total(({ input }) => input),
        outputTokens: total(({ output }) => output),
        minutes,
        peakToMean: tokens > 0 ? (peak * span) / tokens : 0,
        rejected,
        issues,
      };
    },
  };
}

/** Minutes from one label to a later one, by the day number of the Gregorian calendar. */
function minutesBetween(from: string, to: string): number {
  const count = (label: string) => {
    const [year, month, day, hour, minute] = label.split(/[-: ]/).map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const y = month <= 2 ? year - 1 : year;
    const m = month <= 2 ? month + 9 : month - 3;
    const days =
      365 * y +
      Math.floor(y / 4) -
      Math.floor(y / 100) +
      Math.floor(y / 400) +
      Math.floor((153 * m + 2) / 5) +
      day;
    return (days * 24 + hour) * 60 + minute;
  };
  return count(to) - count(from);
}
