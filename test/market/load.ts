import { readFileSync } from 'node:fs';
import type { MarketData } from '../../src/market/index.ts';
import { marketFiles, readMarketData } from '../../src/market/index.ts';

/** The texts of the shipped data files, by the names the reader wants. */
export function loadTexts(): Map<string, string> {
  const folder = new URL('../../data/', import.meta.url);
  return new Map(marketFiles.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]));
}

/** The shipped facts; fails loudly when they do not read cleanly. */
export function loadData(): MarketData {
  const { value, issues } = readMarketData(loadTexts());
  if (value === undefined) throw new Error(issues.map((issue) => issue.message).join('\n'));
  return value;
}
