import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/node/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const owner = { method: 'benders', problem: 'a'.repeat(64) };
const state = { x: Float64Array.of(1, 2), lower: -Infinity };

describe('openCheckpoint', () => {
  it('finds nothing at first, then what was kept, and leaves no draft beside it', () => {
    const path = join(folder, 'made', 'run.json');
    const first = openCheckpoint<typeof state>(path, owner);
    expect(first.state).toBeUndefined();
    expect(first.issues).toEqual([]);
    first.keep(state);
    expect(openCheckpoint<typeof state>(path, owner).state).toEqual(state);
    expect(readdirSync(join(folder, 'made'))).toEqual(['run.json']);
  });

  it('reads the state only when it is time to write', () => {
    let reads = 0;
    const read = () => (reads++, state);
    openCheckpoint<typeof state>(join(folder, 'never.json'), owner, { everySeconds: 1e9 }).offer(read);
    expect(reads).toBe(0);
    const always = openCheckpoint<typeof state>(join(folder, 'always.json'), owner, { everySeconds: 0 });
    always.offer(read);
    always.offer(read);
    expect(reads).toBe(2);
  });

  it('tells of a damaged file and leaves it as it is', () => {
    const path = join(folder, 'damaged.json');
    writeFileSync(path, '{"checkpoint":1,');
    const { state: found, issues } = openCheckpoint<typeof state>(path, owner);
    expect(found).toBeUndefined();
    expect(issues.map(({ code, at }) => [code, at!.file])).toEqual([['checkpoint-damaged', path]]);
    expect(readFileSync(path, 'utf8')).toBe('{"checkpoint":1,');
  });
});
