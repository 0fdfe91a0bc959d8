import { cli } from '../cli/run-cli.ts';

/** What the command line prints, for a page to be held to. Throws where it does not end well. */
export function commandLine(...args: readonly string[]): string {
  const { code, out, err } = cli(...args);
  if (code !== 0) throw new Error(`buildout ${args.join(' ')} ended with ${code}: ${err}`);
  return out;
}
