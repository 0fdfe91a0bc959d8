/** The month of the article, and half a year of results later; the months that `buildout race` compares. */
export const comparedDates = ['2026-02', '2026-08'] as const;

/** Years ahead; later counts as never. The usual ones of `buildout race`. */
export const horizonYears = 10;

/** Where the packed market facts stand beside the page. */
export function dataAddress(): string {
  return new URL('data/market.json', document.baseURI).href;
}
