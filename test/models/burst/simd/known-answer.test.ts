import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPopulation } from '../../../../src/models/burst/create-population.ts';
import { publishedNeuron } from '../../../../src/models/burst/parameters.ts';
import type { Kernel } from '../../../../src/models/burst/population.ts';
import { wasmSupported } from '../../../../src/wasm/module.ts';
import { trainingChecksum } from './training-checksum.js';

/** Weights after a fixed training run: the bits that every machine must arrive at. */
const known: Readonly<Record<Kernel, string>> = {
  simd: 'ec6bfb7d 72eb2df7',
  event64: 'cc4c0344 09240c35',
  dense64: '5124f01c 1176bd85',
};
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const script = join(root, 'test/models/burst/simd/print-checksums.js');

describe('weights after a fixed training run', () => {
  test.each(['simd', 'event64', 'dense64'] as const)('are the known ones with %s', (kernel) => {
    expect(wasmSupported()).toBe(true);
    expect(trainingChecksum({ createPopulation, publishedNeuron }, kernel)).toBe(known[kernel]);
  });

  test('are the same whether the compiler optimises or not', () => {
    for (const options of [['--no-opt'], ['--liftoff-only']]) {
      expect(checksumsOf(process.execPath, ...options)).toEqual(known);
    }
  });

  test.skipIf(otherNodes().length === 0)('are the same under other versions of Node', () => {
    for (const node of otherNodes()) expect(checksumsOf(node), node).toEqual(known);
  });
});

function checksumsOf(node: string, ...options: string[]): unknown {
  return JSON.parse(execFileSync(node, [...options, script], { encoding: 'utf8' }));
}

/** What `.ci/run` has installed: `.nodes/<version>/node_modules/node-<platform>/bin/node`. */
function otherNodes(): string[] {
  const folder = join(root, '.nodes');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((version) => {
    const modules = join(folder, version, 'node_modules');
    return readdirSync(modules)
      .map((name) => join(modules, name, 'bin', 'node'))
      .filter((path) => existsSync(path));
  });
}

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const page = `<!doctype html>
<script type="importmap">
  { "imports": { "gymnasium-js/elementary": "/envs/gymnasium-js/dist/elementary.js" } }
</script>
<pre></pre>
<script type="module">
  import { publishedNeuron } from '/dist/src/models/burst/parameters.js';
  import { createPopulation } from '/dist/src/models/burst/create-population.js';
  import { trainingChecksum } from '/test/models/burst/simd/training-checksum.js';
  const checksum = (kernel) => trainingChecksum({ createPopulation, publishedNeuron }, kernel);
  const all = { simd: checksum('simd'), event64: checksum('event64'), dense64: checksum('dense64') };
  document.querySelector('pre').textContent = JSON.stringify(all);
</script>`;

describe.skipIf(chromium === undefined)('in headless Chromium', () => {
  let server: Server;
  let profile: string;

  beforeAll(async () => {
    profile = mkdtempSync(join(tmpdir(), 'chromium-'));
    server = createServer(async ({ url = '/' }, response) => {
      if (url === '/') {
        response.setHeader('Content-Type', 'text/html').end(page);
        return;
      }
      try {
        const file = await readFile(join(root, new URL(url, 'http://localhost').pathname));
        response.setHeader('Content-Type', 'text/javascript').end(file);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => {
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  test('the built package arrives at the same weights', async () => {
    const { port } = server.address() as AddressInfo;
    const document = await printed(chromium!, [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      `--user-data-dir=${profile}`,
      '--dump-dom',
      `http://127.0.0.1:${port}/`,
    ]);
    const [, text = 'null'] = /<pre>(.*)<\/pre>/.exec(document) ?? [];
    expect(JSON.parse(text)).toEqual(known);
  });
});

/** Standard output of a program. */
function printed(program: string, options: readonly string[]): Promise<string> {
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
