import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../cli/burstwise.ts';
import { inTerminal } from '../cli/pseudo-terminal.ts';
import { chromium, postedByPage } from './chromium.ts';
import { type Installation, installPacked } from './install.ts';

let installed: Installation;

beforeAll(() => {
  installed = installPacked();
});

afterAll(() => installed?.remove());

/** Runs the command, which must succeed; returns what it printed. */
function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = installed.burstwise(...args);
  expect(status, stderr).toBe(0);
  return stdout;
}

/** The rate at which the agent of a report comes through the door. */
const successOf = (report: string): number => JSON.parse(report).results[0].success.door.value;

it('has the command in its place', () => {
  expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('a task of your own, with nothing but the packed files', () => {
  const task = './my-task.ts';
  const train = ['train', task, '--seeds', '1-2'];
  const contentOf = (name: string) =>
    ['seed-1', 'seed-2'].flatMap((seed) =>
      ['checkpoint.safetensors', 'metrics.jsonl', 'report.json'].map((file) =>
        readFileSync(join(installed.folder, name, seed, file)).toString('base64'),
      ),
    );

  let success: number;

  beforeAll(() => {
    expect(run('new', 'task', 'my-task')).toBe('my-task.ts\n');
    success = successOf(run(...train, '--jobs', '2', '--out', 'two', '--json'));
  });

  it('is written by the command, and learned with the same results for any number of threads', () => {
    const lines = readFileSync(join(installed.folder, task), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(success).toBeGreaterThanOrEqual(0.95);
    run(...train, '--jobs', '1', '--out', 'one');
    expect(contentOf('one')).toEqual(contentOf('two'));
  });

  it('is evaluated, recorded and replayed', () => {
    const evaluated = run('eval', 'two/seed-1', '--episodes', '40', '--jobs', '2', '--json');
    expect(successOf(evaluated)).toBeGreaterThanOrEqual(0.95);
    const data = ['--root', 'data'];
    run('record', task, '--episodes', '20', '--jobs', '2', ...data);
    const replayed = run('data', 'replay', 'my-task/expert-v0', '--use', task, ...data);
    expect(replayed).toContain('20 episodes played again, all the same');
  });

  it('is played in a terminal', () => {
    const { folder, program } = installed;
    const session = inTerminal(
      ['play', join(folder, task)],
      [{ await: 'subtask:', send: 'q' }],
      {},
      { program },
    );
    expect(session).toMatchObject({ status: 0, restored: true, left: [] });
  });
});

it('reproduces a published experiment, and writes its page', () => {
  run('reproduce', 'fig1', '--quick', '--seeds', '1', '--jobs', '1', '--out', 'reproduced');
  const page = readFileSync(join(installed.folder, 'reproduced/fig1/page.html'), 'utf8');
  expect(page).toContain('store and recall of trajectories');
});

describe('the declarations', () => {
  it.each([
    ['bundler', 'esnext'],
    ['nodenext', 'nodenext'],
  ])('fit together with moduleResolution %s, libraries checked', (moduleResolution, module) => {
    const { folder } = installed;
    const paths = Object.keys(packageOf('burstwise').exports).filter((path) => path !== './package.json');
    const specifiers = [
      ...paths.map((path) => path.replace(/^\./, 'burstwise')),
      'gymnasium-js',
      'gymnasium-js/elementary',
      'gymnasium-js/python',
    ];
    const imports = specifiers.map((name, k) => `export * as m${k} from '${name}';\n`);
    writeFileSync(join(folder, 'uses-all.ts'), imports.join(''));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--strict', '--skipLibCheck', 'false', '--noEmit', '--target', 'es2023'];
    const where = ['--module', module, '--moduleResolution', moduleResolution];
    const { stdout } = spawnSync(process.execPath, [tsc, ...options, ...where, 'uses-all.ts'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  function packageOf(name: string): { readonly exports: Readonly<Record<string, unknown>> } {
    return JSON.parse(readFileSync(join(installed.folder, 'node_modules', name, 'package.json'), 'utf8'));
  }
});

describe('a page made with Vite', () => {
  const pageFolder = fileURLToPath(new URL('page', import.meta.url));

  it.skipIf(chromium === undefined)('learns in Chromium what Node learns, to the bit', async () => {
    const { folder } = installed;
    const page = join(folder, 'page');
    const site = join(folder, 'site');
    mkdirSync(page);
    for (const file of readdirSync(pageFolder)) copyFileSync(join(pageFolder, file), join(page, file));
    await build({
      configFile: false,
      root: page,
      logLevel: 'error',
      build: { outDir: site, target: 'esnext', chunkSizeWarningLimit: 4096 },
    });
    for (const file of readdirSync(join(site, 'assets')))
      expect(readFileSync(join(site, 'assets', file), 'utf8'), file).not.toMatch(/__vite-browser-external/);
    const program = "console.log(JSON.stringify(await (await import('./page/learn.js')).learnAll()))";
    const node = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });
    const inBrowser = JSON.parse(await postedByPage(site));
    expect(inBrowser).toEqual(JSON.parse(node.toString()));
    expect(inBrowser.models).toEqual(['burst', 'linear', 'random-relu', 'perceptron']);
    expect(inBrowser.started.filter((line: string) => !line.endsWith(': true'))).toEqual([]);
  });
});
