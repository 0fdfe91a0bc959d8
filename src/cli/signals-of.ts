import { buildDemand, readLayers, type DemandBuild } from '../demand/index.ts';

const layersFile = 'signals/layers.csv';

/** Paths that a report draws of each signal: enough for its bands, and little beside the run. */
const paths = 2000;

/** What a case's signals say of its demand, from the texts of its folder; `undefined` where it names none or they have faults. */
export function signalsOf(files: ReadonlyMap<string, string>): DemandBuild | undefined {
  const text = files.get(layersFile);
  const plan = text === undefined ? undefined : readLayers(text, layersFile).value;
  if (!plan) return undefined;
  const encoder = new TextEncoder();
  const texts = new Map(
    plan.layers.flatMap(({ file }) => {
      const found = files.get(`signals/${file}`);
      return found === undefined ? [] : [[file, { text: found, bytes: encoder.encode(found) }] as const];
    }),
  );
  return buildDemand(plan, texts, { paths, seed: 7 }).value;
}
