import { collectReads } from './collect-reads.ts';
import type { Decl, InputDecl, NodeDecl, Program } from './types.ts';

/**
 * A method page in Markdown: for each module its sentence and its formulas with unit, sentence, text and what they
 * read; then what comes from outside, with defaults.
 *
 * @example describeProgram(program).startsWith('## accounts')
 */
export function describeProgram(program: Program): string {
  const decls = new Map(program.decls.map((decl) => [decl.name, decl]));
  const nodes = program.decls.filter((decl) => decl.kind === 'node');
  const sections = program.modules.map((module) => {
    const own = nodes.filter((node) => node.module === module.name);
    const lines = own.map((node) => describeNode(node, decls));
    return [`## ${module.name}`, module.sentence, ...lines].filter((text) => text !== '').join('\n\n');
  });
  return `${[...sections, describeInputs(program), describeLabels(program)].join('\n\n')}\n`;
}

function describeNode(node: NodeDecl, decls: ReadonlyMap<string, Decl>): string {
  const { same, lagged } = collectReads(node.expr, decls);
  const reads = [...same].map((name) => `\`${name}\``);
  const past = [...lagged].filter((name) => !same.has(name)).map((name) => `\`${name}\` (earlier)`);
  const all = [...reads, ...past];
  const once = node.isOnce ? ', one value for the whole horizon' : '';
  return [
    `**\`${withDims(node)}\`** (${node.unit.text}${once}). ${node.sentence}.`,
    '',
    `    ${node.text}`,
    ...(all.length === 0 ? [] : ['', `Reads ${all.join(', ')}.`]),
  ].join('\n');
}

function describeInputs(program: Program): string {
  const rows = program.decls.filter((decl) => decl.kind === 'input').map(inputRow);
  const head = ['| input | unit | meaning | default |', '| --- | --- | --- | --- |'];
  return ['## Inputs', '', ...head, ...rows].join('\n');
}

function inputRow(decl: InputDecl): string {
  const origins = { case: decl.defaultText ?? 'the case must say', given: 'the calendar', noise: 'drawn' };
  const over = decl.when === 'once' ? '' : ' (may change over time)';
  return `| \`${withDims(decl)}\` | ${cell(decl.unit.text)} | ${cell(decl.sentence)}${over} | ${cell(origins[decl.origin])} |`;
}

function describeLabels(program: Program): string {
  const rows: string[] = [];
  for (const decl of program.decls) {
    if (decl.kind === 'dimension') rows.push(`- dimension \`${decl.name}\`: ${decl.sentence}`);
    if (decl.kind === 'map') {
      rows.push(`- map \`${decl.name}\`, from \`${decl.from}\` to \`${decl.to}\`: ${decl.sentence}`);
    }
    if (decl.kind === 'choice') {
      const byDefault = decl.defaultText === undefined ? '' : `, by default ${decl.defaultText}`;
      rows.push(`- choice \`${withDims(decl)}\` of ${decl.options.join(', ')}${byDefault}: ${decl.sentence}`);
    }
  }
  return ['## Labels and choices', '', ...rows].join('\n');
}

function withDims(decl: { readonly name: string; readonly dims: readonly string[] }): string {
  return decl.dims.length === 0 ? decl.name : `${decl.name}[${decl.dims.join(', ')}]`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
