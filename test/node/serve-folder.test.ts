import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentPolicyText, serveFolder, type FolderServer } from '../../src/node/index.ts';

describe('serveFolder', () => {
  const parent = mkdtempSync(join(tmpdir(), 'buildout-serve-'));
  const folder = join(parent, 'app');
  let server: FolderServer;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true });
    mkdirSync(join(parent, 'app-secret'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'assets', 'a b.js'), 'export {};');
    for (const name of ['secret.txt', 'app-secret/secret.txt']) writeFileSync(join(parent, name), 'secret');
    server = await serveFolder(folder, { port: 0 });
  });
  afterAll(() => {
    server.close();
    rmSync(parent, { recursive: true });
  });

  /** Sends the path as it is; fetch would take `..` out of it. */
  const ask = (path: string, method = 'GET') =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      request({ hostname, port, path, method }, (response) => {
        let body = '';
        response.on('data', (piece) => (body += piece));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      })
        .on('error', reject)
        .end();
    });

  it('serves files with strict headers, on this machine alone', async () => {
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    const page = await ask('/?x=1');
    expect([page.status, page.body]).toEqual([200, '<!doctype html>']);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `${contentPolicyText}; frame-ancestors 'none'`,
    });
    const script = await ask('/assets/a%20b.js');
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    const head = await ask('/', 'HEAD');
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '15', '']);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/../app-secret/secret.txt',
    '/assets/../../secret.txt',
    '/%00',
    '/%zz',
    '/assets/',
    '/assets',
    '/nowhere.js',
  ])('does not serve %s', async (path) => {
    const { status, body } = await ask(path);
    expect([status, body]).toEqual([404, '']);
  });

  it('takes no orders', async () => {
    expect((await ask('/', 'POST')).status).toBe(405);
  });

  it('serves pages that are not isolated where asked', async () => {
    const plain = await serveFolder(folder, { port: 0, isIsolated: false });
    const { headers } = await fetch(plain.url);
    plain.close();
    expect(headers.get('cross-origin-opener-policy')).toBeNull();
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('says that a port is taken', async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveFolder(folder, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('contentPolicyText', () => {
  it('lets no inline script and no other host in', () => {
    expect(contentPolicyText).not.toMatch(/script-src[^;]*'unsafe-(?:inline|eval)'/);
    expect(contentPolicyText).not.toMatch(/https?:|\*/);
  });
});
