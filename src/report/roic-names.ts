/** A named return on invested capital: what the reader sees first and what it divides by what. */
export interface RoicName {
  readonly id: string;
  readonly short: string;
  readonly words: string;
  readonly meaning: string;
}

/** The six definitions of return on invested capital, in order; D2 is the default. */
export const roicNames: readonly RoicName[] = [
  {
    id: 'roic.d1',
    short: 'D1',
    words: 'D1, ex CIP',
    meaning: 'NOPAT over average net property in service and working capital',
  },
  {
    id: 'roic.d2',
    short: 'D2',
    words: 'D2, incl. CIP',
    meaning: 'NOPAT over average invested capital, construction in progress (CIP) included',
  },
  {
    id: 'roic.d3',
    short: 'D3',
    words: 'D3, closing',
    meaning: 'NOPAT over closing invested capital, CIP included',
  },
  {
    id: 'roic.d4',
    short: 'D4',
    words: 'D4, gross',
    meaning: 'NOPAT over average invested capital before accumulated depreciation',
  },
  {
    id: 'roic.d5',
    short: 'D5',
    words: 'D5, cash on gross',
    meaning: 'NOPAT and depreciation over average gross property in service',
  },
  {
    id: 'roic.d6',
    short: 'D6',
    words: 'D6, with leases',
    meaning: 'NOPAT over average invested capital and leased assets',
  },
];

/** `D2, incl. CIP` for `roic.d2`, `roic_d2` or `d2`; other names as they are. */
export function roicWords(name: string): string {
  const id = name.toLowerCase().replaceAll('_', '.');
  return roicNames.find((one) => one.id === id || one.id === `roic.${id}`)?.words ?? name;
}
