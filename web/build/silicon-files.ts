import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { siliconFiles } from '../../src/index.ts';

const fileName = 'data/silicon.json';

/** Puts the silicon facts that the package ships beside the app, as one file that is fetched when a page asks for them. */
export function siliconTexts(folder: string): Plugin {
  return {
    name: 'buildout-silicon',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: pack(folder) });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if ((request.url ?? '').replace(/\?.*$/, '') !== `/${fileName}`) next();
        else response.setHeader('Content-Type', 'application/json').end(pack(folder));
      });
    },
  };
}

/** Texts by name, as `servingView` takes them. */
function pack(folder: string): string {
  return JSON.stringify(siliconFiles.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
