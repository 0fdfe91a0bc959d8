import { ModuleWriter } from './module.ts';
import { findPlatform } from './platform.ts';

/** Whether compiled formulas can run here: WebAssembly with 128-bit vectors. Without, use the interpreter. */
export function hasSimd(): boolean {
  const platform = findPlatform();
  if (platform === undefined) return false;
  const probe = new ModuleWriter();
  probe
    .add({ params: ['v128'], results: ['v128'] })
    .code.get(0 as never)
    .op('lanes.sqrt');
  return platform.validate(probe.encode());
}
