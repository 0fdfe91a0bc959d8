import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line; `npm run build` must have been run. */
export function cli(...args: string[]): Ended {
  if (!existsSync(main))
    throw new Error('Run `npm run build` first: the command line is tested as it is built.');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    cwd: root,
  });
  return { code: status, out: stdout, err: stderr };
}

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Says `listening` on stderr when the program starts to listen to Ctrl-C, so that the test need not guess when. */
const announce = `
const on = process.on;
process.on = function (event, listener) {
  const result = on.call(this, event, listener);
  if (event === 'SIGINT') process.stderr.write('listening\\n');
  return result;
};`;

/** Starts the command line, sends SIGINT as soon as it listens to it, and waits for its end. */
export function interrupted(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const hook = `data:text/javascript,${encodeURIComponent(announce)}`;
    const child = spawn(process.execPath, ['--import', hook, main, ...args], { cwd: root });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => {
      if (!err.includes('listening') && part.includes('listening')) child.kill('SIGINT');
      err += part.toString();
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
