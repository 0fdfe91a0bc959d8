import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Puts a file beside the app that is fetched when a page asks for it; `read` gives its text when it is built or asked for. */
export function packedFile(fileName: string, read: () => string): Plugin {
  return {
    name: `buildout-${fileName.replaceAll(/\W/g, '-')}`,
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: read() });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if ((request.url ?? '').replace(/\?.*$/, '') !== `/${fileName}`) next();
        else response.setHeader('Content-Type', 'application/json').end(read());
      });
    },
  };
}

/** Texts of a folder with their names, as the engine's readers take them. */
export function packedTexts(folder: string, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
