// One shared 8-byte buffer, read and written with an explicit byte order, so that the bits do not depend on the machine.
const view = new DataView(new ArrayBuffer(8));

/** The sign, exponent and top 20 mantissa bits of a double, as a signed 32-bit integer. */
export function highWord(x: number): number {
  view.setFloat64(0, x);
  return view.getInt32(0);
}

/** The double `x` with its upper 32 bits replaced by `high`. */
export function withHighWord(x: number, high: number): number {
  view.setFloat64(0, x);
  view.setInt32(0, high);
  return view.getFloat64(0);
}

/** 2 to an integer power from −1022 to 1023, made by writing the exponent bits. */
export function powerOfTwo(k: number): number {
  view.setInt32(0, (k + 1023) << 20);
  view.setInt32(4, 0);
  return view.getFloat64(0);
}
