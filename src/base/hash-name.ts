/**
 * 32-bit FNV-1a hash of a name (UTF-8): gives each driver draws of its own that no other driver can shift.
 *
 * Source: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm" (IETF draft). It stands apart from the
 * other hashes because workers need it, and they load no package.
 *
 * @example hashName('demand') // the same number on every machine
 */
export function hashName(name: string): number {
  let hash = 0x811c9dc5;
  const mix = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (const char of name) {
    // A half of a pair that stands alone is written as the replacement character, as every encoder does.
    const found = char.codePointAt(0)!;
    const point = found >= 0xd800 && found <= 0xdfff ? 0xfffd : found;
    if (point < 0x80) mix(point);
    else {
      if (point < 0x800) mix(0xc0 | (point >> 6));
      else {
        if (point < 0x10000) mix(0xe0 | (point >> 12));
        else {
          mix(0xf0 | (point >> 18));
          mix(0x80 | ((point >> 12) & 0x3f));
        }
        mix(0x80 | ((point >> 6) & 0x3f));
      }
      mix(0x80 | (point & 0x3f));
    }
  }
  return hash >>> 0;
}
