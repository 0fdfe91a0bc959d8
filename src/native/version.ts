/** Major, minor and patch. */
export type Version = readonly [number, number, number];

/** Reads `1.15.1`; `undefined` where the text is none. */
export function readVersion(text: string): Version | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

export function atLeast(version: Version, least: Version): boolean {
  for (const [i, number] of version.entries()) if (number !== least[i]) return number > least[i]!;
  return true;
}
