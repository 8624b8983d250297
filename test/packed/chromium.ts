import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

/** Chromium, where there is one. */
export const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Opens the page of a folder in headless Chromium; returns what the page posts, which then ends. */
export async function postedByPage(folder: string): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  let post: (text: string) => void = () => {};
  const posted = new Promise<string>((resolve) => {
    post = resolve;
  });
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      response.end();
      post((await request.setEncoding('utf8').toArray()).join(''));
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === '/' ? 'index.html' : pathname;
    const content = await readFile(join(folder, name)).catch(() => null);
    if (content === null) response.writeHead(404).end();
    else response.setHeader('Content-Type', types[extname(name)] ?? 'text/plain').end(content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  const page = `http://127.0.0.1:${port}/`;
  const browser = spawn(chromium!, [...options, `--user-data-dir=${profile}`, page], { stdio: 'ignore' });
  const ended = new Promise<void>((closed) => browser.on('close', () => closed()));
  const early = ended.then(() => Promise.reject(new Error('Chromium ended before the page had posted')));
  try {
    return await Promise.race([posted, early]);
  } finally {
    early.catch(() => {});
    browser.kill();
    await ended;
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
