import { cleanText } from './clean-text.ts';

/** Finished markup. Only this folder makes it, so that a user's text cannot pass for it. */
export interface Markup {
  readonly markup: string;
}

export type Piece = Markup | string | number | undefined | readonly Piece[];

/**
 * Template tag for HTML: every piece put in is escaped unless it is markup already.
 *
 * @example markup`<p>${'a < b'}</p>`.markup // '<p>a &lt; b</p>'
 */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = strings[0]!;
  for (const [i, piece] of pieces.entries()) text += pieceText(piece) + strings[i + 1]!;
  return { markup: text };
}

/** Takes text of this project's own making, such as a style sheet or a drawn chart, as markup. Never a user's text. */
export function trusted(text: string): Markup {
  return { markup: text };
}

/** The words of a piece without its markup, for a face that is not HTML. */
export function pieceWords(piece: Piece): string {
  if (typeof piece !== 'object') return piece === undefined ? '' : String(piece);
  if (isMany(piece)) return piece.map(pieceWords).join('');
  const bare = piece.markup.replace(/<[^>]*>/g, '');
  return bare.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => words[entity]!);
}

const words: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function pieceText(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'string') return escapeText(piece);
  if (typeof piece === 'number') return String(piece);
  if (isMany(piece)) return piece.map(pieceText).join('');
  return piece.markup;
}

function isMany(piece: Piece): piece is readonly Piece[] {
  return Array.isArray(piece);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML content and quoted attributes; control characters, which HTML forbids, become spaces. */
export function escapeText(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => escapes[character]!);
}

/** A link to a source, or its plain title where the address is missing or is not http(s). */
export function sourceLink(title: string, url: string | undefined): Markup {
  if (url === undefined || !/^https?:\/\//i.test(url)) return markup`${title}`;
  return markup`<a href="${url}" rel="noopener noreferrer">${title}</a>`;
}
