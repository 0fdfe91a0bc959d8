import { fail, hasErrors, ok, type Issue, type Outcome } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import { ModelBuilder } from './model-builder.ts';
import { mpsIssue, parseMpsNumber, splitMpsLines, type MpsFault, type MpsLine } from './mps-lines.ts';
import type { ColumnKind, LpModel, Sense } from './types.ts';

/** A model with the name of its objective row, which other files may mention. */
export interface MpsModel {
  readonly model: LpModel;
  readonly objectiveName: string;
  /** By row of the model, as written, so that a changed right side gives the limits anew. */
  readonly rows: readonly MpsRow[];
  /** How many rows stand before the objective in the file. */
  readonly objectiveAt: number;
}

/** A row as MPS writes it. */
export interface MpsRow {
  readonly name: string;
  readonly type: 'E' | 'G' | 'L' | 'N';
  readonly rightSide: number;
  readonly range: number | undefined;
}

interface RowDraft extends MpsRow {
  rightSide: number;
  range: number | undefined;
}

interface ColumnDraft {
  readonly name: string;
  kind: ColumnKind;
  lower: number;
  upper: number;
}

/**
 * Reads a model in MPS format, fixed without blanks in names or free.
 *
 * Reads OBJSENSE, RANGES, all bound types, integer markers (bounds left out: 0 and Infinity), and a right side of the objective
 * (its negative is the constant). The first N row is the objective, later ones are dropped. Faults are all found at once.
 */
export function readMps(text: string, file: string): Outcome<MpsModel> {
  const reader = new MpsReader(file);
  for (const line of splitMpsLines(text)) reader.take(line);
  return reader.finish();
}

class MpsReader {
  readonly #file: string;
  readonly #issues: Issue[] = [];
  readonly #rows: RowDraft[] = [];
  readonly #rowNumbers = new Map<string, number>();
  readonly #columns: ColumnDraft[] = [];
  readonly #columnNumbers = new Map<string, number>();
  readonly #entries: { row: number; column: number; value: number }[] = [];
  #section = '';
  #name = '';
  #sense: Sense = 'minimise';
  #isInteger = false;
  #objective = -1;

  constructor(file: string) {
    this.#file = file;
  }

  take(line: MpsLine): void {
    if (line.isHeader) return this.#header(line);
    if (this.#section === 'ROWS') this.#row(line);
    else if (this.#section === 'COLUMNS') this.#column(line);
    else if (this.#section === 'RHS') this.#pairs(line, (row, value) => (row.rightSide = value));
    else if (this.#section === 'RANGES') this.#pairs(line, (row, value) => (row.range = value));
    else if (this.#section === 'BOUNDS') this.#bound(line);
    else if (this.#section === 'OBJSENSE') this.#readSense(line, 0);
    else if (this.#section === '') {
      this.#fault({ code: 'mps-syntax', message: 'A line stands before any section', line });
    }
  }

  #header(line: MpsLine): void {
    const section = line.words[0]!.text.toUpperCase();
    if (section === 'NAME') this.#name = line.words[1]?.text ?? '';
    else if (section === 'OBJSENSE' && line.words.length > 1) this.#readSense(line, 1);
    else if (!['ROWS', 'COLUMNS', 'RHS', 'RANGES', 'BOUNDS', 'OBJSENSE', 'ENDATA'].includes(section)) {
      this.#fault({
        code: 'mps-syntax',
        message: 'The section is not known',
        line,
        expected: 'NAME, OBJSENSE, ROWS, COLUMNS, RHS, RANGES, BOUNDS or ENDATA',
      });
    }
    this.#section = section;
  }

  #readSense(line: MpsLine, word: number): void {
    const text = line.words[word]!.text.toUpperCase();
    if (text.startsWith('MAX')) this.#sense = 'maximise';
    else if (!text.startsWith('MIN')) {
      this.#fault({
        code: 'mps-syntax',
        message: 'The sense is not known',
        line,
        word,
        expected: 'MIN or MAX',
      });
    }
  }

