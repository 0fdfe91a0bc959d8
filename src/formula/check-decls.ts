import type { Issue } from '../base/issue.ts';
import { nearestName } from '../base/nearest.ts';
import type { Decl } from './types.ts';
import { isReserved } from './words.ts';

const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;

/** Checks names, dimensions and defaults of declarations, in any order of declaration. */
export function checkDecls(decls: readonly Decl[]): Issue[] {
  const dimensions = new Set(decls.filter((decl) => decl.kind === 'dimension').map((decl) => decl.name));
  const firstByName = new Map<string, Decl>();
  const issues: Issue[] = [];
  for (const decl of decls) {
    issues.push(...checkName(decl), ...checkDims(decl, dimensions), ...checkOptions(decl));
    const first = firstByName.get(decl.name);
    if (first === undefined) firstByName.set(decl.name, decl);
    else issues.push(duplicate(decl, first));
  }
  return issues;
}

function checkName(decl: Decl): Issue[] {
  const base = { severity: 'error', at: decl.at, found: `\`${decl.name}\`` } as const;
  if (isReserved(decl.name)) {
    const message = 'A word of the language cannot be a name';
    return [{ ...base, code: 'reserved-name', message, fix: `call it \`my_${decl.name}\`` }];
  }
  if (NAME.test(decl.name)) return [];
  const expected = 'small letters, digits and `_`, joined by dots, such as `site.price_2`';
  return [{ ...base, code: 'formula-syntax', message: 'This cannot be a name', expected }];
}

function checkDims(decl: Decl, dimensions: ReadonlySet<string>): Issue[] {
  const dims = decl.kind === 'map' ? [decl.from, decl.to] : decl.kind === 'dimension' ? [] : decl.dims;
  const issues: Issue[] = [];
  dims.forEach((dim, i) => {
    if (!dimensions.has(dim)) issues.push(unknownDimension(decl, dim, dimensions));
    // A map may lead back into its own dimension, such as a chip to its successor.
    else if (decl.kind !== 'map' && dims.indexOf(dim) < i) issues.push(repeated(decl, dim));
  });
  return issues;
}

function unknownDimension(decl: Decl, dim: string, dimensions: ReadonlySet<string>): Issue {
  const near = nearestName(dim, dimensions);
  return {
    code: 'unknown-dimension',
    severity: 'error',
    message: `\`${decl.name}\` is declared over a dimension that no text declares`,
    at: decl.at,
    found: `\`${dim}\``,
    expected: `one of ${[...dimensions].sort().join(', ') || '(none is declared)'}`,
    fix: near === undefined ? `declare \`dimension ${dim} …\`` : `did you mean \`${near}\`?`,
  };
}

function repeated(decl: Decl, dim: string): Issue {
  return {
    code: 'dims-mismatch',
    severity: 'error',
    message: `\`${decl.name}\` names a dimension twice`,
    at: decl.at,
    found: `\`${dim}\` twice`,
    expected: 'each dimension once',
  };
}

function checkOptions(decl: Decl): Issue[] {
  if (decl.kind !== 'choice') return [];
  const { options, defaultText } = decl;
  const twice = options.find((option, i) => options.indexOf(option) < i);
  if (twice !== undefined) return [optionIssue(decl, twice, 'each option once')];
  if (defaultText === undefined || options.includes(defaultText)) return [];
  return [optionIssue(decl, defaultText, `one of ${options.join(', ')}`)];
}

function optionIssue(decl: Decl, found: string, expected: string): Issue {
  const message = `\`${decl.name}\` has a faulty option`;
  return { code: 'choice-option', severity: 'error', message, at: decl.at, found, expected };
}

function duplicate(decl: Decl, first: Decl): Issue {
  return {
    code: 'duplicate-name',
    severity: 'error',
    message: `\`${decl.name}\` is declared twice`,
    at: decl.at,
    found: `a second declaration; the first is at ${first.at.file}:${first.at.line}:${first.at.column}`,
    expected: 'each name once',
    fix: 'rename or remove one of them',
  };
}
