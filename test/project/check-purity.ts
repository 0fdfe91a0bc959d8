import { folderOf, layerOf, type Breach } from './check-imports.ts';
import { firstPlatformLayer } from './layer-table.ts';
import { lineOf, type MaskedSource } from './mask-source.ts';

/** Names of a platform. A file may bind one itself, as `renderReport` takes a `document`. */
const platformNames = [
  'process',
  'Buffer',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'document',
  'window',
  'self',
  'fetch',
  'navigator',
  'localStorage',
  'TextEncoder',
  'TextDecoder',
  'crypto',
  'require',
  '__dirname',
];

/** Forms that are never right in the pure part, with the rule and the way out. */
const forbidden: readonly (readonly [pattern: RegExp, rule: string, message: string])[] = [
  [/(?<![\w$.])globalThis\b/g, 'global', 'globalThis belongs to a platform'],
  [/\bimport\s*\.\s*meta\b/g, 'global', 'import.meta belongs to a platform'],
  [/(?<![\w$.])Date\b/g, 'clock', 'Date reads the clock or its zone; count months in src/time'],
  [/(?<![\w$.])(?:eval\s*\(|new\s+Function\b)/g, 'eval', 'text is never run as code'],
  [/\bMath\s*\.\s*random\b/g, 'random', 'Math.random cannot be repeated; draw from src/num'],
  [
    /\bMath\s*\.\s*(?:exp|expm1|log|log2|log10|log1p|pow|a?sinh?|a?cosh?|a?tanh?|atan2|cbrt|hypot)\b/g,
    'elementary',
    'its bits differ by engine; use exp, log and pow of src/num',
  ],
  [/\bMath\b(?!\s*\.)/g, 'elementary', 'Math as a whole or by index hides what is called'],
];

const wordLiteral = String.raw`[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?`;
const literalPower = new RegExp(
  String.raw`(?<![\w$.)\]])${wordLiteral}\s*\*\*\s*${wordLiteral}(?![\w$.(\[])`,
  'g',
);

/** Breaches of purity in one file: platform names, the clock, chance, and arithmetic whose bits differ by engine. */
export function checkPurity(path: string, source: MaskedSource): Breach[] {
  const folder = folderOf(path);
  if ((layerOf(folder) ?? 0) >= firstPlatformLayer) return [];
  const breaches: Breach[] = [];
  const report = (at: number, rule: string, message: string): void => {
    breaches.push({ path, line: lineOf(source.code, at), rule, message });
  };

  for (const name of platformNames) {
    if (isBound(source.code, name)) continue;
    for (const match of source.code.matchAll(new RegExp(String.raw`(?<![\w$.])${name}\b(?!\s*\??:)`, 'g'))) {
      report(match.index, 'global', `${name} belongs to a platform`);
    }
  }
  for (const [pattern, rule, message] of forbidden) {
    for (const match of source.code.matchAll(pattern))
      report(match.index, rule, `${match[0].trim()}: ${message}`);
  }
  if (folder !== 'report') {
    const code =
      folder === 'num' ? source.code : source.code.replace(literalPower, (text) => ' '.repeat(text.length));
    for (const match of code.matchAll(/\*\*/g)) {
      report(match.index, 'elementary', '** of values: its bits differ by engine; use pow of src/num');
    }
  }
  return breaches;
}

/** Whether a file declares the name itself: a variable, a function, an import, a parameter or a destructured property. */
function isBound(code: string, name: string): boolean {
  const declared = new RegExp(String.raw`\b(?:const|let|var|function|type|interface)\s+${name}\b`);
  const parameter = new RegExp(String.raw`[(,]\s*${name}\s*\??:`);
  const destructured = new RegExp(
    String.raw`\{[^{}]*(?<![\w$.])${name}\b[^{}:]*(?::[^{}]*)?\}\s*(?:=(?!=)|:|from\b)`,
  );
  return declared.test(code) || parameter.test(code) || destructured.test(code);
}
