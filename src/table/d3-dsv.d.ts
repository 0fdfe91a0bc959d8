/** The part of d3-dsv that is used; the package ships no types. */
declare module 'd3-dsv' {
  export function csvParseRows(text: string): string[][];
}
