/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const forecastCodes: Readonly<Record<string, string>> = {
  'series-column': 'A file of series lacks a column',
  'series-row': 'A row of a file of series cannot be read',
  'series-number': 'A cell that needs a number holds something else',
  'series-duplicate': 'A series has two values for one period',
  'series-sold-out': 'A cell of a series does not say whether all was sold',
  'series-gap': 'A series lacks a value for a period',
  'series-empty': 'A series ends without a value',
  'override-cell': 'A cell of a logged override cannot be read, or says too little',
  'override-series': 'An override names a series that is not forecast',
  'override-total': 'An override changes a total of a hierarchy instead of its parts',
  'override-horizon': 'An override reaches beyond the horizon',
  'hierarchy-series': 'A hierarchy names a series that is not forecast, or is empty',
  'hierarchy-cycle': 'A total of a hierarchy is a part of itself',
  'hierarchy-twice': 'A total of a hierarchy counts a part twice',
  'hierarchy-end': 'Series of a hierarchy end at different periods',
  'hierarchy-limit': 'A hierarchy has too many parts',
};
