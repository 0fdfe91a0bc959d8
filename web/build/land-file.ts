import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const fileName = 'data/land.json';

/** Puts the outline of land that the package ships beside the app, as a file that is fetched when a map is first drawn. */
export function landFile(path: string): Plugin {
  return {
    name: 'buildout-land',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path, 'utf8') });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if ((request.url ?? '').replace(/\?.*$/, '') !== `/${fileName}`) next();
        else response.setHeader('Content-Type', 'application/json').end(readFileSync(path, 'utf8'));
      });
    },
  };
}
