import { cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { packageFolder } from '../../node/index.ts';
import { exitCodes } from '../exit.ts';

/** `init DIR`: copies the small case with comments, never over anything. */
export function addInit(program: Command): void {
  program
    .command('init')
    .argument('<dir>', 'folder to create')
    .option('--from <case>', 'case to copy: tiny or amazon-2026', 'tiny')
    .description('start a case of your own from a small one with comments')
    .action((dir: string, flags: { from: string }) => {
      const from = join(packageFolder, 'cases', flags.from);
      if (!/^[a-z0-9-]+$/.test(flags.from) || !existsSync(join(from, 'case.yaml'))) {
        console.error(`There is no case '${flags.from}' to start from; known: ${shippedCases().join(', ')}.`);
        process.exitCode = exitCodes.usage;
        return;
      }
      if (existsSync(dir) && (!statSync(dir).isDirectory() || readdirSync(dir).length > 0)) {
        console.error(`${dir} is not an empty folder; nothing was written. Choose a new folder.`);
        process.exitCode = exitCodes.usage;
        return;
      }
      // The expected values hold for the shipped case only; a copy is there to be changed.
      cpSync(from, dir, { recursive: true, filter: (path) => basename(path) !== 'expected' });
      console.log(
        `Started ${dir} from ${flags.from}. Next: buildout check ${dir}; buildout run ${dir} --out out`,
      );
    });
}

function shippedCases(): string[] {
  return readdirSync(join(packageFolder, 'cases'));
}
