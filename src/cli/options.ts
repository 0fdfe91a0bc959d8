import { InvalidArgumentError } from 'commander';

/** Reads a whole number above zero; says what was found otherwise. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`expected a whole number above 0, found '${text}'.`);
  }
  return value;
}

/** Reads a seed: a whole number from 0 on. */
export function seedNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || text.trim() === '') {
    throw new InvalidArgumentError(`expected a whole number from 0 on, found '${text}'.`);
  }
  return value;
}

export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
