/** Steps shared by the other scripts: install what package-lock.json names, build what src/ says. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  return result.status ?? 70;
}

export function runOrExit(command, args, options) {
  const status = run(command, args, options);
  if (status !== 0) process.exit(status);
}

/** Installs what package-lock.json names, unless a stamp says that this very lock file has been installed. */
export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.buildout-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing dependencies (once) …');
  runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  });
  writeFileSync(stamp, lock);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

export function ensureBuilt() {
  ensureInstalled();
  const built = join(root, 'dist', 'cli', 'main.js');
  const sources = ['src', 'tsconfig.json', 'tsconfig.build.json'].map((name) => newest(join(root, name)));
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources)) return;
  console.log('Building …');
  build();
}

/** Builds the engine; the app, which stands beside it in `dist/app`, stays as it is. */
export function build() {
  const dist = join(root, 'dist');
  for (const name of existsSync(dist) ? readdirSync(dist) : [])
    if (name !== 'app') rmSync(join(dist, name), { recursive: true, force: true });
  runOrExit(process.execPath, [tool('typescript', 'bin/tsc'), '-p', 'tsconfig.build.json']);
}

/** Builds the app unless it is newer than all that it is made of. */
export function ensureApp() {
  const built = join(root, 'dist', 'app', 'index.html');
  const sources = ['web', 'src', 'cases', 'data', 'package-lock.json'].map((name) =>
    newest(join(root, name)),
  );
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources)) return;
  console.log('Building the app …');
  buildApp();
}

export function buildApp() {
  const config = join(root, 'web', 'vite.config.ts');
  runOrExit(process.execPath, [tool('vite', 'bin/vite.js'), 'build', '-c', config, '--logLevel', 'error'], {
    // Whatever calls this, such as a test, the app is built as it is shipped.
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

export function tool(name, file) {
  return join(root, 'node_modules', name, file);
}
