import type { Code, Local } from './code.ts';

/** Runs code for every pair of paths; each pointer then moves by its step, 16 bytes where none is given. */
export function eachPair(
  code: Code,
  pairs: Local,
  moving: readonly (readonly [pointer: Local, step: Local | undefined])[],
  body: () => void,
): void {
  const left = code.local('i32');
  code.get(pairs).set(left);
  code.repeat(() => {
    body();
    for (const [pointer, step] of moving) code.increase(pointer, step, 16);
    code.get(left).i32(1).op('i32.sub').tee(left);
  });
}

/** A fresh local variable with the value of another. */
export function copyOf(code: Code, local: Local): Local {
  const copy = code.local('i32');
  code.get(local).set(copy);
  return copy;
}
