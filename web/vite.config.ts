import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { caseFiles } from './build/case-files.ts';
import { landFile } from './build/land-file.ts';
import { leanPlot } from './build/lean-plot.ts';
import { marketTexts } from './build/market-files.ts';
import { contentPolicy } from './build/content-policy.ts';
import { siliconTexts } from './build/silicon-files.ts';
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
    marketTexts(inRoot('data')),
    siliconTexts(inRoot('data/silicon')),
    landFile(inRoot('data/map/land.json')),
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
