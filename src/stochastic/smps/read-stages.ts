import { splitMpsLines, type MpsModel } from '../../lp/index.ts';
import type { FileFaults } from './file-faults.ts';

/** The stage of each row and column of a core. */
export interface Stages {
  readonly names: readonly string[];
  readonly columnStage: Int32Array;
  readonly rowStage: Int32Array;
}

/**
 * Reads a time file in its implicit form: for each period its first column and first row, in the order of the core. The first
 * row may be the objective. Whatever stands before the first period's column or row belongs to the first period.
 */
export function readStages(text: string, core: MpsModel, faults: FileFaults): Stages {
  const columns = new Map(core.model.columnNames.map((name, i) => [name, i]));
  const rows = new Map(core.model.rowNames.map((name, i) => [name, i]));
  rows.set(core.objectiveName, core.objectiveAt);
  const names: string[] = [];
  const firstColumns: number[] = [];
  const firstRows: number[] = [];
  let section = '';
  for (const line of splitMpsLines(text)) {
    if (line.isHeader) {
      section = line.words[0]!.text.toUpperCase();
      const isExplicit = section === 'PERIODS' && line.words[1]?.text.toUpperCase() === 'EXPLICIT';
      if (isExplicit || !['TIME', 'PERIODS', 'ENDATA'].includes(section)) {
        const message = isExplicit ? 'Explicit periods are not read' : 'The section is not known';
        faults.add({ code: 'smps-syntax', message, line, expected: 'TIME, PERIODS (implicit) or ENDATA' });
      }
      continue;
    }
    if (section !== 'PERIODS' || line.words.length < 3) {
      faults.add({
        code: 'smps-syntax',
        message: 'The period is not complete',
        line,
        expected: 'column, row, period',
      });
      continue;
    }
    const column = columns.get(line.words[0]!.text);
    const row = rows.get(line.words[1]!.text);
    if (column === undefined) faults.unknown(line, 0, 'column', columns.keys());
    if (row === undefined) faults.unknown(line, 1, 'row', rows.keys());
    const last = names.length - 1;
    if (last >= 0 && (column! <= firstColumns[last]! || row! < firstRows[last]!)) {
      faults.add({ code: 'smps-order', message: 'The period begins before the one above it', line });
    }
    names.push(line.words[2]!.text);
    firstColumns.push(column ?? 0);
    firstRows.push(row ?? 0);
  }
  return {
    names,
    columnStage: stagesOf(core.model.columnNames.length, firstColumns),
    rowStage: stagesOf(core.model.rowNames.length, firstRows),
  };
}

function stagesOf(count: number, firsts: readonly number[]): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => {
    let stage = 0;
    while (stage + 1 < firsts.length && firsts[stage + 1]! <= i) stage++;
    return stage;
  });
}
