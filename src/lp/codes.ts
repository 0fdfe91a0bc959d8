/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const lpCodes: Readonly<Record<string, string>> = {
  'lp-coefficient-range': 'Numbers of one part of a model are too far apart for the solver to be trusted',
  'mps-syntax': 'The text is not in MPS format',
  'mps-number': 'A word that should be a number is none',
  'mps-unknown-name': 'A row or column is named that was not declared',
  'mps-duplicate': 'A row is declared twice, or the entries of a column are scattered',
  'mps-bounds': 'The bounds of a column descend, or do not suit its kind',
  'mps-negative-upper': 'An upper bound below 0 comes without a lower bound',
};
