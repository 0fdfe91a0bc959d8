import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

/**
 * What the app's page may do: load its own scripts and styles, compile WebAssembly, start its own workers; ask no other host for
 * anything. Charts carry style attributes, which can neither run nor fetch.
 */
export const contentPolicyText: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  /** Whether pages may share memory with their workers; on unless given. */
  readonly isIsolated?: boolean;
}

export interface FolderServer {
  readonly url: string;
  close(): void;
}

/**
 * Serves the files of a folder on this machine alone, with strict headers. Rejects with a system error where the port is taken.
 *
 * @example const { url, close } = await serveFolder('dist/app', { port: 8080 })
 */
export function serveFolder(folder: string, options: ServeOptions): Promise<FolderServer> {
  const { port, host = '127.0.0.1', isIsolated = true } = options;
  const headers = {
    'Content-Security-Policy': `${contentPolicyText}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
    ...(isIsolated
      ? {
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
          'Cross-Origin-Resource-Policy': 'same-origin',
        }
      : {}),
  };
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
    const path = fileOf(folder, request.url ?? '/');
    if (path === undefined) return end(response, 404);
    response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
    response.setHeader('Content-Length', statSync(path).size);
    if (request.method === 'HEAD') return end(response, 200);
    createReadStream(path)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(makeHandle(server, host)));
  });
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function makeHandle(server: Server, host: string): FolderServer {
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://${host}:${port}/`, close };
}

/** The file that an address names, never one outside the folder; a folder stands for its index.html. */
function fileOf(folder: string, address: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(address.replace(/[?#].*$/, ''));
  } catch {
    return undefined;
  }
  if (name.includes('\0')) return undefined;
  const path = normalize(join(folder, name.endsWith('/') ? `${name}index.html` : name));
  const base = normalize(folder);
  if (!path.startsWith(base.endsWith(sep) ? base : base + sep)) return undefined;
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
}
