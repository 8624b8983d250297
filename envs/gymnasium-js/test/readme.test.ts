import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as everything from '../src/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

describe('README', () => {
  it('has examples that run, one after the other, against the build', () => {
    const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!);
    expect(blocks).toHaveLength(2);
    const { outputText } = ts.transpileModule(blocks.join('\n'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', outputText],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    expect(stderr).toMatch(/^(gymnasium-js: checkEnv: .*\n)*$/);
    expect(status).toBe(0);
    expect(stdout).toContain('[');
  });

  it('names what the package exports', () => {
    const table = readme.slice(readme.indexOf('| Gymnasium |'), readme.indexOf('## Differences'));
    const names = [...table.matchAll(/^\| (.*?) \| the same \|$/gm)].flatMap(
      ([, cell]) => cell!.match(/\w+/g)!,
    );
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !(name in everything))).toEqual([]);
  });

  it('names every wrapper', () => {
    const { Wrapper } = everything;
    const wrappers = Object.entries(everything).filter(
      ([, value]) => typeof value === 'function' && value.prototype instanceof Wrapper,
    );
    expect(wrappers.length).toBeGreaterThan(20);
    expect(wrappers.map(([name]) => name).filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
  });
});
