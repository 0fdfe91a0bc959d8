import { transpose } from './sort-triplets.ts';
import type { LpModel } from './types.ts';

/**
 * A model as text of the free MPS format; blanks in names go, and a name that then repeats gets `~2`.
 *
 * A model that maximises says so in an OBJSENSE section. The constant of the objective stands, negated, as its right side.
 */
export function writeMps(model: LpModel): string {
  const columns = fitNames(model.columnNames);
  const rows = fitNames(model.rowNames, ['obj']);
  const lines = [`NAME ${model.name.replaceAll(/\s+/g, '_')}`];
  if (model.sense === 'maximise') lines.push('OBJSENSE', '    MAX');
  lines.push('ROWS', ' N obj', ...rows.map((name, i) => ` ${rowType(model, i)} ${name}`));
  lines.push('COLUMNS', ...columnLines(model, columns, rows));
  lines.push('RHS');
  if (model.offset !== 0) lines.push(` rhs obj ${-model.offset}`);
  for (const [i, name] of rows.entries()) {
    const side = rightSide(model, i);
    if (side !== 0) lines.push(` rhs ${name} ${side}`);
  }
  const ranges = rows.flatMap((name, i) => {
    const width = model.rowUpper[i]! - model.rowLower[i]!;
    return width > 0 && width < Infinity ? [` rng ${name} ${width}`] : [];
  });
  if (ranges.length > 0) lines.push('RANGES', ...ranges);
  const bounds = columns.flatMap((name, j) => boundLines(name, model, j));
  if (bounds.length > 0) lines.push('BOUNDS', ...bounds);
  return `${lines.join('\n')}\nENDATA\n`;
}

function rowType(model: LpModel, row: number): string {
  const lower = model.rowLower[row]!;
  const upper = model.rowUpper[row]!;
  if (lower === upper) return 'E';
  if (lower > -Infinity) return 'G';
  return upper < Infinity ? 'L' : 'N';
}

function rightSide(model: LpModel, row: number): number {
  const type = rowType(model, row);
  return type === 'N' ? 0 : type === 'L' ? model.rowUpper[row]! : model.rowLower[row]!;
}

function columnLines(model: LpModel, columns: readonly string[], rows: readonly string[]): string[] {
  const byColumn = transpose(model.matrix, columns.length);
  const lines: string[] = [];
  let isMarked = false;
  const mark = (toInteger: boolean): void => {
    if (toInteger === isMarked) return;
    isMarked = toInteger;
    lines.push(` marker 'MARKER' '${toInteger ? 'INTORG' : 'INTEND'}'`);
  };
  for (const [j, name] of columns.entries()) {
    mark(model.kinds[j] === 'integer');
    const from = byColumn.starts[j]!;
    const to = byColumn.starts[j + 1]!;
    if (model.cost[j] !== 0 || from === to) lines.push(` ${name} obj ${model.cost[j]}`);
    for (let k = from; k < to; k++) {
      lines.push(` ${name} ${rows[byColumn.columns[k]!]} ${byColumn.coefficients[k]}`);
    }
  }
  mark(false);
  return lines;
}

function boundLines(name: string, model: LpModel, column: number): string[] {
  const lower = model.columnLower[column]!;
  const upper = model.columnUpper[column]!;
  const kind = model.kinds[column];
  if (kind === 'semi-continuous') return [` LO bnd ${name} ${lower}`, ` SC bnd ${name} ${upper}`];
  if (lower === upper) return [` FX bnd ${name} ${lower}`];
  if (lower === -Infinity && upper === Infinity) return [` FR bnd ${name}`];
  const lines: string[] = [];
  if (lower === -Infinity) lines.push(` MI bnd ${name}`);
  else if (lower !== 0) lines.push(` LO bnd ${name} ${lower}`);
  if (upper < Infinity) lines.push(` UP bnd ${name} ${upper}`);
  // Some readers take an integer without bounds as 0 or 1.
  else if (kind === 'integer') lines.push(` PL bnd ${name}`);
  return lines;
}

function fitNames(names: readonly string[], reserved: readonly string[] = []): string[] {
  const taken = new Set<string>(reserved);
  return names.map((name) => {
    const plain = name.replaceAll(/\s+/g, '') || '_';
    let fit = plain;
    for (let n = 2; taken.has(fit); n++) fit = `${plain}~${n}`;
    taken.add(fit);
    return fit;
  });
}
