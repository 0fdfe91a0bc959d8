/** What stands beside the project on a developer's machine: public references and data that are not shipped with it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file or folder of `../shared` (or of the folder BUILDOUT_SHARED), or `undefined` where it is not there. */
export function sharedPath(path) {
  const root = process.env.BUILDOUT_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url));
  const full = `${root}/${path}`;
  return existsSync(full) ? full : undefined;
}
