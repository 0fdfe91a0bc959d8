import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A text as UTF-8. */
export function utf8Bytes(text: string): Uint8Array {
  return utf8ToBytes(text);
}
