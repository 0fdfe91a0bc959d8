import { double, type Precision } from './precision.ts';

/** Constants that code loads from memory, each once, from a fixed address on: numbers in all lanes of a vector, and tables. */
export class ConstantPool {
  private readonly addresses = new Map<string, number>();
  private readonly words: number[] = [];
  private readonly start: number;
  private readonly precision: Precision;

  constructor(start: number, precision: Precision = double) {
    this.start = start;
    this.precision = precision;
  }

  /** Address of a vector that holds a number in all lanes. */
  number(value: number): number {
    const view = new DataView(new ArrayBuffer(8));
    if (this.precision.name === 'single') {
      view.setFloat32(0, value);
      return this.bits(view.getUint32(0), view.getUint32(0));
    }
    view.setFloat64(0, value);
    return this.bits(view.getUint32(0), view.getUint32(4));
  }

  /** Address of a vector that holds 64 bits twice. */
  bits(high: number, low: number): number {
    const key = `${high}:${low}`;
    let address = this.addresses.get(key);
    if (address === undefined) {
      address = this.end;
      this.addresses.set(key, address);
      this.words.push(low, high, low, high);
    }
    return address;
  }

  /** Address of a table of 32-bit integers. */
  table(values: Int32Array): number {
    const key = `table ${values.join()}`;
    let address = this.addresses.get(key);
    if (address === undefined) {
      address = this.end;
      this.addresses.set(key, address);
      for (const value of values) this.words.push(value >>> 0);
      while (this.words.length % 4 !== 0) this.words.push(0);
    }
    return address;
  }

  /** First address after the constants so far. */
  get end(): number {
    return this.start + 4 * this.words.length;
  }

  /** The constants as 32-bit words, lowest first. */
  take(): Uint32Array {
    return Uint32Array.from(this.words);
  }
}
