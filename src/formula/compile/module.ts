import { joinBytes, name, section, unsigned, vector } from './bytes.ts';
import type { Signature } from './code.ts';
import { Code, encodeSignature } from './code.ts';
import { double, type Precision } from './precision.ts';

/** A WebAssembly module while it is written: functions in order of their making, memory and functions from outside. */
export class ModuleWriter {
  private readonly functions: Code[] = [];
  private readonly imports: { readonly name: string; readonly signature: Signature }[] = [];
  private readonly exports: number[][] = [];
  private readonly labels: number[][] = [];
  readonly precision: Precision;

  constructor(precision: Precision = double) {
    this.precision = precision;
  }

  /** A function `env.NAME` from outside, by its index; all of them come before the module's own. */
  importFunction(importName: string, signature: Signature): number {
    if (this.functions.length > 0) throw new Error('Imports come before functions');
    return this.imports.push({ name: importName, signature }) - 1;
  }

  /** Starts a function; with a name it is exported. */
  add(signature: Signature, exportName?: string): { readonly code: Code; readonly index: number } {
    const code = new Code(signature, this.precision);
    const index = this.imports.length + this.functions.length;
    this.functions.push(code);
    if (exportName !== undefined) this.exports.push([...name(exportName), 0x00, ...unsigned(index)]);
    return { code, index };
  }

  /** Names a function for profilers and debuggers. */
  label(index: number, text: string): void {
    this.labels.push([...unsigned(index), ...name(text)]);
  }

  /** The bytes of the module; it imports the memory `env.memory`. */
  encode(): Uint8Array<ArrayBuffer> {
    const types = new Map<string, number>();
    const typeOf = ({ signature }: { readonly signature: Signature }): number => {
      const key = JSON.stringify(signature);
      if (!types.has(key)) types.set(key, types.size);
      return types.get(key)!;
    };
    const imported = this.imports.map((each) => [
      ...name('env'),
      ...name(each.name),
      0x00,
      ...unsigned(typeOf(each)),
    ]);
    const own = this.functions.map((each) => unsigned(typeOf(each)));
    const signatures = [...types.keys()].map((key) => encodeSignature(JSON.parse(key) as Signature));
    const memory = [...name('env'), ...name('memory'), 0x02, 0x00, ...unsigned(1)];
    const sections = [
      section(1, vector(signatures)),
      section(2, vector([memory, ...imported])),
      section(3, vector(own)),
      section(7, vector(this.exports)),
      section(10, vector(this.functions.map((code) => code.encode()))),
      // Source: WebAssembly Core Specification, appendix "Custom Sections": subsection 1 names functions.
      section(0, joinBytes([name('name'), section(1, vector(this.labels))])),
    ];
    return joinBytes([[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], ...sections]);
  }
}
