/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const lpCodes: Readonly<Record<string, string>> = {
  'lp-coefficient-range':
    'Coefficients, costs or limits of one model are too far apart for the solver to be trusted',
};
