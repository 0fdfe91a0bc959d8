/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const planCodes: Readonly<Record<string, string>> = {
  'plan-uncertain-choice': 'A plan shares or chooses a value that the case draws by chance',
  'review-too-early': 'A plan is reviewed at the start of the calendar, when nothing has been seen yet',
  'reviews-not-ascending': 'The reviews of a plan are not written in the order of time, each period once',
  'branches-not-understood':
    'The branches of a scenario tree are no whole numbers, or not one for each review',
  'tree-too-small':
    'A scenario tree has too few scenarios for its nodes, or more than paths to choose them from',
  'choice-not-understood': 'A choice to force cannot be read, or names what the plan may not choose',
};
