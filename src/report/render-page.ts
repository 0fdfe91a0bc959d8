import type { Markup, Piece } from './markup.ts';
import { markup, trusted } from './markup.ts';
import { theme } from './theme.ts';

export interface PageSpec {
  readonly title: string;
  /** What the page says, in a sentence or two. */
  readonly lead: readonly string[];
  readonly body: readonly Piece[];
  readonly version: string;
}

/** A page of figures that needs no network and no script, in the form of the report. */
export function renderPage({ title, lead, body, version }: PageSpec): string {
  const paragraphs: readonly Markup[] = lead.map((text) => markup`<p>${text}</p>\n`);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Buildout ${version}">
<title>${title}</title>
<style>${trusted(theme)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${paragraphs}
</header>
<main>
<section>
${body}
</section>
</main>
<footer>Buildout ${version}. Planning software; not investment advice.</footer>
</body>
</html>
`.markup;
}
