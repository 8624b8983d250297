import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root, temporaryFolder } from './cli/burstwise.ts';
import { packInto } from './packed/install.ts';
import { type Block, blocksOf, firstMissing } from './pages.ts';

const page = 'src/cli/new/README.md';

/** Runs a block of commands, which must all succeed; returns what they printed. */
function run(block: string, folder: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', block], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, npm_config_prefer_offline: 'true', npm_config_audit: 'false' },
  });
  expect(status, `${block}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

/** Writes a program under the name in its first line; it must pass a strict type check. */
function save(program: string, folder: string): void {
  const [, name] = /^\/\/ (\S+\.ts)\n/.exec(program) ?? [];
  expect(name, program).toBeDefined();
  const path = join(folder, name!);
  writeFileSync(path, program);
  const options = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    typeRoots: [join(root, 'node_modules/@types')],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
  };
  const problems = ts.getPreEmitDiagnostics(ts.createProgram([path], options));
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
}

describe("the newcomer's page", () => {
  it('is true from top to bottom, in an empty folder with the packed packages', () => {
    const folder = temporaryFolder();
    packInto(folder);
    let output = '';
    const execute = ({ language, text }: Block) => {
      if (language === 'sh') output = run(text, folder);
      else if (language === 'ts') save(text, folder);
      else expect(firstMissing(text, output), output).toBeUndefined();
    };
    const blocks = blocksOf(page);
    expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh', 'ts', 'text']));
    for (const block of blocks) execute(block);
  }, 600_000);

  it('is compared by words, in their order', () => {
    expect(firstMissing('a 1.5 b\nc', '│ a │ 2 │ b │\n x\n c')).toBeUndefined();
    expect(firstMissing('c\na 1 b', 'a 2 b c')).toBe('a 1 b');
  });
});
