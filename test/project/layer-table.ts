/** What one folder of `src/` may stand on. */
export interface FolderRule {
  /** Imports go to folders of a smaller number only; folders of one number do not import each other. */
  readonly layer: number;
  /** Packages it may import, by name. */
  readonly packages: readonly string[];
}

/** From this layer on, code may touch a platform; below, it runs equally in Node, browser and worker. */
export const firstPlatformLayer = 9;

/** `src/index.ts` stands above the pure folders and below the platform. */
export const indexLayer = firstPlatformLayer - 0.5;

/** Every folder that `src/` may have. A new folder is a decision: it gets a line here. */
export const folders: Readonly<Record<string, FolderRule>> = {
  base: { layer: 0, packages: ['@noble/hashes'] },
  units: { layer: 1, packages: [] },
  time: { layer: 1, packages: [] },
  num: { layer: 1, packages: [] },
  table: { layer: 2, packages: ['d3-dsv'] },
  formula: { layer: 2, packages: [] },
  lp: { layer: 2, packages: [] },
  stochastic: { layer: 3, packages: [] },
  case: { layer: 3, packages: ['yaml'] },
  model: { layer: 4, packages: [] },
  signals: { layer: 4, packages: [] },
  forecast: { layer: 4, packages: [] },
  serving: { layer: 4, packages: [] },
  simulate: { layer: 5, packages: [] },
  market: { layer: 5, packages: [] },
  plan: { layer: 6, packages: [] },
  answer: { layer: 6, packages: [] },
  analyse: { layer: 6, packages: [] },
  demand: { layer: 6, packages: [] },
  report: { layer: 7, packages: ['@observablehq/plot', 'cli-table3'] },
  study: { layer: 8, packages: ['hyparquet-writer'] },
  solvers: { layer: 9, packages: ['highs'] },
  native: { layer: 9.5, packages: ['highs', 'koffi'] },
  runners: { layer: 9, packages: [] },
  store: { layer: 9, packages: [] },
  node: { layer: 10, packages: ['hyparquet', 'linkedom'] },
  server: { layer: 11, packages: [] },
  cli: { layer: 11, packages: ['commander', 'cli-table3'] },
};

/**
 * Whether another folder may import this file of a folder: its index, the formula types, any file of base, or the one part of
 * a case that needs no package, which workers load.
 */
export function isPublicFile(folder: string, file: string): boolean {
  if (folder === 'base') return /^[^/]+\.ts$/.test(file);
  if (folder === 'case' && file === 'bind-input.ts') return true;
  return file === 'index.ts' || (folder === 'formula' && file === 'types.ts');
}

/** Ceiling of a file's length, and of the median over all files, in lines. */
export const mostLines = 500;
export const mostMedianLines = 160;
