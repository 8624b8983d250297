import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('..', import.meta.url));
const { resolve } = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'gymnasium-js-'));
const installed = join(folder, 'node_modules', 'gymnasium-js');
const manifest = () => JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));

const program = `
import { Box, type Env, Discrete, make, type EnvSource, SyncVectorEnv, RecordVideo } from 'gymnasium-js';
import { exp } from 'gymnasium-js/elementary';
import { makePython, type PythonSetup } from 'gymnasium-js/python';
export type Named = [EnvSource, PythonSetup, Env<Float32Array, number>];
const value: Float64Array = new Box({ low: 0, high: exp(1), dtype: 'float64' }).sample();
// @ts-expect-error: the values of a Discrete are numbers
const wrong: string = new Discrete(2).sample();
export default [value, wrong, make, SyncVectorEnv, RecordVideo, makePython];
`;

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: source, encoding: 'utf8' }),
  );
  mkdirSync(installed, { recursive: true });
  run('tar', '-xzf', packed[0].filename, '-C', installed, '--strip-components=1');
  for (const name of Object.keys(manifest().dependencies)) {
    const [root] = resolve(name).split(/(?<=node_modules\/[^/]+)\//);
    symlinkSync(root as string, join(folder, 'node_modules', name));
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the packed package', () => {
  it('has what its manifest promises, and what the bridge to Python needs', () => {
    const { exports, private: secret, version } = manifest();
    const python = readFileSync(join(installed, 'python', 'pyproject.toml'), 'utf8');
    expect(python).toContain(`version = "${version}"`);
    expect(secret).toBeUndefined();
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    const targets = Object.values<string | Record<string, string>>(exports).flatMap((target) =>
      typeof target === 'string' ? target : Object.values(target),
    );
    expect(targets).toHaveLength(7);
    const modules = ['gymnasium_js/__init__.py', 'gymnasium_js_bridge.py'].map((name) => `python/${name}`);
    const programs = ['vector/worker.js', 'python/serve.js', 'python/lifeline.js', 'python/supervisor.js'];
    const needed = [
      ...targets,
      ...modules,
      ...programs.map((name) => `dist/${name}`),
      'LICENSE',
      'README.md',
    ];
    expect(needed.filter((path) => !existsSync(join(installed, path)))).toEqual([]);
  });

  it('runs: examples import it by its name', () => {
    const script = `
      import { Discrete, AsyncVectorEnv } from 'gymnasium-js';
      import 'gymnasium-js/elementary';
      import 'gymnasium-js/python';
      import about from 'gymnasium-js/package.json' with { type: 'json' };
      console.log(about.name, new Discrete(3, { seed: 1 }).sample(), typeof AsyncVectorEnv);`;
    const output = run(process.execPath, '--no-warnings', '--input-type=module', '-e', script);
    expect(output).toBe('gymnasium-js 1 function\n');
  });

  it('has types that strict programs accept without those of Node', () => {
    writeFileSync(join(folder, 'program.mts'), program);
    const compiler = join(dirname(resolve('typescript')), 'tsc.js');
    const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false };
    const language = { module: 'nodenext', target: 'es2023', lib: ['es2023'], types: [], noEmit: true };
    const settings = { compilerOptions: { ...strict, ...language }, files: ['program.mts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
