/**
 * `node scripts/land.mjs`: writes data/map/land.json, the outline of land behind the map of sites, from Natural Earth at 1:110m as
 * the package world-atlas brings it. With `--check` it writes nothing and fails where the file differs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ensureInstalled, root } from './ensure.mjs';

ensureInstalled();
const { mesh } = await import('topojson-client');
const world = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('world-atlas/countries-110m.json'), 'utf8'),
);

/** Whole steps to a degree: at a tenth, the outline is as exact as its source. */
const perDegree = 10;
/** The ice of the south holds no sites. */
const southernmost = -60;

/** Lines of one kind, each as its first point and then steps from point to point: longitude, latitude, in tenths of a degree. */
function linesOf(isWanted) {
  const { coordinates } = mesh(world, world.objects.countries, isWanted);
  return coordinates
    .filter((line) => line.some(([, latitude]) => latitude > southernmost))
    .map(stepsOf)
    .filter((steps) => steps.length > 2);
}

function stepsOf(line) {
  const steps = [];
  let [x, y] = [0, 0];
  for (const point of line) {
    const [nextX, nextY] = point.map((degrees) => Math.round(degrees * perDegree));
    if (steps.length > 0 && nextX === x && nextY === y) continue;
    steps.push(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return steps;
}

const text = `${JSON.stringify({
  source: 'Natural Earth 1:110m, public domain, by world-atlas',
  perDegree,
  coast: linesOf((a, b) => a === b),
  borders: linesOf((a, b) => a !== b),
})}\n`;
const file = join(root, 'data', 'map', 'land.json');
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8').replaceAll('\r\n', '\n') !== text) {
    console.error(
      'data/map/land.json is out of date; run `node scripts/land.mjs` and commit what it writes.',
    );
    process.exit(1);
  }
} else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`data/map/land.json, ${text.length} bytes`);
