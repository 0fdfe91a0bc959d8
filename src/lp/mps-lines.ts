import type { Issue, Place } from '../base/issue.ts';

/** A word of a line, with its column counted from 1. */
export interface MpsWord {
  readonly text: string;
  readonly column: number;
}

/** A line of an MPS or SMPS file that is neither blank nor a comment. */
export interface MpsLine {
  readonly number: number;
  /** Section headers begin in the first column, data lines do not. */
  readonly isHeader: boolean;
  readonly words: readonly MpsWord[];
}

/** Splits text into lines of words; `*` begins a comment line. Names cannot hold blanks, as in the free format. */
export function splitMpsLines(text: string): MpsLine[] {
  const lines: MpsLine[] = [];
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (/^\s*(?:\*|$)/.test(line)) continue;
    const words = [...line.matchAll(/\S+/g)].map((match) => ({ text: match[0], column: match.index + 1 }));
    lines.push({ number: i + 1, isHeader: !/^\s/.test(line), words });
  }
  return lines;
}

/** What is wrong with a word of a line, as an issue. */
export interface MpsFault extends Pick<Issue, 'code' | 'message' | 'expected' | 'fix'> {
  readonly line: MpsLine;
  /** Number of the word; left out, the first. */
  readonly word?: number;
  readonly severity?: Issue['severity'];
}

/** An issue at a word of a line. */
export function mpsIssue(file: string, fault: MpsFault): Issue {
  const { line, word = 0, severity = 'error', ...rest } = fault;
  const at: Place = { file, line: line.number, column: (line.words[word] ?? line.words[0])!.column };
  return { ...rest, severity, at, found: line.words[word]?.text ?? 'the end of the line' };
}

/** A number as MPS writes it: `1.5`, `.15E+02`, `-1d3` with Fortran's exponent, `inf`; `undefined` for anything else. */
export function parseMpsNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][-+]?\d+)?$/.test(text)) return Number(text.replace(/[dD]/, 'e'));
  const infinite = /^([-+]?)inf(?:inity)?$/i.exec(text);
  return infinite ? (infinite[1] === '-' ? -Infinity : Infinity) : undefined;
}
