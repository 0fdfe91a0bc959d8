import type { Issue } from '../../base/issue.ts';
import { nearestName } from '../../base/nearest.ts';
import { mpsIssue, parseMpsNumber, type MpsFault, type MpsLine } from '../../lp/index.ts';

/** Collects the faults of one file. */
export class FileFaults {
  readonly file: string;
  readonly issues: Issue[] = [];

  constructor(file: string) {
    this.file = file;
  }

  add(fault: MpsFault): void {
    this.issues.push(mpsIssue(this.file, fault));
  }

  /** The number at a word; `undefined`, and a fault, where there is none. */
  number(line: MpsLine, word: number): number | undefined {
    const value = parseMpsNumber(line.words[word]?.text);
    if (value === undefined) {
      this.add({ code: 'smps-number', message: 'A number is needed', line, word, expected: 'a number' });
    }
    return value;
  }

  unknown(line: MpsLine, word: number, what: string, names: Iterable<string>): void {
    const close = nearestName(line.words[word]?.text ?? '', names);
    this.add({
      code: 'smps-unknown-name',
      message: `No ${what} has this name`,
      line,
      word,
      expected: `the name of a ${what}`,
      ...(close === undefined ? {} : { fix: `did you mean ${close}?` }),
    });
  }
}
