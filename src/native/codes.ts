/** Every issue code of this folder with its meaning; each has a smallest trigger under test. */
export const nativeCodes: Readonly<Record<string, string>> = {
  'native-no-koffi': 'The package koffi, which calls native libraries, is not installed',
  'native-no-library': 'No library of HiGHS was found, or the one named cannot be loaded',
  'native-unfit': 'A library is not one of HiGHS, or of a version or build that cannot be used',
};
