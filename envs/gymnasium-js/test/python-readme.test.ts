import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { python } from './python.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const blocks = [...readme.matchAll(/```ts no-run\n(.*?)```/gs)].map(([, code]) => code!);

describe.skipIf(python === null)('README', () => {
  it('has examples of Python in TypeScript', () => expect(blocks).toHaveLength(2));

  it.each(blocks)('example %# runs against the build', (block) => {
    const { outputText } = ts.transpileModule(block, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', outputText], {
      cwd: root,
      env: { ...process.env, BURSTWISE_PYTHON: python! },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('has a Python example that runs', () => {
    const example = readme.match(/### Environments of this package in Python.*?```python\n(.*?)```/s)![1]!;
    const walk = example
      .replace('readme/Corridor-v0', 'test/Walk-v0')
      .replace('./corridor.js', './test/fixtures/python/environments.js');
    const { status, stderr } = spawnSync(python!, ['-c', walk], {
      cwd: root,
      env: { ...process.env, PYTHONPATH: `${root}python` },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
