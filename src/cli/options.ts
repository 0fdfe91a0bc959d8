import { InvalidArgumentError } from 'commander';

/** Reads a whole number above zero; says what was found otherwise. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`expected a whole number above 0, found '${text}'.`);
  }
  return value;
}

/** Draws have numbers of 32 bits. */
const mostPaths = 4_294_967_295;

/** Reads a number of paths. */
export function pathNumber(text: string): number {
  const value = wholeNumber(text);
  if (value > mostPaths) throw new InvalidArgumentError(`expected at most ${mostPaths}, found '${text}'.`);
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

const mostPort = 65_535;

/** Reads a port of this machine. */
export function portNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || value > mostPort || text.trim() === '') {
    throw new InvalidArgumentError(`expected a port from 0 to ${mostPort}, found '${text}'.`);
  }
  return value;
}

export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** Reads words with a comma between them. */
export function listText(text: string): string[] {
  return text.split(',');
}

/** Reads how paths are drawn. */
export function drawMode(text: string): 'random' | 'sobol' | 'antithetic' {
  if (text === 'random' || text === 'sobol' || text === 'antithetic') return text;
  throw new InvalidArgumentError(`expected random, sobol or antithetic, found '${text}'.`);
}

/** Reads what evaluates the formulas. */
export function engineChoice(text: string): 'compiled' | 'interpreter' {
  if (text === 'compiled' || text === 'interpreter') return text;
  throw new InvalidArgumentError(`expected compiled or interpreter, found '${text}'.`);
}

/** Reads a wish for precision such as `roic.d2 FY2028 ± 1%`; `+-` stands for `±`. */
export function goalText(text: string) {
  const match = /^\s*(\S+)(?:\s+(\S+))?\s*(?:±|\+\/?-)\s*(\S.*)$/.exec(text);
  const [metric, period, within] = [match?.[1], match?.[2], match?.[3]];
  if (metric === undefined || within === undefined) {
    throw new InvalidArgumentError(
      `expected metric, period and precision, such as 'roic.d2 FY2028 ± 1%', found '${text}'.`,
    );
  }
  return { text: text.trim(), metric, within, ...(period === undefined ? {} : { period }) };
}
