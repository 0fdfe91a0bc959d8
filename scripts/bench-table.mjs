/** The README's table of measurements, made from the latest dated file in bench/results/. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const start = '<!-- bench:start -->';
const end = '<!-- bench:end -->';

/** The README with its table made anew, or as it is where there are no results. */
export function withBenchTable(root, readme) {
  const folder = join(root, 'bench', 'results');
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^\d{4}-\d\d-\d\d\.json$/.test(name))
    : [];
  const latest = files.sort().at(-1);
  const [before, rest] = readme.split(start);
  if (latest === undefined || rest === undefined) return readme;
  const after = rest.slice(rest.indexOf(end));
  return `${before}${start}\n\n${tableOf(latest, JSON.parse(readFileSync(join(folder, latest), 'utf8')))}\n\n${after}`;
}

function tableOf(file, lines) {
  const rows = lines.map(({ spec, size, variant, seconds, peer, ratio }) =>
    [spec, size, variant, secondsText(seconds), peer ? `${ratio.toFixed(2)} × ${peer}` : ''].join(' | '),
  );
  const machine = lines[0]?.machine ?? 'unknown machine';
  return [
    '| benchmark | size | variant | time | against |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
    `Medians from [${file}](bench/results/${file}), measured on ${machine}, a machine that others used as well: compare ratios, not times.`,
  ].join('\n');
}

function secondsText(seconds) {
  return seconds < 1 ? `${(1000 * seconds).toPrecision(3)} ms` : `${seconds.toPrecision(3)} s`;
}
