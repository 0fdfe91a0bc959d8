import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { appFolder, serveFolder } from '../../node/index.ts';
import { exitCodes } from '../exit.ts';
import { portNumber } from '../options.ts';

interface ServeFlags {
  readonly port: number;
  readonly open: boolean;
}

const usualPort = 4173;

/** `serve`: hands the app to a browser on this machine; all computing is done in the page. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .option('--port <n>', 'port on this machine; 0 takes any free one', portNumber, usualPort)
    .option('--no-open', 'do not open a browser')
    .description('the app in your browser; nothing leaves this machine')
    .action(async ({ port, open }: ServeFlags) => {
      if (!existsSync(join(appFolder, 'index.html'))) {
        console.error('The app is not built. Build it with: npm run build');
        process.exitCode = exitCodes.usage;
        return;
      }
      const { url, close } = await serveFolder(appFolder, { port });
      console.log(`Buildout is at ${url}  (Ctrl C ends it)`);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
      if (open) openBrowser(url);
    });
}

/** Asks the desktop to open the page; where there is none, the address on the screen must do. */
function openBrowser(url: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
