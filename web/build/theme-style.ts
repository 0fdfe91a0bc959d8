import type { Plugin } from 'vite';
import { chartRules, scaleRules, themeColours } from '../../src/report/view.ts';

const name = 'virtual:theme.css';

/**
 * The report's scales and palette as a style sheet of the app, so that both look alike. The app's theme follows the system until its
 * switch sets `data-theme`; a printed page is always light.
 */
export function themeStyle(): Plugin {
  return {
    name: 'buildout-theme',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? sheet : undefined),
  };
}

const sheet = `:root{color-scheme:light dark;${themeColours.light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${themeColours.dark}}}
@media screen{:root[data-theme=dark]{color-scheme:dark;${themeColours.dark}}:root[data-theme=light]{color-scheme:light}}
${scaleRules}
${chartRules}`;
