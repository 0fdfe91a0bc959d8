/** The shipped Amazon case: its files, and the study that `openStudy` makes of them. */
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../cases/amazon-2026', import.meta.url));

/** A function that reads and checks the case anew on every call, from texts already in memory, with values set by text. */
export async function amazonOpener(hasMemory = false) {
  const { loadCase } = await import('../dist/node/index.js');
  const { openMemory, openStudy } = await import('../dist/study/index.js');
  const files = valueOf(loadCase(folder));
  const memory = hasMemory ? openMemory() : undefined;
  return (sets = []) => valueOf(openStudy({ ...files, sets, ...(memory ? { memory } : {}) }));
}

function valueOf(outcome) {
  if (outcome.value !== undefined) return outcome.value;
  const faults = outcome.issues.map(
    ({ at, code, message }) => `  ${at?.file}:${at?.line} ${code}: ${message}`,
  );
  throw new Error(`cases/amazon-2026 has faults:\n${faults.slice(0, 10).join('\n')}`);
}
