/** Codes of faults that show only where a case meets the model, each with its meaning; a test triggers every one. */
export const studyCodes = {
  'calendars-differ': 'Two cases that are compared do not share start, frequency and number of periods.',
  'label-unknown': 'A metric is named without its label, or with one that the case does not have.',
  'metric-unknown': 'A metric is named that no formula has.',
  'metrics-declaration': 'The own metrics of a case declare something other than formulas.',
  'out-of-range': 'A number makes no sense for its input, such as a negative power or a share above 100%.',
  'period-missing': 'A metric that has a value for every period is named without one.',
  'period-unknown':
    'A period is named that the calendar does not have, or for a metric of the whole horizon.',
  'place-half': 'A site is given a latitude without a longitude, or the other way round.',
  'quantile-unknown': 'A quantile is named that a run does not compute.',
  'unit-mismatch': 'A figure has another dimension than the metric it is compared with.',
  'vary-malformed':
    'A value cannot be varied as asked: it changes over time, or the range has another dimension or order.',
  'vary-unknown': 'A value or driver is to be varied that the case does not have.',
} as const;

export type StudyCode = keyof typeof studyCodes;
