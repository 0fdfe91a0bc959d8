/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const signalCodes: Readonly<Record<string, string>> = {
  'mapping-field': 'A mapping of columns names a field that there is not, or lacks one',
  'usage-column': 'A billing export lacks a column',
  'telemetry-column': 'A file of telemetry lacks a column',
  'pipeline-column': 'A pipeline lacks a column',
  'pipeline-cell': 'A cell of a deal cannot be read',
  'pipeline-stale': 'An open deal has a close date that has passed',
  'commitment-column': 'A dataset of contract commitments lacks a column',
  'commitment-cell': 'A cell of a contract commitment cannot be read',
};
