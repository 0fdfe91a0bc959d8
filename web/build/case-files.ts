import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { overlaysOf, openStudy } from '../../src/index.ts';
import { loadCase } from '../../src/node/index.ts';

/** What the page knows of a sample case before it is asked for. */
export interface CaseEntry {
  readonly id: string;
  readonly name: string;
  readonly question: string;
  readonly overlays: readonly string[];
}

/** The sample cases in the order in which they are offered; others follow by name. */
const firstCases = ['amazon-2026', 'tiny'];

/** Puts the sample cases beside the app: `cases/index.json`, and the texts of each in `cases/ID.json`, fetched on demand. */
export function caseFiles(folder: string): Plugin {
  return {
    name: 'buildout-cases',
    generateBundle() {
      for (const [fileName, source] of packCases(folder)) this.emitFile({ type: 'asset', fileName, source });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = (request.url ?? '').replace(/^\//, '').replace(/\?.*$/, '');
        const text = name.startsWith('cases/') ? packCases(folder).get(name) : undefined;
        if (text === undefined) next();
        else response.setHeader('Content-Type', 'application/json').end(text);
      });
    },
  };
}

/** The packed files by name. Throws where a sample case has faults. */
export function packCases(folder: string): ReadonlyMap<string, string> {
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const packed = new Map<string, string>();
  const entries = found.map((id): CaseEntry => {
    const loaded = loadCase(join(folder, id)).value;
    const study = loaded && openStudy({ ...loaded, sets: [] }).value?.study;
    if (!loaded || !study) throw new Error(`The sample case ${id} has faults`);
    const { main } = loaded;
    // What the case is expected to say is for tests; the page does not read it.
    const files = [...loaded.files].filter(([name]) => !name.startsWith('expected/'));
    packed.set(`cases/${id}.json`, JSON.stringify({ main, files }));
    const overlays = overlaysOf(files.map(([name]) => name));
    return { id, name: study.name, question: study.question ?? '', overlays };
  });
  packed.set('cases/index.json', JSON.stringify(entries));
  return packed;
}

function rank(id: string): number {
  const at = firstCases.indexOf(id);
  return at < 0 ? firstCases.length : at;
}
