export { loadCase, type LoadedCase } from './load-case.ts';
export { loadMarketData, packageFolder } from './load-data.ts';
export { makeDocument } from './make-document.ts';
export { writeFile } from './write-file.ts';
export { scenarioPool } from './scenario-pool.ts';
