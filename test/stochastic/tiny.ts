import type { SmpsFiles } from '../../src/stochastic/index.ts';

/**
 * Build x at 10 a unit, then serve a demand from x and from spot purchases y at 30; what is over sells at 1 (column z). Three
 * periods in the long form: in the second, demand D1 is met, in the third D2, each from x anew.
 */
export const core = `NAME          TINY
ROWS
 N  COST
 L  CAP
 G  D1
 G  D2
COLUMNS
    X         COST            10.0   CAP              1.0
    X         D1               1.0   D2               1.0
    Y1        COST            30.0   D1               1.0
    Y2        COST            30.0   D2               1.0
RHS
    RHS       CAP            100.0   D1               5.0
    RHS       D2               5.0
ENDATA
`;

export const time = `TIME          TINY
PERIODS
    X         COST                     FIRST
    Y1        D1                       SECOND
    Y2        D2                       THIRD
ENDATA
`;

export function tiny(stochastic: string, changes: Partial<Record<'core' | 'time', string>> = {}): SmpsFiles {
  return {
    core: { file: 'tiny.cor', text: changes.core ?? core },
    time: { file: 'tiny.tim', text: changes.time ?? time },
    stochastic: { file: 'tiny.sto', text: `STOCH TINY\n${stochastic}ENDATA\n` },
  };
}
