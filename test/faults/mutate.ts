/** Small reproducible numbers in [0, 1): a linear congruential generator (Numerical Recipes). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

type Random = () => number;

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!;

/** Lines that hold something beside a comment. */
function changeLine(text: string, random: Random, change: (line: string) => string | undefined): string {
  const lines = text.split('\n');
  const able = lines.flatMap((line, i) => (/^\s*[^#\s]/.test(line) && change(line) !== undefined ? [i] : []));
  if (able.length === 0) return text;
  const at = pick(able, random);
  lines[at] = change(lines[at]!)!;
  return lines.join('\n');
}

/** Replaces one match of a pattern somewhere in the text. */
function changeMatch(text: string, random: Random, pattern: RegExp, to: (found: string) => string): string {
  const matches = [...text.matchAll(new RegExp(pattern, 'g'))];
  if (matches.length === 0) return text;
  const match = pick(matches, random);
  return text.slice(0, match.index) + to(match[0]) + text.slice(match.index + match[0].length);
}

const number = /(?<![\w.-])\d+(\.\d+)?/;

/** Ways in which a hand that types can spoil a case. */
export const mutations: Readonly<Record<string, (text: string, random: Random) => string>> = {
  'a line deleted': (text, random) => changeLine(text, random, () => ''),
  'a line twice': (text, random) => changeLine(text, random, (line) => `${line}\n${line}`),
  'a digit becomes a letter': (text, random) => changeMatch(text, random, /\d/, () => 'o'),
  'a unit swapped': (text, random) =>
    changeMatch(text, random, /\b(MW|years|chip|work|hour|MWh|people)\b/, () =>
      pick(['MW', '$', 'tokens', 'days'], random),
    ),
  'a bracket lost': (text, random) => changeMatch(text, random, /[{}[\]]/, () => ''),
  'a key renamed': (text, random) => changeMatch(text, random, /[a-z_]+(?=:)/, (key) => `${key}x`),
  'a tab put in': (text, random) => changeLine(text, random, (line) => line.replace(/^ {2}/, '\t')),
  'a huge number': (text, random) => changeMatch(text, random, number, () => '1e308'),
  'not a number': (text, random) => changeMatch(text, random, number, () => 'NaN'),
  'a negative number': (text, random) => changeMatch(text, random, number, (found) => `-${found}`),
  'a zero': (text, random) => changeMatch(text, random, number, () => '0'),
  'two characters swapped': (text, random) =>
    changeMatch(text, random, /[a-z]{2}/, (found) => found[1]! + found[0]!),
  'cut off': (text, random) => text.slice(0, Math.floor(random() * text.length)),
  'binary bytes': (text, random) => {
    const at = Math.floor(random() * text.length);
    return `${text.slice(0, at)}\u0000\u0007\ufffd${text.slice(at)}`;
  },
};
