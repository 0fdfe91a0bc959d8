import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folder of the shared benchmark series, or `undefined` where a clone stands alone. */
export function benchmarkFolder() {
  const shared = process.env.BUILDOUT_SHARED ?? resolve(root, '..', 'shared');
  const folder = join(shared, 'data', 'benchmarks', 'forecast');
  return existsSync(folder) ? folder : undefined;
}

/** The bytes of a set's training file, unpacked. */
export function trainingBytes(name) {
  const folder = benchmarkFolder();
  if (!folder) return undefined;
  const plain = join(folder, `${name}_train.csv`);
  return existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
}

/** A benchmark set as `{ id, values, actuals }` per series, or `undefined` where the data are not there. */
export function benchmarkSet(name) {
  const train = trainingBytes(name);
  if (!train) return undefined;
  const test = readFileSync(join(benchmarkFolder(), `${name}_test.csv`), 'utf8');
  const known = group(train.toString('utf8'), 3);
  const came = group(test, 4);
  return [...known].map(([id, values]) => ({ id, values, actuals: came.get(id) }));
}

function group(text, column) {
  const lists = new Map();
  for (const line of text.trim().split('\n').slice(1)) {
    const cells = line.split(',');
    if (!lists.has(cells[0])) lists.set(cells[0], []);
    lists.get(cells[0]).push(Number(cells[column]));
  }
  return new Map([...lists].map(([id, values]) => [id, Float64Array.from(values)]));
}
