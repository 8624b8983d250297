import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, type Rollup } from 'vite';
import { describe, expect, it } from 'vitest';
import { run } from './page.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Bundle {
  readonly code: string;
  /** Modules of Node that a static import names, each with who imports it. */
  readonly fromNode: readonly string[];
  /** Everything else that was reached. */
  readonly modules: readonly string[];
}

/** The page's program and the package as one script, made for browsers by Vite. */
async function bundle(minify: boolean): Promise<Bundle> {
  const fromNode: string[] = [];
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: file('.'),
    resolve: { alias: { 'gymnasium-js': file('../src/index.ts') } },
    plugins: [
      {
        name: 'node-imports',
        enforce: 'pre',
        resolveId(id, importer) {
          if (id.startsWith('node:')) fromNode.push(`${importer} imports ${id}`);
        },
      },
    ],
    build: {
      write: false,
      minify,
      lib: { entry: 'page.ts', formats: ['iife'], name: 'page' },
      rolldownOptions: { output: { keepNames: true } },
    },
  });
  const [{ output }] = result as Rollup.RollupOutput[] as [Rollup.RollupOutput];
  const [{ code, moduleIds }] = output;
  return { code, fromNode, modules: moduleIds };
}

/** What the program gives where there is nothing but what browsers have. */
function runInBrowser(code: string): ReturnType<typeof run> {
  const context = createContext({ console, crypto, performance, structuredClone, TextDecoder, TextEncoder });
  return JSON.parse(runInContext(`${code}; JSON.stringify(page.run())`, context));
}

const inNode = JSON.parse(JSON.stringify(run()));

describe('in a browser', () => {
  it.each([false, true])('the package does what it does in Node (minified: %s)', async (minify) => {
    const { code } = await bundle(minify);
    const { everywhere, nodeOnly } = runInBrowser(code);
    expect(everywhere).toEqual(inNode.everywhere);
    for (const message of nodeOnly) expect(message).toMatch(/: expected Node 20\.19 or newer$/);
  });

  it('no module reached from the main entry imports one of Node', async () => {
    const { fromNode, modules } = await bundle(false);
    expect(fromNode).toEqual([]);
    expect(modules.filter((id) => id.includes('/src/'))).toContain(file('../src/vector/worker-pool.ts'));
  });
});
