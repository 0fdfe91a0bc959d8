import type { LpModel } from './types.ts';

/**
 * A model as text of the CPLEX LP format, with its names made fit for it: brackets become parentheses, blanks after commas
 * go, other marks become `_`; a name that then repeats gets `~2`.
 *
 * Source of the format: IBM ILOG CPLEX, "LP file format: algebraic representation".
 */
export function writeLp(model: LpModel): string {
  const columns = fitNames(model.columnNames);
  const rows = fitNames(model.rowNames);
  const lines = [`\\ ${model.name.replaceAll(/[\r\n]+/g, ' ')}`];
  lines.push(model.sense === 'minimise' ? 'minimize' : 'maximize');
  const costs: [string, number][] = [...model.cost].map((cost, j) => [columns[j]!, cost]);
  const constant = model.offset === 0 ? '' : ` ${signed(model.offset)}`;
  lines.push(` obj: ${termsText(costs) || `0 ${columns[0] ?? ''}`}${constant}`, 'subject to');
  const { starts, columns: at, coefficients } = model.matrix;
  for (const [i, name] of rows.entries()) {
    const terms: [string, number][] = [];
    for (let k = starts[i]!; k < starts[i + 1]!; k++) terms.push([columns[at[k]!]!, coefficients[k]!]);
    const text = termsText(terms) || `0 ${columns[0] ?? ''}`;
    lines.push(...rowLines(name, text, model.rowLower[i]!, model.rowUpper[i]!));
  }
  lines.push('bounds');
  for (const [j, name] of columns.entries()) {
    const line = boundLine(name, model, j);
    if (line !== undefined) lines.push(line);
  }
  for (const [section, kind] of [
    ['general', 'integer'],
    ['semi-continuous', 'semi-continuous'],
  ] as const) {
    const members = columns.filter((_, j) => model.kinds[j] === kind);
    if (members.length > 0) lines.push(section, ...members.map((name) => ` ${name}`));
  }
  return `${lines.join('\n')}\nend\n`;
}

/** A range takes two lines, for not every reader knows `l <= row <= u`; a free row is left as a wide one is. */
function rowLines(name: string, text: string, lower: number, upper: number): string[] {
  if (lower === upper) return [` ${name}: ${text} = ${lower}`];
  if (lower === -Infinity && upper === Infinity) return [` ${name}: ${text} >= -inf`];
  if (upper === Infinity) return [` ${name}: ${text} >= ${lower}`];
  if (lower === -Infinity) return [` ${name}: ${text} <= ${upper}`];
  return [` ${name}~l: ${text} >= ${lower}`, ` ${name}~u: ${text} <= ${upper}`];
}

function boundLine(name: string, model: LpModel, column: number): string | undefined {
  const lower = model.columnLower[column]!;
  const upper = model.columnUpper[column]!;
  if (lower === 0 && upper === Infinity) return undefined;
  if (lower === -Infinity && upper === Infinity) return ` ${name} free`;
  if (lower === upper) return ` ${name} = ${lower}`;
  if (upper === Infinity) return ` ${name} >= ${lower}`;
  return ` ${lower === -Infinity ? '-inf' : lower} <= ${name} <= ${upper}`;
}

function termsText(terms: readonly (readonly [string, number])[]): string {
  return terms
    .filter(([, coefficient]) => coefficient !== 0)
    .map(([name, coefficient], i) => {
      const text = signed(coefficient);
      return `${i === 0 && text.startsWith('+ ') ? text.slice(2) : text} ${name}`;
    })
    .join(' ');
}

function signed(value: number): string {
  return value < 0 ? `- ${-value}` : `+ ${value}`;
}

/** Names that the LP format takes, each once. */
function fitNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const plain = name
      .replaceAll(/,\s+/g, ',')
      .replaceAll('[', '(')
      .replaceAll(']', ')')
      .replaceAll(/[^A-Za-z0-9!"#$%&(),.;?@_'`{}~]/g, '_');
    // A number, a period or an exponent may not begin a name.
    const safe = /^(?:[0-9.]|[eE](?:[0-9]|$))/.test(plain) ? `_${plain}` : plain || '_';
    let fit = safe;
    for (let n = 2; taken.has(fit); n++) fit = `${safe}~${n}`;
    taken.add(fit);
    return fit;
  });
}
