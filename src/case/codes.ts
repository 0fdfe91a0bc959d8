/** Every code that reading a case can give, each with what it means; a test holds a smallest trigger for each. */
export const caseCodes = {
  'band-malformed': 'An entry of bands lacks its metric or both of its bounds, or a bound cannot be read.',
  'calendar-malformed': 'The start, frequency, number of periods or fiscal year end make no calendar.',
  'choice-unknown': 'A word is not among the options of a choice.',
  'correlation-invalid':
    'A correlation is not between -1 and 1, or not between two different uncertain values.',
  'correlation-not-positive': 'No random variables can have all of the correlations at once.',
  'date-malformed': 'A text is not a date such as 2026Q3, 2026-08 or 2026-08-15.',
  'distribution-invalid': 'A range or distribution cannot be drawn from, or is not known.',
  'driver-unknown': 'A driver or path is named that the case does not have.',
  'duplicate-key': 'A key stands twice in the same mapping.',
  'expect-malformed':
    'An entry of expect lacks its metric or what is expected of it, or a figure cannot be read.',
  'file-missing': 'A file that the case is read from was not given.',
  'label-malformed':
    'A label is not a short word of a-z, 0-9, _ and -, or is a word with a meaning of its own.',
  'label-unknown': 'A label is named that the dimension does not have.',
  'missing-value': 'A value is needed that is not given and has no default.',
  'name-conflict': 'Two declarations of the model need the same key of a case for different things.',
  'overlay-base':
    'An overlay names a base that is missing, is not the case it overlays, or leads back to itself.',
  'series-not-allowed': 'A path over time is given for a value that holds for the whole horizon.',
  'set-malformed': 'A value set from the command line is not written path=value.',
  'source-unknown': 'A source is named by a key that the sources do not have.',
  'table-column': 'A table lacks the column that a value reads.',
  'table-malformed': 'A table cannot be read, or a cell of it.',
  'table-missing': 'A table is named that was not given beside the case.',
  'tier-invalid': 'A tier is not 1 (filing or measurement), 2 (reputable report), 3 (estimate) or 4 (guess).',
  'too-many-faults': 'Reading stopped to list faults; the first ones are shown.',
  'unit-mismatch': 'A value has the wrong dimension, such as MW where $ is expected.',
  'unit-unknown': 'A unit is not known.',
  'unknown-key': 'A key has no meaning at its place.',
  'value-malformed': 'A text cannot be read as the value that stands at its place.',
  'version-unsupported': 'The case is written for another version of the format.',
  'yaml-limit': 'The text is too long, too deep, or grows too large through aliases.',
  'yaml-syntax': 'The text is not YAML as a case may use it.',
} as const;

export type CaseCode = keyof typeof caseCodes;
