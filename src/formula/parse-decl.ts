import { nearestName } from '../base/nearest.ts';
import type { Place } from '../base/issue.ts';
import type { Unit } from '../units/index.ts';
import { dimensionless, parseUnit } from '../units/index.ts';
import { parseExpr } from './parse-expr.ts';
import type { Reader } from './reader.ts';
import { expectKind, expectSign, isNext, peekToken, reportSyntax, takeIf, takeToken } from './reader.ts';
import type { ChoiceDecl, Decl, DimensionDecl, InputDecl, MapDecl, NodeDecl } from './types.ts';
import { keywords } from './words.ts';

/** The title of a formula text: `module accounts "…"`. */
export interface ModuleDecl {
  readonly kind: 'module';
  readonly name: string;
  readonly sentence: string;
  readonly at: Place;
}

interface Head {
  readonly name: string;
  readonly dims: readonly string[];
  readonly at: Place;
}

interface UnitPart {
  readonly unit: Unit;
  readonly isDate: boolean;
}

/** Reads one declaration; `undefined` after an issue. `moduleName` is kept on formulas. */
export function parseDecl(reader: Reader, moduleName: string): Decl | ModuleDecl | undefined {
  const first = peekToken(reader);
  if (first.kind !== 'name') return reportSyntax(reader, 'a declaration such as `name[dims] : unit "…" = …`');
  switch (first.text) {
    case 'module':
      return parseModule(reader);
    case 'dimension':
      return parseDimension(reader);
    case 'choice':
      return parseChoice(reader);
    case 'map':
      return parseMap(reader);
    case 'input':
    case 'given':
      return parseInput(reader);
    case 'noise':
      return parseNoise(reader);
    default:
      return parseNode(reader, moduleName);
  }
}

function parseModule(reader: Reader): ModuleDecl | undefined {
  takeToken(reader);
  const name = expectKind(reader, 'name', 'the name of the module');
  const sentence = name && expectKind(reader, 'string', 'a sentence in quotes');
  return sentence && { kind: 'module', name: name.text, sentence: sentence.text, at: name.at };
}

function parseDimension(reader: Reader): DimensionDecl | undefined {
  takeToken(reader);
  const name = expectKind(reader, 'name', 'the name of the dimension');
  const plural = name && expectKind(reader, 'name', 'the plural, which names the section of the case');
  const sentence = plural && expectKind(reader, 'string', 'a sentence in quotes');
  if (sentence === undefined) return undefined;
  return {
    kind: 'dimension',
    name: name!.text,
    plural: plural!.text,
    sentence: sentence.text,
    at: name!.at,
  };
}

function parseChoice(reader: Reader): ChoiceDecl | undefined {
  takeToken(reader);
  const head = parseHead(reader);
  if (head === undefined || !expectSign(reader, ':', '`:` and the options')) return undefined;
  const options: string[] = [];
  do {
    const option = parseWord(reader);
    if (option === undefined) return undefined;
    options.push(option);
  } while (takeIf(reader, 'sign', '|'));
  const hasDefault = takeIf(reader, 'name', 'default');
  const defaultText = hasDefault ? parseWord(reader) : undefined;
  if (hasDefault && defaultText === undefined) return undefined;
  const sentence = expectKind(reader, 'string', '`|` and an option, `default`, or a sentence in quotes');
  return sentence && { kind: 'choice', ...head, options, defaultText, sentence: sentence.text };
}

/** A word that may hold hyphens: `outright-performance`. */
function parseWord(reader: Reader): string | undefined {
  const first = expectKind(reader, 'name', 'an option, a word such as `price-performance`');
  if (first === undefined) return undefined;
  let word = first.text;
  while (takeIf(reader, 'sign', '-')) {
    const part = expectKind(reader, 'name', 'the rest of the option after `-`');
    if (part === undefined) return undefined;
    word += `-${part.text}`;
  }
  return word;
}

function parseMap(reader: Reader): MapDecl | undefined {
  takeToken(reader);
  const name = expectKind(reader, 'name', 'the name of the map');
  if (!name || !expectSign(reader, ':', '`:` and `from -> to`')) return undefined;
  const from = expectKind(reader, 'name', 'the dimension that is mapped');
  if (!from || !expectSign(reader, '->', '`->` and the dimension it maps to')) return undefined;
  const to = expectKind(reader, 'name', 'the dimension it maps to');
  const sentence = to && expectKind(reader, 'string', 'a sentence in quotes');
  if (sentence === undefined) return undefined;
  return {
    kind: 'map',
    name: name.text,
    from: from.text,
    to: to!.text,
    sentence: sentence.text,
    at: name.at,
  };
}

