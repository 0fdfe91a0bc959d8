/** A string literal of a source text and where its opening quote stands. */
export interface Literal {
  readonly at: number;
  readonly text: string;
}

/** A source text of equal length in which comments, strings and regular expressions are blank, and its strings apart. */
export interface MaskedSource {
  readonly code: string;
  readonly literals: ReadonlyMap<number, string>;
}

const wordsBeforeRegex =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/;

/**
 * Blanks everything in a TypeScript source that is not code, keeping line breaks, quotes and code inside `${}`.
 *
 * Formula texts in templates mention `exp(` and `window`, so a search for forbidden names must not read them.
 *
 * @example maskSource("const a = 'Date'; // now").code // "const a = '    ';       "
 */
export function maskSource(source: string): MaskedSource {
  const out: string[] = [];
  const literals = new Map<number, string>();
  /** For each open template expression, how many braces are open inside it. */
  const templates: number[] = [];
  let i = 0;

  const blank = (to: number): void => {
    for (; i < to; i++) out.push(source[i] === '\n' ? '\n' : ' ');
  };
  const endOf = (mark: string): number => {
    const found = source.indexOf(mark, i + 2);
    return found < 0 ? source.length : found + (mark === '\n' ? 0 : mark.length);
  };
  const readString = (quote: string): void => {
    const at = i;
    out.push(quote);
    i++;
    let end = i;
    while (end < source.length && source[end] !== quote && source[end] !== '\n')
      end += source[end] === '\\' ? 2 : 1;
    literals.set(at, source.slice(i, end));
    blank(Math.min(end, source.length));
    if (source[i] === quote) {
      out.push(quote);
      i++;
    }
  };
  const readTemplate = (): void => {
    let end = i;
    while (end < source.length && source[end] !== '`' && !source.startsWith('${', end)) {
      end += source[end] === '\\' ? 2 : 1;
    }
    blank(Math.min(end, source.length));
    if (source[i] === '`') {
      out.push('`');
      i++;
    } else if (i < source.length) {
      out.push('${');
      i += 2;
      templates.push(0);
    }
  };

  while (i < source.length) {
    const c = source[i]!;
    if (source.startsWith('//', i)) blank(endOf('\n'));
    else if (source.startsWith('/*', i)) blank(endOf('*/'));
    else if (c === "'" || c === '"') readString(c);
    else if (c === '`') {
      const at = i;
      out.push(c);
      i++;
      readTemplate();
      if (source[i - 1] === '`') literals.set(at, source.slice(at + 1, i - 1));
    } else if (c === '/' && startsRegex(out)) blank(regexEnd(source, i));
    else if (c === '}' && templates.at(-1) === 0) {
      templates.pop();
      out.push(c);
      i++;
      readTemplate();
    } else {
      if (templates.length > 0 && c === '{') templates[templates.length - 1]! += 1;
      if (templates.length > 0 && c === '}') templates[templates.length - 1]! -= 1;
      out.push(c);
      i++;
    }
  }
  return { code: out.join(''), literals };
}

/** Whether a slash after this code opens a regular expression: it does where no value can have ended. */
function startsRegex(out: readonly string[]): boolean {
  const before = out.slice(-80).join('').trimEnd();
  return before === '' || /[(,=:[!&|?{};+\-*%<>~^]$/.test(before) || wordsBeforeRegex.test(before);
}

function regexEnd(source: string, from: number): number {
  let inClass = false;
  for (let i = from + 1; i < source.length && source[i] !== '\n'; i++) {
    const c = source[i];
    if (c === '\\') i++;
    else if (c === '[') inClass = true;
    else if (c === ']') inClass = false;
    else if (c === '/' && !inClass) return i + 1;
  }
  return from + 1;
}

/** Line of an index, counted from 1. */
export function lineOf(text: string, index: number): number {
  let line = 1;
  for (let i = 0; i < index; i++) if (text[i] === '\n') line++;
  return line;
}
