import type { Markup, Piece } from '../markup.ts';
import { markup } from '../markup.ts';

/** A numbered section of the report. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

export function renderSection(section: Section, number: number): Markup {
  return markup`<section id="${section.id}" aria-labelledby="${section.id}-title">
<h2 id="${section.id}-title">${number}. ${section.title}</h2>
${section.body}
</section>`;
}

/** Joins pieces into the body of a section. */
export function bodyOf(...pieces: readonly Piece[]): Markup {
  return markup`${pieces}`;
}
