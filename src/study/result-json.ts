import { stableJson } from '../base/hash.ts';
import type { RunResult } from '../answer/index.ts';

/**
 * The result as text: keys sorted, numbers in shortest round-trip form, a missing number as `null`, no clock; so equal
 * runs give equal bytes. The schema is documented in `docs/json.md`.
 */
export function resultJson(result: RunResult): string {
  return `${stableJson(result, 1)}\n`;
}
