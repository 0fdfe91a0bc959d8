/** An unsigned integer below 2^32 in LEB128, the variable-length form of WebAssembly. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** A signed 32-bit integer in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

/** A non-negative integer below 2^31 in always five bytes, so that a module's size does not depend on it. */
export function padded(value: number): number[] {
  const bytes = [0, 7, 14, 21].map((shift) => ((value >>> shift) & 0x7f) | 0x80);
  return [...bytes, (value >>> 28) & 0x7f];
}

/** The eight bytes of a double, lowest first. */
export function float64(value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return Array.from({ length: 8 }, (_, i) => view.getUint8(i));
}

/** A short name in ASCII, with its length before it. */
export function name(text: string): number[] {
  const codes = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  if (codes.some((code) => code > 0x7f)) throw new Error(`The name ${text} is not ASCII`);
  return [...unsigned(codes.length), ...codes];
}

/** Bytes one after the other. */
export function joinBytes(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Items with their count before them. */
export function vector(items: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  return joinBytes([unsigned(items.length), ...items]);
}

/** A section of a module: its number, its length, its content. */
export function section(id: number, content: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  return joinBytes([[id], unsigned(content.length), content]);
}

/** Bytes that are written one by one, in memory that grows as needed. */
export class ByteSink {
  private store = new Uint8Array(256);
  private length = 0;

  push(...bytes: readonly number[]): void {
    if (this.length + bytes.length > this.store.length) {
      const larger = new Uint8Array(2 * (this.length + bytes.length));
      larger.set(this.store.subarray(0, this.length));
      this.store = larger;
    }
    for (const byte of bytes) this.store[this.length++] = byte;
  }

  /** What has been written so far, in the sink's own memory. */
  view(): Uint8Array {
    return this.store.subarray(0, this.length);
  }
}
