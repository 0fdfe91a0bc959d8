/** How sure the project is of a figure: seen in a source, second-hand, or recalled; `low` occurs for silicon only. */
export type Confidence = 'high' | 'medium' | 'low' | 'memory';

/** Evidence tier of an assumption: 1 filing or measurement, 2 reputable report, 3 estimate, 4 guess. */
export type Tier = 1 | 2 | 3 | 4;

/** Where a figure comes from. A recalled figure has no address. */
export interface Source {
  readonly title: string;
  readonly url?: string;
  readonly confidence: Confidence;
  readonly tier: Tier;
}

const RECALLED = 'from memory';
const FILING = /\b(10-K|10-Q|8-K|20-F|6-K|S-1)\b|XBRL|SEC ex-/;

/**
 * Builds a source from the title, address and confidence words of a data row.
 *
 * High confidence is tier 2, or tier 1 when the source is a filing; medium is 3; recalled or low is 4.
 * Mixed words such as `high (spec) / low (price)` keep the first. A recalled title is always `memory`, whatever the word says.
 *
 * @example toSource('EIA table', 'https://www.eia.gov', 'high').tier // 2
 */
export function toSource(title: string, url: string, confidenceWords: string): Source {
  const confidence = title.includes(RECALLED) ? 'memory' : firstWord(confidenceWords);
  const tier = tierOf(confidence, isFiling(title, url));
  return url === '' ? { title, confidence, tier } : { title, url, confidence, tier };
}

/** Whether a title or address names a filing with a regulator. */
export function isFiling(title: string, url: string): boolean {
  return url.includes('sec.gov/') || FILING.test(title);
}

function tierOf(confidence: Confidence, filing: boolean): Tier {
  if (confidence === 'high') return filing ? 1 : 2;
  return confidence === 'medium' ? 3 : 4;
}

function firstWord(words: string): Confidence {
  const word = words.trim().split(/[\s(/]/)[0];
  return word === 'high' || word === 'medium' || word === 'low' ? word : 'memory';
}
