import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const pieceBytes = 1 << 20;

/** The bytes of a file in pieces of about a megabyte; a name that ends in .gz is unpacked. Throws a system error. */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  if (!path.endsWith('.gz')) {
    for await (const piece of file) yield piece as Uint8Array;
    return;
  }
  const unpacked = createGunzip({ chunkSize: pieceBytes });
  file.on('error', (error) => unpacked.destroy(error));
  for await (const piece of file.pipe(unpacked)) yield piece as Uint8Array;
}
