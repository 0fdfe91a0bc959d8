/**
 * `node scripts/priors.mjs`: writes `src/forecast/prior-tables.ts`, the interval multipliers for a set too small to measure
 * its own, from the public benchmark series in `../shared` (or BUILDOUT_SHARED). Run it when a method changes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchmarkSet } from '../bench/forecast-data.mjs';
import { ensureBuilt, root } from './ensure.mjs';

ensureBuilt();
const { calibratePool, forecastOrigins, levels, poolOrigins, seasonsOf } =
  await import('../dist/forecast/index.js');

const sets = [
  { table: 'quarter', name: 'm3_quarterly', frequency: 'Q', every: 1 },
  { table: 'month', name: 'm3_monthly', frequency: 'M', every: 1 },
  { table: 'hour', name: 'm4_hourly', frequency: 'H', every: 6 },
];
const blocks = [];
for (const { table, name, frequency, every } of sets) {
  const data = benchmarkSet(name);
  if (!data) {
    console.error(`${name} is not there: put the benchmark data into ../shared or set BUILDOUT_SHARED`);
    process.exit(1);
  }
  const seasons = seasonsOf[frequency];
  const horizon = data[0].actuals.length;
  const vintages = data.flatMap(({ values }) =>
    forecastOrigins(values, poolOrigins(values.length, { horizon, seasons }), { horizon, seasons }),
  );
  const { byHorizon, persistence } = calibratePool(vintages, horizon).multipliers.buildout;
  const rows = byHorizon.map((row, h) => (h % every === 0 || h === horizon - 1 ? row : undefined));
  const filled = rows.map((row, h) => row ?? between(rows, h));
  blocks.push(
    `  // ${name}: ${vintages.length} forecasts from rolling origins, horizons 1 to ${horizon}.\n  ${table}: {\n    persistence: ${persistence.toFixed(3)},\n    byHorizon: [\n${filled
      .map((row) => `      [${row.map((value) => Number(value.toFixed(3))).join(', ')}],`)
      .join('\n')}\n    ],\n  },`,
  );
}

function between(rows, h) {
  let low = h;
  while (!rows[low]) low--;
  let high = h;
  while (!rows[high]) high++;
  const share = (h - low) / (high - low);
  return rows[low].map((value, i) => value + share * (rows[high][i] - value));
}

writeFileSync(
  join(root, 'src', 'forecast', 'prior-tables.ts'),
  `// Written by scripts/priors.mjs; do not edit. Some measured numbers happen to be near constants of mathematics.
// oxlint-disable oxc/approx-constant
// Columns: quantiles of scaled errors at ${levels.join(', ')}.
import type { Multipliers } from './multipliers.ts';

/** Multipliers measured on public series by frequency, a row a horizon. */
export const priorTables: Readonly<Record<'quarter' | 'month' | 'hour', Multipliers>> = {
${blocks.join('\n')}
};
`,
);