  #row(line: MpsLine): void {
    const [type, name] = [line.words[0]!.text.toUpperCase(), line.words[1]?.text];
    if (name === undefined || !(type === 'E' || type === 'G' || type === 'L' || type === 'N')) {
      this.#fault({
        code: 'mps-syntax',
        message: 'The row has no type',
        line,
        expected: 'E, G, L or N, then a name',
      });
      return;
    }
    if (this.#rowNumbers.has(name)) {
      this.#fault({
        code: 'mps-duplicate',
        message: `Two rows are named ${name}`,
        line,
        word: 1,
        expected: 'another name',
      });
      return;
    }
    if (type === 'N' && this.#objective < 0) this.#objective = this.#rows.length;
    this.#rowNumbers.set(name, this.#rows.length);
    this.#rows.push({ name, type, rightSide: 0, range: undefined });
  }

  #column(line: MpsLine): void {
    if (line.words[1]?.text === "'MARKER'") {
      this.#isInteger = line.words[2]?.text === "'INTORG'";
      return;
    }
    const name = line.words[0]!.text;
    let column = this.#columnNumbers.get(name);
    if (column === undefined) {
      column = this.#columns.length;
      this.#columnNumbers.set(name, column);
      const kind = this.#isInteger ? 'integer' : 'continuous';
      this.#columns.push({ name, kind, lower: 0, upper: Infinity });
    } else if (column !== this.#columns.length - 1) {
      this.#fault({
        code: 'mps-duplicate',
        message: `The entries of ${name} do not stand together`,
        line,
        expected: 'each column in one place',
      });
    }
    if (line.words.length < 3) {
      this.#fault({
        code: 'mps-syntax',
        message: 'The entry is not complete',
        line,
        word: 1,
        expected: 'a row and a number',
      });
    }
    for (let word = 1; word + 1 < line.words.length; word += 2) {
      const row = this.#findRow(line, word);
      const value = this.#number(line, word + 1);
      if (row !== undefined && value !== undefined) this.#entries.push({ row, column, value });
    }
  }

  /** Pairs of row and number behind a set name, which may be left out. */
  #pairs(line: MpsLine, set: (row: RowDraft, value: number) => void): void {
    const first = line.words.length % 2;
    for (let word = first; word + 1 < line.words.length; word += 2) {
      const row = this.#findRow(line, word);
      const value = this.#number(line, word + 1);
      if (row !== undefined && value !== undefined) set(this.#rows[row]!, value);
    }
  }

  #bound(line: MpsLine): void {
    const type = line.words[0]!.text.toUpperCase();
    const needsNumber = !['FR', 'MI', 'PL', 'BV'].includes(type);
    // Type, set, column, number; the set may be left out, and types without a number may have one all the same.
    const isShort = line.words.length < (needsNumber ? 4 : 3);
    const word = isShort ? 1 : 2;
    const column = this.#columnNumbers.get(line.words[word]?.text ?? '');
    if (column === undefined) return this.#unknown(line, word, 'column', [...this.#columnNumbers.keys()]);
    const draft = this.#columns[column]!;
    const value = needsNumber ? this.#number(line, word + 1) : 0;
    if (value === undefined) return;
    if (type === 'UP' && value < 0 && draft.lower === 0) {
      this.#fault({
        code: 'mps-negative-upper',
        message: `${draft.name} has an upper bound below 0 and no lower bound: its lower bound is taken as -Infinity`,
        line,
        word: word + 1,
        severity: 'warning',
        fix: 'give the lower bound, for readers differ',
      });
      draft.lower = -Infinity;
    }
    if (!applyBound(draft, type, value)) {
      this.#fault({
        code: 'mps-syntax',
        message: 'The type of bound is not known',
        line,
        expected: 'UP, LO, FX, FR, MI, PL, BV, LI, UI or SC',
      });
    }
  }

  #findRow(line: MpsLine, word: number): number | undefined {
    const row = this.#rowNumbers.get(line.words[word]!.text);
    if (row === undefined) this.#unknown(line, word, 'row', [...this.#rowNumbers.keys()]);
    return row;
  }

  #number(line: MpsLine, word: number): number | undefined {
    const value = parseMpsNumber(line.words[word]?.text);
    if (value === undefined) {
      this.#fault({ code: 'mps-number', message: 'A number is needed', line, word, expected: 'a number' });
    }
    return value;
  }

  #unknown(line: MpsLine, word: number, what: string, names: readonly string[]): void {
    const close = nearestName(line.words[word]?.text ?? '', names);
    this.#fault({
      code: 'mps-unknown-name',
      message: `No ${what} has this name`,
      line,
      word,
      expected: `the name of a ${what}`,
      ...(close === undefined ? {} : { fix: `did you mean ${close}?` }),
    });
  }

  #fault(fault: MpsFault): void {
    this.#issues.push(mpsIssue(this.#file, fault));
  }

  finish(): Outcome<MpsModel> {
    if (this.#objective < 0) {
      this.#issues.push({
        code: 'mps-syntax',
        severity: 'error',
        message: 'The file has no objective',
        at: { file: this.#file, line: 1, column: 1 },
        expected: 'a row of type N',
      });
    }
    for (const { name, lower, upper, kind } of this.#columns) {
      if (lower <= upper && (kind !== 'semi-continuous' || (lower >= 0 && upper < Infinity))) continue;
      this.#issues.push({
        code: 'mps-bounds',
        severity: 'error',
        message: `The bounds of ${name} do not fit`,
        at: { file: this.#file, line: 1, column: 1 },
        found: `${kind}, ${lower} to ${upper}`,
        expected: 'bounds that ascend; of a semi-continuous column, from 0 or more to a finite one',
      });
    }
    if (hasErrors(this.#issues)) return fail(...this.#issues);
    const value = {
      model: this.#build(),
      objectiveName: this.#rows[this.#objective]!.name,
      rows: this.#rows.filter((row) => row.type !== 'N').map((row) => ({ ...row })),
      objectiveAt: this.#rows.slice(0, this.#objective).filter((row) => row.type !== 'N').length,
    };
    return ok(value, this.#issues);
  }

  #build(): LpModel {
    const lp = new ModelBuilder({ name: this.#name, sense: this.#sense });
    for (const { name, lower, upper, kind } of this.#columns) lp.addColumn(name, { lower, upper, kind });
    const numbers = this.#rows.map((row) => {
      return row.type === 'N' ? undefined : lp.addRow(row.name, [], limitsOf(row));
    });
    for (const { row, column, value } of this.#entries) {
      const number = numbers[row];
      if (number !== undefined) lp.addTerm(number, column, value);
      else if (row === this.#objective) lp.addCost(column, value);
    }
    // Negating 0 would give -0.
    lp.addOffset(0 - this.#rows[this.#objective]!.rightSide);
    return lp.finish();
  }
}

/** The limits of a row of a type with a right side and a range (R): [b - |R|, b], [b, b + |R|], and by the sign of R for E. */
export function limitsOf(row: Pick<MpsRow, 'type' | 'rightSide' | 'range'>): {
  lower: number;
  upper: number;
} {
  const { type, rightSide, range } = row;
  if (type === 'N') return { lower: -Infinity, upper: Infinity };
  const width = Math.abs(range ?? (type === 'E' ? 0 : Infinity));
  if (type === 'L') return { lower: rightSide - width, upper: rightSide };
  if (type === 'G') return { lower: rightSide, upper: rightSide + width };
  return (range ?? 0) < 0
    ? { lower: rightSide - width, upper: rightSide }
    : { lower: rightSide, upper: rightSide + width };
}

/** Whether the type of bound is known. */
function applyBound(draft: ColumnDraft, type: string, value: number): boolean {
  if (type === 'UI' || type === 'LI' || type === 'BV') draft.kind = 'integer';
  if (type === 'SC') draft.kind = 'semi-continuous';
  switch (type) {
    case 'UP':
    case 'UI':
    case 'SC':
      draft.upper = value;
      return true;
    case 'LO':
    case 'LI':
      draft.lower = value;
      return true;
    case 'FX':
      draft.lower = value;
      draft.upper = value;
      return true;
    case 'FR':
      draft.lower = -Infinity;
      draft.upper = Infinity;
      return true;
    case 'MI':
      draft.lower = -Infinity;
      return true;
    case 'PL':
      draft.upper = Infinity;
      return true;
    case 'BV':
      draft.lower = 0;
      draft.upper = 1;
      return true;
    default:
      return false;
  }
}
