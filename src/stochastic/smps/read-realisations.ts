import { splitMpsLines, type MpsLine } from '../../lp/index.ts';
import { putChanges, type Change, type ChangeSet } from '../change-set.ts';
import type { CoreNames } from './core-names.ts';
import type { FileFaults } from './file-faults.ts';

/** One outcome of a random element. */
export interface Realisation {
  readonly probability: number;
  readonly changes: readonly Change[];
}

/** Numbers that come out together, apart from all others: an INDEP number, or a block. */
export interface RandomElement {
  readonly name: string;
  /** Stage at which the outcome is known. */
  readonly stage: number;
  readonly realisations: Realisation[];
}

/** A path of the SCENARIOS form: it is its parent up to a stage, and goes its own way from there. */
export interface ScenarioDraft {
  readonly name: string;
  /** `undefined` for the root. */
  readonly parent: string | undefined;
  readonly probability: number;
  readonly stage: number;
  readonly changes: Change[];
  readonly line: MpsLine;
}

export interface StochasticFile {
  readonly elements: readonly RandomElement[];
  readonly scenarios: readonly ScenarioDraft[];
}

/** Reads a stochastic file with INDEP, BLOCKS and SCENARIOS sections of kind DISCRETE. */
export function readRealisations(
  text: string,
  names: CoreNames,
  stageNames: readonly string[],
  faults: FileFaults,
): StochasticFile {
  const reader = new StochasticReader(names, stageNames, faults);
  for (const line of splitMpsLines(text)) reader.take(line);
  return reader.finish();
}

class StochasticReader {
  readonly #names: CoreNames;
  readonly #stageNames: readonly string[];
  readonly #faults: FileFaults;
  readonly #elements = new Map<string, RandomElement>();
  readonly #scenarios: ScenarioDraft[] = [];
  #section = '';
  #block:
    { readonly element: RandomElement; readonly probability: number; readonly set: ChangeSet } | undefined;

  constructor(names: CoreNames, stageNames: readonly string[], faults: FileFaults) {
    this.#names = names;
    this.#stageNames = stageNames;
    this.#faults = faults;
  }

