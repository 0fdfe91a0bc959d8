export { loadCase, type LoadedCase } from './load-case.ts';
export { fitPath, loadMarketData, loadSiliconTexts, packageFolder } from './load-data.ts';
export { makeDocument } from './make-document.ts';
export { writeFile } from './write-file.ts';
export { parquetFault, readParquet, type ParquetText } from './read-parquet.ts';
export { readPieces } from './read-pieces.ts';
export { openTextSink, type TextSink } from './text-sink.ts';
export { scenarioPool } from './scenario-pool.ts';