function parseInput(reader: Reader): InputDecl | undefined {
  const origin = takeToken(reader).text === 'given' ? 'given' : 'case';
  const when = takeIf(reader, 'name', 'once') ? 'once' : 'period';
  const head = parseHead(reader);
  if (head === undefined) return undefined;
  const unit = parseUnitPart(reader);
  if (unit === undefined) return undefined;
  const defaultText = takeIf(reader, 'name', 'default') ? parseDefault(reader) : undefined;
  const sentence = expectKind(reader, 'string', 'a sentence in quotes');
  return sentence && { kind: 'input', origin, when, ...head, ...unit, defaultText, sentence: sentence.text };
}

function parseDefault(reader: Reader): string {
  const from = peekToken(reader).from;
  let to = from;
  while (peekToken(reader).kind !== 'string' && peekToken(reader).kind !== 'end') to = takeToken(reader).to;
  return reader.module.text.slice(from, to);
}

function parseNoise(reader: Reader): InputDecl | undefined {
  takeToken(reader);
  const head = parseHead(reader);
  const sentence = head && expectKind(reader, 'string', 'a sentence in quotes; noise has no unit');
  if (sentence === undefined) return undefined;
  const unit: Unit = { text: 'ratio', dimension: dimensionless, factor: 1, perPeriods: 0 };
  return {
    kind: 'input',
    origin: 'noise',
    when: 'period',
    ...head!,
    unit,
    isDate: false,
    defaultText: undefined,
    sentence: sentence.text,
  };
}

function parseNode(reader: Reader, module: string): NodeDecl | undefined {
  const isOnce = takeIf(reader, 'name', 'once');
  const head = parseHead(reader);
  if (head === undefined) return undefined;
  const unit = parseUnitPart(reader);
  if (unit === undefined) return undefined;
  const sentence = expectKind(reader, 'string', 'a sentence in quotes');
  if (!sentence || !expectSign(reader, '=', '`=` and the formula')) return undefined;
  const from = peekToken(reader).from;
  const expr = parseExpr(reader);
  if (expr === undefined) return undefined;
  const text = foldText(reader.module.text.slice(from, peekToken(reader, -1).to));
  return { kind: 'node', ...head, isOnce, ...unit, sentence: sentence.text, text, expr, module };
}

/** The formula on one line, without its comments. */
function foldText(text: string): string {
  return text
    .replace(/#[^\n]*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `name` or `name[dim, dim]`. */
function parseHead(reader: Reader): Head | undefined {
  const name = expectKind(reader, 'name', 'a name');
  if (name === undefined) return undefined;
  const dims: string[] = [];
  if (takeIf(reader, 'sign', '[')) {
    do {
      const dim = expectKind(reader, 'name', 'a dimension');
      if (dim === undefined) return undefined;
      dims.push(dim.text);
    } while (takeIf(reader, 'sign', ','));
    if (!expectSign(reader, ']', '`,` or `]`')) return undefined;
  }
  if (!isNext(reader, 'sign', ':') && peekToken(reader).kind !== 'string') {
    const near = nearestName(name.text, keywords);
    return reportSyntax(reader, '`:` and a unit', near && `did you mean \`${near}\`?`);
  }
  return { name: name.text, dims, at: name.at };
}

/** `: unit`, up to `default` or the sentence; an unknown unit is an issue, and stands as a pure number. */
function parseUnitPart(reader: Reader): UnitPart | undefined {
  if (!expectSign(reader, ':', '`:` and a unit')) return undefined;
  const first = peekToken(reader);
  let to = first.from;
  while (!isUnitEnd(reader)) to = takeToken(reader).to;
  const text = reader.module.text.slice(first.from, to).trim();
  if (text === '') return reportSyntax(reader, 'a unit such as `$/MW`, or `ratio`');
  if (text === 'date') return { unit: { ...knownUnit('periods'), text: 'date' }, isDate: true };
  const { value, issues } = parseUnit(text);
  const fault = value === undefined ? issues[0] : undefined;
  if (fault !== undefined) {
    reader.issues.push({ ...fault, code: 'unknown-unit', at: first.at, found: fault.found ?? text });
  }
  return { unit: value ?? { ...knownUnit('ratio'), text }, isDate: false };
}

function isUnitEnd(reader: Reader): boolean {
  const { kind, text } = peekToken(reader);
  if (kind === 'string' || kind === 'end') return true;
  return text === 'default' || text === '=' || text === '"';
}

function knownUnit(text: string): Unit {
  const unit = parseUnit(text).value;
  if (unit === undefined) throw new Error(`${text} is not a unit`);
  return unit;
}