  take(line: MpsLine): void {
    if (line.isHeader) this.#header(line);
    else if (this.#section === 'INDEP') this.#indep(line);
    else if (this.#section === 'BLOCKS') this.#blocks(line);
    else if (this.#section === 'SCENARIOS') this.#scenario(line);
  }

  #header(line: MpsLine): void {
    this.#closeBlock();
    this.#section = line.words[0]!.text.toUpperCase();
    const kind = line.words[1]?.text.toUpperCase() ?? 'DISCRETE';
    const isRandom = ['INDEP', 'BLOCKS', 'SCENARIOS'].includes(this.#section);
    const isKnown = isRandom ? kind === 'DISCRETE' : ['STOCH', 'ENDATA'].includes(this.#section);
    // A third word, such as ADD or MULTIPLY, would change what the numbers mean.
    const mode = isRandom ? line.words[2]?.text.toUpperCase() : undefined;
    if (!isKnown || (mode !== undefined && mode !== 'REPLACE')) {
      this.#faults.add({
        code: 'smps-syntax',
        message: 'The section is not read',
        line,
        word: isRandom && kind !== 'DISCRETE' ? 1 : mode === undefined ? 0 : 2,
        expected: 'INDEP, BLOCKS or SCENARIOS, each DISCRETE, its numbers replacing those of the core',
      });
    }
  }

  /** `SET ROW number [period] probability`, or with a column in place of the set. */
  #indep(line: MpsLine): void {
    const last = line.words.length - 1;
    const probability = this.#faults.number(line, last);
    const entry = this.#names.readEntry(line, 0, this.#faults);
    if (entry === undefined || probability === undefined) return;
    const isBound = entry.change.kind === 'bounds';
    const periodAt = (isBound ? 4 : 3) < last ? last - 1 : undefined;
    // A number of its own is known when its row or column comes up, whatever period the line names.
    const { stage } = entry;
    const named = periodAt === undefined ? stage : this.#findStage(line, periodAt);
    if (named === undefined) return;
    if (named !== stage) {
      this.#faults.add({
        code: 'smps-order',
        message: `The number belongs to period ${this.#stageNames[stage]}, and is taken as known there`,
        line,
        word: periodAt!,
        severity: 'warning',
        expected: this.#stageNames[stage]!,
      });
    }
    const name = line.words
      .slice(0, isBound ? 3 : 2)
      .map((word) => word.text)
      .join(' ');
    const element = this.#element(`INDEP ${name}`, stage);
    element.realisations.push({ probability, changes: [entry.change] });
  }

  #blocks(line: MpsLine): void {
    if (line.words[0]!.text.toUpperCase() === 'BL' && line.words.length >= 4) {
      this.#closeBlock();
      const stage = this.#findStage(line, 2);
      const probability = this.#faults.number(line, 3);
      if (stage === undefined || probability === undefined) return;
      const element = this.#element(`BL ${line.words[1]!.text}`, stage);
      // What a realisation does not mention is as in the block's first.
      const set: ChangeSet = new Map();
      putChanges(set, element.realisations[0]?.changes ?? []);
      this.#block = { element, probability, set };
      return;
    }
    const block = this.#block;
    if (block === undefined) {
      this.#faults.add({
        code: 'smps-syntax',
        message: 'An entry stands before any block',
        line,
        expected: 'BL',
      });
      return;
    }
    putChanges(block.set, this.#entries(line, block.element.stage));
  }

  #closeBlock(): void {
    if (this.#block === undefined) return;
    const { element, probability, set } = this.#block;
    element.realisations.push({ probability, changes: [...set.values()] });
    this.#block = undefined;
  }

  #scenario(line: MpsLine): void {
    if (line.words[0]!.text.toUpperCase() === 'SC' && line.words.length >= 4) {
      const parent = line.words[2]!.text.replaceAll("'", '');
      const probability = this.#faults.number(line, 3);
      const stage = line.words.length > 4 ? this.#findStage(line, 4) : 0;
      if (probability === undefined || stage === undefined) return;
      const isRoot = parent.toUpperCase() === 'ROOT';
      if (!isRoot && !this.#scenarios.some((each) => each.name === parent)) {
        this.#faults.unknown(
          line,
          2,
          'scenario above',
          this.#scenarios.map((each) => each.name),
        );
        return;
      }
      this.#scenarios.push({
        name: line.words[1]!.text,
        parent: isRoot ? undefined : parent,
        probability,
        stage,
        changes: [],
        line,
      });
      return;
    }
    const scenario = this.#scenarios.at(-1);
    if (scenario === undefined) {
      this.#faults.add({
        code: 'smps-syntax',
        message: 'An entry stands before any scenario',
        line,
        expected: 'SC',
      });
      return;
    }
    scenario.changes.push(...this.#entries(line, scenario.stage));
  }

  /** `NAME ROW number`, once or, for one name, with a second row and number. */
  #entries(line: MpsLine, stage: number): Change[] {
    const first = this.#names.readEntry(line, 0, this.#faults);
    if (first === undefined || !this.#isKnownInTime(line, stage, first.stage)) return [];
    if (first.change.kind === 'bounds' || line.words.length < 5) return [first.change];
    const value = this.#faults.number(line, 4);
    if (value === undefined) return [first.change];
    const second = this.#names.readValue(line, { first: 0, second: 3, value }, this.#faults);
    if (second === undefined || !this.#isKnownInTime(line, stage, second.stage)) return [first.change];
    return [first.change, second.change];
  }

  #element(key: string, stage: number): RandomElement {
    let element = this.#elements.get(key);
    if (element === undefined) {
      element = { name: key.replace(/^\S+ /, ''), stage, realisations: [] };
      this.#elements.set(key, element);
    }
    return element;
  }

  #findStage(line: MpsLine, word: number): number | undefined {
    const stage = this.#stageNames.indexOf(line.words[word]?.text ?? '');
    if (stage >= 0) return stage;
    this.#faults.unknown(line, word, 'period', this.#stageNames);
    return undefined;
  }

  /** Data of a stage must be known when the stage begins. */
  #isKnownInTime(line: MpsLine, known: number, used: number): boolean {
    if (known <= used) return true;
    this.#faults.add({
      code: 'smps-order',
      message: `Data of period ${this.#stageNames[used]} would be known only in ${this.#stageNames[known]}`,
      line,
      expected: `period ${this.#stageNames[used]} or one before it`,
    });
    return false;
  }

  finish(): StochasticFile {
    this.#closeBlock();
    return { elements: [...this.#elements.values()], scenarios: this.#scenarios };
  }
}
