import { name, section, unsigned, vector } from './bytes.ts';
import type { Signature } from './code.ts';
import { Code, encodeSignature } from './code.ts';

/** A WebAssembly module while it is written: functions in order of their making, one memory from outside. */
export class ModuleWriter {
  private readonly functions: Code[] = [];
  private readonly exports: number[][] = [];

  /** Starts a function; with a name it is exported. */
  add(signature: Signature, exportName?: string): { readonly code: Code; readonly index: number } {
    const code = new Code(signature);
    const index = this.functions.length;
    this.functions.push(code);
    if (exportName !== undefined) this.exports.push([...name(exportName), 0x00, ...unsigned(index)]);
    return { code, index };
  }

  /** The bytes of the module; it imports the memory `env.memory`. */
  encode(): Uint8Array<ArrayBuffer> {
    const types = new Map<string, number>();
    const typeOf = this.functions.map(({ signature }) => {
      const key = JSON.stringify(signature);
      if (!types.has(key)) types.set(key, types.size);
      return types.get(key)!;
    });
    const signatures = [...types.keys()].map((key) => encodeSignature(JSON.parse(key) as Signature));
    const memory = [...name('env'), ...name('memory'), 0x02, 0x00, ...unsigned(1)];
    const sections = [
      section(1, vector(signatures)),
      section(2, vector([memory])),
      section(3, vector(typeOf.map((type) => unsigned(type)))),
      section(7, vector(this.exports)),
      section(10, vector(this.functions.map((code) => code.encode()))),
    ];
    return Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, ...sections.flat()]);
  }
}
