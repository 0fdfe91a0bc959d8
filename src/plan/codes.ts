/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const planCodes: Readonly<Record<string, string>> = {
  'plan-uncertain-choice': 'A plan shares or chooses a value that the case draws by chance',
  'choice-not-understood': 'A choice to force cannot be read, or names what the plan may not choose',
};
