/** What each tier of evidence is, from the best to the weakest. */
export const tierWords: Readonly<Record<number, string>> = {
  1: 'filing or measurement',
  2: 'reputable report',
  3: 'estimate',
  4: 'guess',
};
