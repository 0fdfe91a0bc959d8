import type { CaseTexts } from '../desk/protocol.ts';

/** A case's texts as letters that an address may hold: JSON, compressed, in base 64 of addresses. */
export async function packCase(texts: CaseTexts): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([texts.main, texts.files]));
  const packed = await pass(bytes, new CompressionStream('deflate-raw'));
  let letters = '';
  for (const byte of packed) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Rejects where the letters are not what `packCase` made. */
export async function unpackCase(packed: string): Promise<CaseTexts> {
  const letters = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const text = new TextDecoder().decode(await pass(bytes, new DecompressionStream('deflate-raw')));
  const [main, files] = JSON.parse(text) as [string, [string, string][]];
  return { main, files };
}

async function pass(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream): Promise<Uint8Array> {
  const through = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(through).arrayBuffer());
}
