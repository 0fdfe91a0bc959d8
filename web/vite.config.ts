import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { marketFiles, siliconFiles } from '../src/index.ts';
import { caseFiles } from './build/case-files.ts';
import { leanPlot } from './build/lean-plot.ts';
import { contentPolicy } from './build/content-policy.ts';
import { packedFile, packedTexts } from './build/packed-file.ts';
import { themeStyle } from './build/theme-style.ts';

const inRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The engine's public exports, from its sources, so that development needs no build. */
const engine = [
  { find: /^buildout$/, replacement: inRoot('src/index.ts') },
  { find: /^buildout\/view$/, replacement: inRoot('src/report/view.ts') },
  { find: /^buildout\/web$/, replacement: inRoot('src/runners/web-runner.ts') },
  { find: /^buildout\/solvers$/, replacement: inRoot('src/solvers/index.ts') },
];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative addresses: the built folder works from any path of any static server.
  base: './',
  plugins: [
    leanPlot(),
    react(),
    caseFiles(inRoot('cases')),
    packedFile('data/market.json', () => packedTexts(inRoot('data'), marketFiles)),
    packedFile('data/silicon.json', () => packedTexts(inRoot('data/silicon'), siliconFiles)),
    packedFile('data/land.json', () => readFileSync(inRoot('data/map/land.json'), 'utf8')),
    contentPolicy(),
    themeStyle(),
  ],
  resolve: { alias: engine },
  worker: { format: 'es' },
  build: {
    outDir: inRoot('dist/app'),
    emptyOutDir: true,
    target: 'es2022',
    // An inlined file would need data: addresses, which the content policy forbids for scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
    fs: { allow: [inRoot('.')] },
  },
});
