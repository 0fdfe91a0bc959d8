import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marketFiles, readMarketData, type MarketData } from '../market/index.ts';

/** The package's own folder, which holds `data/` and `cases/`. */
export const packageFolder: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The market data that the package ships; a fault in it is a programmer mistake. */
export function loadMarketData(): MarketData {
  const files = new Map(
    marketFiles.map((name) => [name, readFileSync(join(packageFolder, 'data', name), 'utf8')]),
  );
  const data = readMarketData(files);
  if (!data.value) throw new Error(`the shipped data does not read: ${data.issues[0]?.message}`);
  return data.value;
}
