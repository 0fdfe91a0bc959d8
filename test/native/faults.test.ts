import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/base/issue.ts';
import { loadNative, loadSolver, nativeCodes, type NativeSource } from '../../src/native/index.ts';

/** A stand-in for koffi whose library has the functions given, and no others. */
function koffiWith(functions: Readonly<Record<string, unknown>>): () => Promise<unknown> {
  const func = (name: string) => {
    if (!(name in functions)) throw new Error(`Cannot find function '${name}' in shared library`);
    return () => functions[name];
  };
  return () => Promise.resolve({ load: () => ({ func }) });
}

const missing = 'no/such/folder/libhighs.so.1';
const faults: readonly (readonly [code: string, found: string, source: NativeSource])[] = [
  [
    'native-no-koffi',
    'not installed',
    { importKoffi: () => Promise.reject(new Error('Cannot find package')) },
  ],
  ['native-no-library', 'no such file', { path: missing }],
  ['native-no-library', missing, { path: missing }],
  // The file of this test exists, and is no library.
  ['native-no-library', 'cannot be loaded', { path: import.meta.filename }],
  ['native-unfit', `Cannot find function 'Highs_version'`, { path: 'z', importKoffi: koffiWith({}) }],
  ['native-unfit', 'version 1.9.0', { path: 'z', importKoffi: koffiWith({ Highs_version: '1.9.0' }) }],
  ['native-unfit', 'version new', { path: 'z', importKoffi: koffiWith({ Highs_version: 'new' }) }],
  [
    'native-unfit',
    'integers of 64 bits',
    { path: 'z', importKoffi: koffiWith({ Highs_version: '1.15.1', Highs_getSizeofHighsInt: 8 }) },
  ],
  [
    'native-unfit',
    `Cannot find function 'Highs_create'`,
    { path: 'z', importKoffi: koffiWith({ Highs_version: '1.15.1', Highs_getSizeofHighsInt: 4 }) },
  ],
];

function textOf({ message, found, expected, fix }: Issue): string {
  return [message, found, expected, fix].join('\n');
}

describe('a native solver that cannot be had', () => {
  it.each(faults)('is refused as %s, with what was found (%s) and a way out', async (code, found, source) => {
    const { value, issues } = await loadNative(source);
    expect(value).toBeUndefined();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(textOf(issues[0]!)).toContain(found);
    expect(issues[0]!.fix).toMatch(/install koffi|BUILDOUT_HIGHS/);
  });

  it('has a trigger here for every code', () => {
    expect(new Set(faults.map(([code]) => code))).toEqual(new Set(Object.keys(nativeCodes)));
  });

  it('does not touch the solver that is always there', async () => {
    const { value, issues } = await loadSolver('wasm');
    expect(issues).toEqual([]);
    expect(value!.name).toMatch(/^highs \d+\.\d+\.\d+ \(WebAssembly\)$/);
  });
});
