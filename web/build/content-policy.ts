import type { Plugin } from 'vite';
import { contentPolicyText } from '../../src/node/index.ts';

/** Writes the content policy into the built page, for static servers that send no headers; development needs looser rules. */
export function contentPolicy(): Plugin {
  return {
    name: 'buildout-content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicyText },
        injectTo: 'head-prepend',
      },
    ],
  };
}
