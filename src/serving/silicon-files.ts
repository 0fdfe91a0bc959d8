import { catalogueFiles } from './catalogue/read-catalogue.ts';
import { fitFile } from './predict/predict-rows.ts';
import { measuredTables } from './tables/measured-tables.ts';

/** Files of `data/silicon` that serving reads, the calibration last. */
export const siliconFiles: readonly string[] = [
  ...catalogueFiles,
  ...Object.values(measuredTables).map(({ file }) => file),
  'gpu_hour_prices.csv',
  fitFile,
];
