import type { Outcome } from '../base/issue.ts';
import { utf8Bytes } from '../base/utf8-bytes.ts';
import { buildDemand, type DemandBuild, type DemandOptions } from './build-demand.ts';
import { readLayers } from './read-layers.ts';

const layersFile = 'signals/layers.csv';

/** Paths that a face of a case draws of each signal: enough for its bands, and little beside a run. */
const usual: DemandOptions = { paths: 2000, seed: 7 };

/**
 * What the signals beside a case say of its demand, from the texts of its folder; `undefined` where it has no list of layers. Issues:
 * those of `readLayers` and `buildDemand`.
 *
 * @example caseSignals(new Map([['signals/layers.csv', text]]))?.value?.segments
 */
export function caseSignals(
  files: ReadonlyMap<string, string>,
  options: DemandOptions = usual,
): Outcome<DemandBuild> | undefined {
  const text = files.get(layersFile);
  if (text === undefined) return undefined;
  const plan = readLayers(text, layersFile);
  if (!plan.value) return { issues: plan.issues };
  const texts = new Map(
    plan.value.layers.flatMap(({ file }) => {
      const found = files.get(`signals/${file}`);
      return found === undefined ? [] : [[file, { text: found, bytes: utf8Bytes(found) }] as const];
    }),
  );
  return buildDemand(plan.value, texts, options);
}
