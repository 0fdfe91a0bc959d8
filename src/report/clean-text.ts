const firstPrintable = 0x20;
const deleteCode = 0x7f;
const lastControl = 0x9f;
const tab = 0x09;
const lineFeed = 0x0a;

/** Text without control characters, which HTML forbids and which could drive a terminal; each becomes a space. */
export function cleanText(text: string): string {
  let cleaned = '';
  for (const character of text) cleaned += isControl(character.codePointAt(0)!) ? ' ' : character;
  return cleaned;
}

function isControl(code: number): boolean {
  if (code === tab || code === lineFeed) return false;
  return code < firstPrintable || (code >= deleteCode && code <= lastControl);
}
