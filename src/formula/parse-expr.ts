import type { BinarySign, Expr } from './types.ts';
import type { Reader } from './reader.ts';
import { isNext, peekToken, reportSyntax, takeIf, takeToken } from './reader.ts';
import type { Unit } from '../units/index.ts';
import { parseUnit } from '../units/index.ts';
import { timeWords } from './words.ts';

const MAX_NESTING = 200;
const MAX_DEPTH = 1000;

const comparisonLevel = 4;
const signLevel = 7;
const powerLevel = 8;

const levels: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ['<', comparisonLevel],
  ['<=', comparisonLevel],
  ['>', comparisonLevel],
  ['>=', comparisonLevel],
  ['is', comparisonLevel],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['^', powerLevel],
]);

/**
 * Reads one expression and stops at the first token that cannot continue it; `undefined` after an issue.
 *
 * Loosest to tightest: `or`, `and`, `not`, comparisons and `is`, `+ -`, `* /`, unary minus, `^` (right to left).
 */
export function parseExpr(reader: Reader): Expr | undefined {
  return parseLevel(reader, 0);
}

function parseLevel(reader: Reader, least: number): Expr | undefined {
  if (reader.nesting >= MAX_NESTING) return reportDepth(reader);
  reader.nesting++;
  let left = parsePrefix(reader, least);
  while (left !== undefined) {
    const token = peekToken(reader);
    const level = token.kind === 'sign' || token.kind === 'name' ? levels.get(token.text) : undefined;
    if (level === undefined || level < least) break;
    left = parseRight(reader, left, level);
    if (left !== undefined && level === comparisonLevel) left = refuseChain(reader, left);
  }
  reader.nesting--;
  return left;
}

function parseRight(reader: Reader, left: Expr, level: number): Expr | undefined {
  const token = takeToken(reader);
  const sign = token.text as BinarySign;
  const right =
    sign === 'is' ? parseOption(reader) : parseLevel(reader, level === powerLevel ? level : level + 1);
  if (right === undefined) return undefined;
  return withDepth(reader, { op: 'binary', sign, left, right, at: token.at }, [left, right]);
}

function refuseChain(reader: Reader, left: Expr): Expr | undefined {
  const token = peekToken(reader);
  if (levels.get(token.text) !== comparisonLevel || token.kind === 'string') return left;
  return reportSyntax(reader, 'one comparison', 'write `a < b and b < c`');
}

/** An option may hold hyphens, `price-performance`, when nothing stands between its parts. */
function parseOption(reader: Reader): Expr | undefined {
  const first = peekToken(reader);
  if (first.kind !== 'name') return reportSyntax(reader, 'an option of the choice');
  takeToken(reader);
  let name = first.text;
  let to = first.to;
  while (isNext(reader, 'sign', '-') && peekToken(reader).from === to) {
    const part = peekToken(reader, 1);
    if (part.kind !== 'name' || part.from !== to + 1) break;
    reader.position += 2;
    name += `-${part.text}`;
    to = part.to;
  }
  return withDepth(reader, { op: 'name', name, at: first.at }, []);
}

function parsePrefix(reader: Reader, least: number): Expr | undefined {
  const token = peekToken(reader);
  const isNot = token.kind === 'name' && token.text === 'not' && least < comparisonLevel;
  if (!isNot && !isNext(reader, 'sign', '-')) return parseAtom(reader);
  takeToken(reader);
  const arg = parseLevel(reader, isNot ? comparisonLevel - 1 : signLevel);
  if (arg === undefined) return undefined;
  return withDepth(reader, { op: 'unary', sign: isNot ? 'not' : '-', arg, at: token.at }, [arg]);
}

function parseAtom(reader: Reader): Expr | undefined {
  const token = peekToken(reader);
  if (token.kind === 'number') return parseNumber(reader);
  if (token.kind === 'name' && !levels.has(token.text) && token.text !== 'not') {
    takeToken(reader);
    if (isNext(reader, 'sign', '(')) return parseCall(reader);
    return withDepth(reader, { op: 'name', name: token.text, at: token.at }, []);
  }
  if (takeIf(reader, 'sign', '(')) {
    const inner = parseLevel(reader, 0);
    if (inner === undefined || takeIf(reader, 'sign', ')')) return inner;
    return reportSyntax(reader, '`)` to close the parenthesis');
  }
  return reportSyntax(reader, 'a number, a name, a call or `(`');
}

function parseNumber(reader: Reader): Expr | undefined {
  const token = takeToken(reader);
  const isPercent = token.text.endsWith('%');
  const value = isPercent ? Number(token.text.slice(0, -1)) / 100 : Number(token.text);
  const word = peekToken(reader);
  let unit: Unit | undefined;
  if (!isPercent && word.kind === 'name' && timeWords.has(word.text)) {
    takeToken(reader);
    unit = timeUnit(word.text);
  }
  return withDepth(reader, { op: 'number', value, unit, at: token.at }, []);
}

function timeUnit(word: string): Unit {
  const unit = parseUnit(word).value;
  if (unit === undefined) throw new Error(`Time word ${word} is not a unit`);
  return unit;
}

function parseCall(reader: Reader): Expr | undefined {
  const token = peekToken(reader, -1);
  takeToken(reader);
  const args: Expr[] = [];
  while (!isNext(reader, 'sign', ')')) {
    const arg = parseLevel(reader, 0);
    if (arg === undefined) return undefined;
    args.push(arg);
    if (isNext(reader, 'sign', ')')) break;
    if (!takeIf(reader, 'sign', ',')) return reportSyntax(reader, '`,` or `)` after an argument');
  }
  takeToken(reader);
  return withDepth(reader, { op: 'call', name: token.text, args, at: token.at }, args);
}

function withDepth(reader: Reader, expr: Expr, parts: readonly Expr[]): Expr | undefined {
  const below = parts.reduce((most, part) => Math.max(most, reader.depths.get(part) ?? 0), 0);
  reader.depths.set(expr, below + 1);
  return below < MAX_DEPTH ? expr : reportDepth(reader);
}

function reportDepth(reader: Reader): undefined {
  reader.issues.push({
    code: 'formula-limit',
    severity: 'error',
    message: 'The formula is nested too deeply',
    at: peekToken(reader).at,
    expected: `at most ${MAX_NESTING} levels of nesting and ${MAX_DEPTH} operators in a row`,
    fix: 'split it into several named formulas',
  });
  return undefined;
}
