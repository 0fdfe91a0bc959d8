/** A server for pages of tests and benchmarks: files of this repository on this machine alone, no bundler between. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const types = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
};

/** What pages may ask for: what is built, and what tests and benchmarks are made of. */
const open = /^\/(?:dist|bench|test\/browser|node_modules\/(?:yaml|@noble\/hashes|d3-dsv|highs))\//;

/** Packages that a page (no worker) needs to read case files, without a bundler. */
const importMap = {
  imports: {
    yaml: '/node_modules/yaml/browser/index.js',
    'd3-dsv': import.meta.resolve('d3-dsv').replace(/^.*(?=\/node_modules\/d3-dsv\/)/, ''),
    highs: '/node_modules/highs/build/highs.mjs',
    '@noble/hashes/': '/node_modules/@noble/hashes/',
  },
};

/** These headers make a page cross-origin isolated, so that it may share memory with its workers. */
const isolating = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Serves `/page?script=PATH`, an empty page with one module, and files. */
export async function serve({ isIsolated }) {
  const headers = isIsolated ? isolating : {};
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    if (pathname === '/page') {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/html' });
      response.end(pageText(searchParams.get('script')));
      return;
    }
    const path = normalize(pathname);
    const body = open.test(path) ? await readFile(join(root, path)).catch(() => undefined) : undefined;
    response.writeHead(body ? 200 : 404, {
      ...headers,
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Cache-Control': 'max-age=600',
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    pageUrl: (script) => `http://127.0.0.1:${server.address().port}/page?script=${script}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function pageText(script) {
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Buildout</title>
<script type="importmap">${JSON.stringify(importMap)}</script>
<script type="module" src="${script}"></script>`;
}
