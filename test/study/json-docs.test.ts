import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resultJson, runStudy } from '../../src/study/index.ts';
import { openShipped, openTiny, root } from './support.ts';

/** Lists whose entries are keyed by what a case names, so that their keys are no fields. */
const keyed = new Set(['metrics']);

/** Every field name that stands in a value, at any depth. */
function fieldsOf(value: unknown, found = new Set<string>(), isKeyed = false): Set<string> {
  if (Array.isArray(value)) for (const item of value) fieldsOf(item, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      if (!isKeyed) found.add(key);
      fieldsOf(part, found, keyed.has(key));
    }
  }
  return found;
}

it('docs/json.md names every field of a result, and the metrics of a programme', async () => {
  const page = readFileSync(new URL('docs/json.md', root), 'utf8');
  const study = openTiny((text) =>
    text.replace(
      'price: 1.6 $/work',
      'price: { value: 1.6 $/work, source: quote, note: a note, as_of: 2026-01 }',
    ),
  );
  const without = openShipped('tiny', ['no-anchor']);
  const options = {
    paths: 5,
    seed: 1,
    overlays: [],
    sets: [],
    counterfactual: { study: without, name: 'no-anchor' },
  };
  const result = JSON.parse(resultJson((await runStudy(study, options))!)) as {
    programme: { metrics: object };
  };
  const fields = [...fieldsOf(result), ...Object.keys(result.programme.metrics)];
  expect(fields.length).toBeGreaterThan(80);
  expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
});
