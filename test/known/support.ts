export { central, lives, paths, studyOf } from '../model/support.ts';

/** A number with so many digits after the point, as a table prints it. */
export const printed = (value: number, digits: number): string => value.toFixed(digits);
