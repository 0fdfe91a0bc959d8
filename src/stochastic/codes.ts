/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const stochasticCodes: Readonly<Record<string, string>> = {
  'smps-syntax': 'The text is not in SMPS format',
  'smps-number': 'A word that should be a number is none',
  'smps-unknown-name': 'A row, column, period or scenario is named that was not declared',
  'smps-order': 'A row holds a column of a later stage, or data is known before its stage begins or never',
  'smps-probability': 'Probabilities do not add up to 1',
  'smps-size': 'The product of all independent realisations is too large to write out',
  'checkpoint-damaged': 'A file is not a whole checkpoint of a decomposition',
  'checkpoint-other': 'A checkpoint belongs to another problem, method or version',
};
