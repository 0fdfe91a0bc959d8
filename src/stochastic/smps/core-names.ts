import { limitsOf, type MpsLine, type MpsModel } from '../../lp/index.ts';
import type { Change } from '../change-set.ts';
import type { FileFaults } from './file-faults.ts';
import type { Stages } from './read-stages.ts';

const boundTypes = new Set(['UP', 'LO', 'FX', 'FR', 'MI', 'PL', 'BV']);

/** An entry of a stochastic file that was understood: what it changes, in which stage that stands, and how many words it took. */
export interface Entry {
  readonly change: Change;
  readonly stage: number;
  readonly words: number;
}

/** Tells what the words of a stochastic file name in a core. */
export class CoreNames {
  readonly #core: MpsModel;
  readonly #stages: Stages;
  readonly #columns: ReadonlyMap<string, number>;
  readonly #rows: ReadonlyMap<string, number>;

  constructor(core: MpsModel, stages: Stages) {
    this.#core = core;
    this.#stages = stages;
    this.#columns = new Map(core.model.columnNames.map((name, i) => [name, i]));
    this.#rows = new Map(core.model.rowNames.map((name, i) => [name, i]));
  }

  /**
   * The entry at a word of a line: `COLUMN ROW number` or `SET ROW number`, or on its own `UP SET COLUMN number`. A set of right
   * sides may have any name, as files call it by another name than their core does.
   */
  readEntry(line: MpsLine, word: number, faults: FileFaults): Entry | undefined {
    const first = line.words[word]!.text;
    if (word === 0 && boundTypes.has(first.toUpperCase()) && this.#columns.has(line.words[2]?.text ?? '')) {
      return this.#readBound(line, faults);
    }
    const value = faults.number(line, word + 2);
    return value === undefined
      ? undefined
      : this.readValue(line, { first: word, second: word + 1, value }, faults);
  }

  /** As `readEntry`, where the places of the two names and the number are known. */
  readValue(
    line: MpsLine,
    at: { readonly first: number; readonly second: number; readonly value: number },
    faults: FileFaults,
  ): Entry | undefined {
    const { value } = at;
    const target = line.words[at.second]?.text ?? '';
    const column = this.#columns.get(line.words[at.first]!.text);
    const row = this.#rows.get(target);
    if (column !== undefined && target === this.#core.objectiveName) {
      return { change: { kind: 'cost', column, value }, stage: this.#stages.columnStage[column]!, words: 3 };
    }
    if (row === undefined) {
      faults.unknown(line, at.second, 'row', this.#rows.keys());
      return undefined;
    }
    const stage = this.#stages.rowStage[row]!;
    if (column !== undefined) return { change: { kind: 'coefficient', row, column, value }, stage, words: 3 };
    const limits = limitsOf({ ...this.#core.rows[row]!, rightSide: value });
    return { change: { kind: 'limits', row, ...limits }, stage, words: 3 };
  }

  #readBound(line: MpsLine, faults: FileFaults): Entry | undefined {
    const type = line.words[0]!.text.toUpperCase();
    const column = this.#columns.get(line.words[2]!.text)!;
    const needsNumber = type === 'UP' || type === 'LO' || type === 'FX';
    const value = needsNumber ? faults.number(line, 3) : 0;
    if (value === undefined) return undefined;
    const { model } = this.#core;
    const [lower, upper] = [model.columnLower[column]!, model.columnUpper[column]!];
    const bounds = {
      UP: [lower, value],
      LO: [value, upper],
      FX: [value, value],
      FR: [-Infinity, Infinity],
      MI: [-Infinity, upper],
      PL: [lower, Infinity],
      BV: [0, 1],
    }[type] as [number, number];
    if (!(bounds[0] <= bounds[1])) {
      faults.add({
        code: 'smps-order',
        message: 'The bounds descend',
        line,
        word: 3,
        expected: 'a lower bound below the upper',
      });
      return undefined;
    }
    const stage = this.#stages.columnStage[column]!;
    const change: Change = { kind: 'bounds', column, lower: bounds[0], upper: bounds[1] };
    return { change, stage, words: line.words.length };
  }
}
