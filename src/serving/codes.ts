/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const servingCodes: Readonly<Record<string, string>> = {
  'serving-file-missing': 'A file of silicon facts was not given',
  'serving-column-missing': 'A table lacks a column that is needed',
  'serving-number-malformed': 'A cell that needs a number holds something else',
  'serving-chip-unknown': 'A chip that the catalogue does not know: a chip is guessed and the range is wide',
  'serving-model-unknown':
    'A model that the catalogue does not know: a size is guessed and the range is wide',
  'serving-value-unknown': 'A word that is not known, such as a scenario: the usual one is taken',
  'serving-specification-missing': 'A chip or model lacks a figure that the roofline needs',
  'serving-does-not-fit': 'The weights of the model fit no group of these chips',
  'serving-fit-malformed': 'The file of the calibration does not read',
  'serving-fit-stale': 'The calibration was made on other rows than those given',
  'serving-price-missing': 'A price that the answer needs is not in the catalogue',
};
