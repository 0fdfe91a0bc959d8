import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { existsSync, readFileSync } from 'node:fs';
import { marketFiles, readMarketData, type MarketData } from '../market/index.ts';
import { readLand, type Land } from '../report/index.ts';
import { fitFile, siliconFiles } from '../serving/index.ts';

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

/** The outline of land that the package ships. */
export function loadLand(): Land {
  return readLand(readFileSync(join(packageFolder, 'data', 'map', 'land.json'), 'utf8'));
}

/** Where the calibration of the shipped data is kept. */
export const fitPath: string = join(packageFolder, 'data', 'silicon', fitFile);

/**
 * The texts of the silicon facts that the package ships, by file name, with the calibration where there is one; `ownFolder` may hold
 * `chips_own.csv` and `models_own.csv`, entries of one's own.
 */
export function loadSiliconTexts(ownFolder?: string): ReadonlyMap<string, string> {
  const folder = join(packageFolder, 'data', 'silicon');
  const names = siliconFiles.filter((name) => name !== fitFile || existsSync(fitPath));
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  for (const name of ownFolder === undefined ? [] : ['chips_own.csv', 'models_own.csv']) {
    const path = join(ownFolder!, name);
    if (existsSync(path)) texts.set(name, readFileSync(path, 'utf8'));
  }
  return texts;
}
