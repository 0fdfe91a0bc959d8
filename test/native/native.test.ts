import { describe, expect, it } from 'vitest';
import { describeSolver } from '../solvers/contract.ts';
import { loadNative } from '../../src/native/index.ts';
const found = await loadNative();
console.log(found);
describe.skipIf(!found.value)('native', () => { describeSolver('native', async () => (await loadNative()).value!); it('x', () => expect(1).toBe(1)); });
