/** Checks the licence of every package that reaches users: all entries of package-lock.json but the development ones. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

const allowed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Zlib',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Python-2.0',
]);

/** Whether an SPDX expression permits use: one side of OR is enough, both sides of AND are needed. */
function isAllowed(expression) {
  const text = stripParentheses(expression.trim());
  for (const [word, join] of [
    ['OR', (parts) => parts.some(isAllowed)],
    ['AND', (parts) => parts.every(isAllowed)],
  ]) {
    const parts = splitOutside(text, ` ${word} `);
    if (parts.length > 1) return join(parts);
  }
  return allowed.has(text);
}

/** Splits at a word where no parenthesis is open. */
function splitOutside(text, word) {
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth += 1;
    if (text[i] === ')') depth -= 1;
    if (depth === 0 && text.startsWith(word, i)) {
      parts.push('');
      i += word.length - 1;
    } else parts[parts.length - 1] += text[i];
  }
  return parts;
}

/** Drops one pair of parentheses that encloses the whole text. */
function stripParentheses(text) {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    if (text[i] === '(') depth += 1;
    if (text[i] === ')') depth -= 1;
    if (depth === 0) return text;
  }
  return text.slice(1, -1);
}

function readLicence(path, locked) {
  const file = join(root, path, 'package.json');
  if (!existsSync(file)) return locked.license; // An optional package of another platform is not installed.
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof license === 'string') return license;
  if (license?.type) return license.type;
  return Array.isArray(licenses) ? licenses.map((entry) => entry.type ?? entry).join(' OR ') : undefined;
}

ensureInstalled();
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const counts = new Map();
const faults = [];
for (const [path, locked] of Object.entries(lock.packages)) {
  if (path === '' || locked.dev || locked.link) continue;
  const licence = readLicence(path, locked);
  const name = `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)} ${locked.version}`;
  if (licence === undefined) faults.push(`${name} states no licence`);
  else if (!isAllowed(licence)) faults.push(`${name} is under ${licence}`);
  counts.set(licence ?? '(none)', (counts.get(licence ?? '(none)') ?? 0) + 1);
}

const rows = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
for (const [licence, count] of rows) console.log(`${String(count).padStart(5)}  ${licence}`);
console.log(`${String(rows.reduce((sum, row) => sum + row[1], 0)).padStart(5)}  production packages`);
for (const fault of faults) console.error(`${fault}: take another package, or put the licence to a decision`);
process.exit(faults.length === 0 ? 0 : 1);
