import type { Multipliers } from './multipliers.ts';

const row = [-4, -3.5, -2.7, -2, -1.5, -0.9, -0.5, -0.2, 0, 0.2, 0.5, 0.9, 1.5, 2, 2.7, 3.5, 4];

export const priorTables: Readonly<Record<'quarter' | 'month' | 'hour', Multipliers>> = {
  quarter: { persistence: 0.5, byHorizon: [row] },
  month: { persistence: 0.5, byHorizon: [row] },
  hour: { persistence: 0.5, byHorizon: [row] },
};
