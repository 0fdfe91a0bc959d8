/** Where a caret stands in a YAML text: below which keys, and whether a key or a value is being written there. */
export interface Caret {
  /** Keys from the top of the file to what is being written; an item of a list is `-`. */
  readonly path: readonly string[];
  readonly at: 'key' | 'value';
  /** What stands between the beginning of the key or value and the caret. */
  readonly typed: string;
  /** Keys that stand beside the one being written. */
  readonly beside: ReadonlySet<string>;
}

/**
 * Reads lines and not a parsed document, so that it knows its way in a text that is broken just now. A mapping in braces must stand on
 * one line. `undefined` in comments and in free text.
 *
 * @example caretOf(['chips:', '  h100: { price: 3'], 1, 18)?.path // ['chips', 'h100', 'price']
 */
export function caretOf(lines: readonly string[], line: number, column: number): Caret | undefined {
  const text = lines[line] ?? '';
  const [, indent = '', dashes = ''] = /^( *)((?:- +)*)/.exec(text)!;
  const start = indent.length + dashes.length;
  if (column < start) return undefined;
  const here = readFlow(text.slice(start, column));
  if (here === undefined) return undefined;
  const above = pathAbove(lines, line, indent.length);
  if (above === undefined) return undefined;
  const items = Array.from(dashes.matchAll(/-/g), () => '-');
  const rest = here.isFlow ? keysAfter(text.slice(column)) : keysBeside(lines, line, start);
  return {
    path: [...above, ...items, ...here.path],
    at: here.at,
    typed: here.typed,
    beside: new Set([...here.before, ...rest]),
  };
}

interface Frame {
  readonly isMap: boolean;
  key: string | undefined;
  /** Where the key or value begins that is being written. */
  from: number;
  readonly before: string[];
}

/** The braces and brackets that are open at the end of a text, and what is being written in the innermost. */
function readFlow(text: string) {
  const frames: Frame[] = [{ isMap: true, key: undefined, from: 0, before: [] }];
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!;
    const frame = frames.at(-1)!;
    if (quote !== '') {
      if (letter === quote) quote = '';
      continue;
    }
    const isFirst = text.slice(frame.from, i).trim() === '';
    if (letter === '#' && (i === 0 || /\s/.test(text[i - 1]!))) return undefined;
    if (isFirst && (letter === '"' || letter === "'")) quote = letter;
    else if (isFirst && (letter === '{' || letter === '['))
      frames.push({ isMap: letter === '{', key: undefined, from: i + 1, before: [] });
    else if (frames.length > 1 && letter === (frame.isMap ? '}' : ']')) {
      frames.pop();
      // What is closed is the value; nothing more of it is being written.
      frames.at(-1)!.from = i + 1;
    } else if (frames.length > 1 && letter === ',') [frame.key, frame.from] = [undefined, i + 1];
    else if (letter === ':' && frame.isMap && frame.key === undefined && /\s/.test(text[i + 1] ?? '')) {
      frame.key = bare(text.slice(frame.from, i));
      frame.before.push(frame.key);
      frame.from = i + 1;
    }
  }
  const top = frames.at(-1)!;
  return {
    path: frames.flatMap(({ isMap, key }) => (isMap ? (key === undefined ? [] : [key]) : ['-'])),
    at: top.isMap && top.key === undefined ? ('key' as const) : ('value' as const),
    typed: text.slice(top.from).trimStart(),
    before: top.key === undefined ? top.before : top.before.slice(0, -1),
    isFlow: frames.length > 1,
  };
}

/** Keys of the lines above that enclose a line of some indentation; `undefined` within free text. */
function pathAbove(lines: readonly string[], line: number, indent: number): readonly string[] | undefined {
  const path: string[] = [];
  let within = indent;
  // A list may stand as far to the left as the key it belongs to.
  let isItem = /^ *- /.test(lines[line] ?? '');
  for (let i = line - 1; i >= 0 && (within > 0 || isItem); i--) {
    const text = lines[i]!;
    if (/^\s*(#|$)/.test(text)) continue;
    const [, spaces = '', dashes = ''] = /^( *)((?:- +)*)/.exec(text)!;
    const [first, inner] = [spaces.length, spaces.length + dashes.length];
    const [, key, value = ''] = /^([^\s#:{[][^:]*?):(?:\s+(.*))?$/.exec(text.slice(inner)) ?? [];
    if (dashes !== '') {
      if (first >= within) continue;
      // A line of the item itself stands right of its dash, beside or below its first key.
      if (inner < within && key !== undefined) path.unshift(bare(key));
      if (inner < within && isFreeText(value)) return undefined;
      path.unshift('-');
      [within, isItem] = [first, true];
      continue;
    }
    if (first > within || (first === within && !isItem) || key === undefined) continue;
    if (isFreeText(value)) return undefined;
    path.unshift(bare(key));
    [within, isItem] = [first, false];
  }
  return path;
}

/** Keys of the lines that stand as far to the right, in the same mapping. */
function keysBeside(lines: readonly string[], line: number, indent: number): readonly string[] {
  const found: string[] = [];
  for (const step of [-1, 1]) {
    for (let i = line + step; i >= 0 && i < lines.length; i += step) {
      const text = lines[i]!;
      if (/^\s*(#|$)/.test(text)) continue;
      const [, spaces = '', dashes = ''] = /^( *)((?:- +)*)/.exec(text)!;
      const inner = spaces.length + dashes.length;
      if (inner < indent) break;
      const [, key] = inner === indent ? (/^([^\s#:{[][^:]*?):(?:\s|$)/.exec(text.slice(inner)) ?? []) : [];
      if (key !== undefined) found.push(bare(key));
      if (dashes !== '' && spaces.length < indent) break;
    }
  }
  return found;
}

/** Keys that follow in the same braces. */
function keysAfter(text: string): readonly string[] {
  return Array.from(/^[^{}]*/.exec(text)![0].matchAll(/,\s*([\w-]+):/g), ([, key]) => key!);
}

function isFreeText(value: string): boolean {
  return /^[|>][+-]?\d?\s*(#.*)?$/.test(value);
}

function bare(key: string): string {
  return key.trim().replaceAll(/^["']|["']$/g, '');
}
