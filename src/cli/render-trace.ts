import type { TraceNode } from '../formula/index.ts';
import {
  traceName,
  traceOrigin,
  tracePeriod,
  traceValue,
  type DescribeMeasured,
  type Study,
} from '../study/index.ts';

/**
 * A trace as indented lines: each value once, with its sentence and formula, down to lines of the case, sources and the measured
 * rows that a value leans on.
 */
export function renderTrace(root: TraceNode, study: Study, describe: DescribeMeasured): string[] {
  const seen = new Set<string>();
  const lines: string[] = [];
  const walk = (node: TraceNode, parent: TraceNode | undefined, indent: string) => {
    const key = `${node.name}|${node.labels.join()}|${node.period}`;
    const isKnown = seen.has(key) && node.children.length > 0;
    seen.add(key);
    lines.push(`${indent}${heading(node, parent, study)}`);
    const inner = `${indent}  `;
    if (isKnown) {
      lines.push(`${inner}(shown above)`);
      return;
    }
    lines.push(`${inner}${node.sentence}`);
    if (node.text) lines.push(`${inner}= ${node.text}`);
    lines.push(...traceOrigin(node, study, describe).map((line) => inner + line));
    for (const child of node.children) walk(child, node, inner);
    if (node.isCut) lines.push(`${inner}… reads further: --depth or --all shows it`);
  };
  walk(root, undefined, '');
  return lines;
}

function heading(node: TraceNode, parent: TraceNode | undefined, study: Study): string {
  const period = tracePeriod(node, study);
  return `${traceName(node)}${period === '' ? '' : ` ${period}`}: ${traceValue(node, parent, study)}`;
}
