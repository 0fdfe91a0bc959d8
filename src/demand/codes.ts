/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const demandCodes: Readonly<Record<string, string>> = {
  'layer-malformed': 'A list of layers of demand cannot be read',
  'layer-argument': 'A layer of demand lacks a number it needs',
  'layer-file': 'The signal file of a layer is not there',
};
