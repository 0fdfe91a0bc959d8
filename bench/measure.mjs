/** Times one prepared spec: variants take turns, so that a slow minute of the machine hurts all alike. */
import { cpus } from 'node:os';

/** Measurements of a spec, one per variant, as they are printed. Seconds are the median over the rounds. */
export async function measure(spec, isSmoke) {
  const prepared = await spec.prepare({ isSmoke });
  if (prepared.skip !== undefined) return { skip: prepared.skip };
  const names = Object.keys(prepared.variants);
  const rounds = isSmoke ? 1 : prepared.rounds;
  const seconds = new Map(names.map((name) => [name, []]));
  const answers = new Map();

  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      if (round < 0 && isSmoke) continue; // The first round warms the engine up and is not counted.
      const start = performance.now();
      const found = await prepared.variants[name]();
      const own = typeof found === 'object' ? found : { answer: found };
      answers.set(name, own.answer);
      // A peer that is a program of its own times itself, so that its start is not counted.
      if (round >= 0) seconds.get(name).push(own.seconds ?? (performance.now() - start) / 1000);
    }
  }
  await prepared.close?.();

  const medians = new Map(names.map((name) => [name, median(seconds.get(name))]));
  return names.map((name) => {
    const isPeer = prepared.peer === undefined || name === prepared.peer;
    return {
      spec: spec.name,
      phase: spec.phase,
      size: prepared.size,
      variant: name,
      seconds: round3(medians.get(name)),
      fastest: round3(Math.min(...seconds.get(name))),
      per_second: round3(prepared.items / medians.get(name)),
      rounds,
      peer: isPeer ? null : prepared.peer,
      ratio: isPeer ? null : round3(medians.get(name) / medians.get(prepared.peer)),
      answer: answers.get(name),
      // Of the whole process: all variants of a spec share it, and each spec has a process of its own.
      peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
      machine: machine(),
    };
  });
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function round3(value) {
  return Number(value.toPrecision(3));
}

function machine() {
  const all = cpus();
  return `${all[0]?.model.trim() ?? 'unknown CPU'}, ${all.length} cores, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}
