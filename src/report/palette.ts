/**
 * Series colours by number, from the colour-blind-safe set of Okabe and Ito, darkened or lightened until text in
 * them stands out at 4.5:1 on the page of each theme. Values live in the style sheet, so that charts follow the theme.
 */
export const seriesCount = 6;

/** The colour of the nth series, from 0. */
export function seriesColour(index: number): string {
  return `var(--c${(index % seriesCount) + 1})`;
}

const faintestShade = 0.34;
const largestStep = 0.35;

/** Opacity of the nth of `count` members of one colour family, from full colour to faint. */
export function familyOpacity(index: number, count: number): number {
  if (count <= 1) return 1;
  const step = Math.min(largestStep, (1 - faintestShade) / (count - 1));
  return Math.round((1 - step * index) * 100) / 100;
}

export const quietColour = 'var(--quiet)';
export const ruleColour = 'var(--rule)';
export const paperColour = 'var(--paper)';

/** The colours of either theme as declarations of a style rule. */
export const themeColours = {
  light: `--paper:#fff;--ink:#16191d;--quiet:#59616b;--rule:#d5d9de;--tint:#f4f5f7;--alert:#a83a00;--good:#00694e;
--c1:#0067a3;--c2:#b84a00;--c3:#00795a;--c4:#a3457f;--c5:#946200;--c6:#5b6470`,
  dark: `--paper:#14171b;--ink:#e8eaed;--quiet:#a3abb5;--rule:#3a4048;--tint:#1d2126;--alert:#ff9a5c;--good:#4fd0a5;
--c1:#5db8ec;--c2:#f4894a;--c3:#35c795;--c4:#e29cc6;--c5:#e5ad2e;--c6:#a9b2bd`,
};

/** The colour rules of both themes; a printed page is always light. */
export const colourRules = `:root{color-scheme:light dark;${themeColours.light}}
@media screen and (prefers-color-scheme:dark){:root{${themeColours.dark}}}`;
