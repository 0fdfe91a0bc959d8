import { existsSync } from 'node:fs';
import { fail, ok, type Outcome } from '../base/issue.ts';
import { hasIntegers, type Solver } from '../lp/index.ts';
import { HighsModel, loadHighs, StopWatch, type StopOptions } from '../solvers/index.ts';
import { NativeLibrary } from './native-library.ts';
import { atLeast, readVersion, type Version } from './version.ts';

type Koffi = typeof import('koffi');

/** Where a native library comes from, and how calls reach it. */
export interface NativeSource {
  /** Path of the library; left out, `BUILDOUT_HIGHS`, else the names that systems give it. */
  readonly path?: string;
  /** Loads the package koffi; left out, as installed beside this package. */
  readonly importKoffi?: () => Promise<unknown>;
  /** Whether to give models with integers to a library before 1.15.1 all the same. */
  readonly isTrusted?: boolean;
}

/** Older ones lack functions or say other things in callbacks; this is the oldest one tested. */
const leastVersion: Version = [1, 10, 0];

const usualNames: Readonly<Record<string, readonly string[]>> = {
  linux: ['libhighs.so.1', 'libhighs.so'],
  darwin: ['libhighs.1.dylib', 'libhighs.dylib'],
  win32: ['highs.dll', 'libhighs.dll'],
};

const howToGet =
  'the Python wheel of highspy 1.15.1 holds one (highspy/libhighs.so.1); packages of systems (libhighs1, highs) do too. Name its path in BUILDOUT_HIGHS, or leave --solver native out';

/**
 * Loads a native library of HiGHS as a solver for the thread that asks; solves block the thread and use one core, as those of
 * `loadHighs` do. Answers agree with its to the tolerances asked for, not to the last digit.
 *
 * Gives issues where koffi or the library is missing, or is not fit. Libraries before 1.15.1 have returned wrong optima of
 * mixed-integer programmes: models with integers then go to the WebAssembly build, which the solver's name says.
 *
 * @example const { value: solver, issues } = await loadNative({ path: '/usr/lib/libhighs.so.1' });
 */
export async function loadNative(source: NativeSource = {}, stop?: StopOptions): Promise<Outcome<Solver>> {
  const { value: library, issues } = await loadLibrary(source);
  if (library === undefined) return fail(...issues);
  const watch = stop === undefined ? undefined : new StopWatch(stop);
  const openNative = (model: Parameters<Solver['open']>[0]) => new HighsModel(library, model, watch);
  const name = `highs ${library.version} (native)`;
  if (library.takesIntegers) return ok({ name, open: openNative });
  const portable = await loadHighs({}, stop);
  return ok({
    name: `${name}; models with integers by ${portable.name}`,
    open: (model) => (hasIntegers(model) ? portable.open(model) : openNative(model)),
  });
}

async function loadLibrary(source: NativeSource): Promise<Outcome<NativeLibrary>> {
  const importing = (source.importKoffi ?? importKoffi)() as Promise<Koffi>;
  const koffi = await importing.catch(() => undefined);
  if (koffi === undefined) {
    return fail({
      code: 'native-no-koffi',
      severity: 'error',
      message: 'A native solver is called through the package koffi, which is not installed',
      fix: 'npm install koffi@3 beside buildout, or leave --solver native out',
    });
  }
  const asked = source.path ?? process.env['BUILDOUT_HIGHS'];
  const isNamed = asked !== undefined && asked !== '';
  const paths = isNamed ? [asked] : (usualNames[process.platform] ?? ['libhighs.so']);
  const failures: string[] = [];
  for (const path of paths) {
    try {
      return openLibrary(koffi, path, source.isTrusted);
    } catch (error) {
      failures.push(isNamed && !existsSync(path) ? 'no such file' : messageOf(error));
    }
  }
  return fail({
    code: 'native-no-library',
    severity: 'error',
    message: isNamed
      ? `${asked} cannot be loaded as a native library of HiGHS`
      : `No native library of HiGHS was found under the names ${paths.join(', ')}`,
    found: failures.join('; '),
    fix: howToGet,
  });
}

function openLibrary(koffi: Koffi, path: string, isTrusted = false): Outcome<NativeLibrary> {
  const library = koffi.load(path);
  const unfit = (found: string): Outcome<NativeLibrary> => {
    const expected = `HiGHS ${leastVersion.join('.')} or later, and 1.15.1 for integers, with integers of 32 bits`;
    const message = `${path} is not a library of HiGHS that can be used`;
    return fail({ code: 'native-unfit', severity: 'error', message, found, expected, fix: howToGet });
  };
  try {
    const text: string = library.func('Highs_version', 'const char *', [])();
    const version = readVersion(text);
    if (version === undefined || !atLeast(version, leastVersion)) return unfit(`version ${text}`);
    const bytes: number = library.func('Highs_getSizeofHighsInt', 'int32_t', ['void *'])(null);
    if (bytes !== 4) return unfit(`integers of ${8 * bytes} bits`);
    return ok(new NativeLibrary(koffi, library, { version, isTrusted }));
  } catch (error) {
    return unfit(messageOf(error));
  }
}

function importKoffi(): Promise<unknown> {
  return import('koffi');
}

function messageOf(error: unknown): string {
  return error instanceof Error
    ? error.message.replace(/^Failed to load shared library: /, '')
    : String(error);
}
