/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const marketCodes: Readonly<Record<string, string>> = {
  'market-file-missing': 'A file of facts was not given',
  'market-column-missing': 'A table of facts lacks a column',
  'market-number-malformed': 'A cell that needs a number holds something else',
  'market-figure-missing': 'No row for this provider, segment, metric and period',
  'market-figure-ambiguous': 'Several rows for one provider, segment, metric and period',
  'market-units-differ': 'Quarters to be added are in different units',
  'market-capex-missing': 'No capital expenditure row for this company, year and definition',
  'market-row-missing': 'No row by this key in another table of facts',
  'race-date': 'The date of a race is not a month',
  'race-series-short': 'A definition has too few quarters of revenue known at a date',
  'implied-input': 'An input of a valuation is out of range',
  'implied-none': 'No value of the input asked for gives the enterprise value',
};
