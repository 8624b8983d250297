import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { burstwise, root, temporaryFolder } from './cli/burstwise.ts';
import { inTerminal } from './cli/pseudo-terminal.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Lines of the shell examples, without the set-up that this test itself relies on. */
const commands = [...readme.matchAll(/```sh\n(.*?)```/gs)]
  .flatMap(([, block]) => block!.trim().split('\n'))
  .map((line) => line.replace(/^npm ci && /, ''));

/** What makes an example short: the same command, on less. */
const shorter: Record<string, readonly string[]> = {
  'train button-food': [
    '--set=agent.manager.network.neurons=60',
    '--set=agent.manager.network.excitatory=48',
    '--set=agent.workers.network.neurons=60',
    '--set=agent.workers.network.excitatory=48',
    '--set=imitation.demonstrations=10',
    '--set=imitation.passes=1',
    '--set=imitation.rounds=1',
    '--set=evaluation.episodes=2',
  ],
  eval: ['--episodes=20'],
  decompose: ['--episodes=8'],
  compare: ['--models=linear', '--labels=50', '--seeds=1', '--episodes=5'],
  'train rooms-maze': [
    '--set=imitation.demonstrations=10',
    '--set=imitation.rounds=1',
    '--set=evaluation.episodes=5',
  ],
  'train door-key': [
    '--set=imitation.demonstrations=10',
    '--set=imitation.rounds=1',
    '--set=evaluation.episodes=5',
  ],
  'train store-recall': ['--set=network.neurons=80', '--set=network.excitatory=64', '--set=iterations=3'],
};

/** Commands with tests of their own; the virtual environment is made by `.ci/run`, and tested with the bridge. */
const elsewhere = ['demo', 'python'];

describe('README', () => {
  const folder = { path: '' };

  it('shows two commands that set everything up: one for the main job, one for the tests', () => {
    expect(readme).toContain('```sh\nnpm ci && npx burstwise demo\n```');
    expect(readme).toContain('```sh\nnpm ci && npm test\n```');
  });

  it('has examples that run, one after the other', () => {
    folder.path = temporaryFolder();
    for (const command of commands.filter((line) => line.startsWith('npx burstwise '))) {
      // The examples are meant for a clone; here they run in an empty folder, so that they leave nothing behind.
      const args = command
        .replace('npx burstwise ', '')
        .split(' ')
        .map((word) => (existsSync(join(root, word)) && word.includes('/') ? join(root, word) : word));
      const extra = shorter[args.slice(0, 2).join(' ')] ?? shorter[args[0]!] ?? [];
      if (elsewhere.includes(args[0]!)) continue;
      const env = { MINARI_DATASETS_PATH: join(folder.path, 'datasets') };
      if (args[0] === 'play' || args.includes('--human')) {
        const session = inTerminal(args, [{ await: 'step 0', send: 'q' }], env);
        expect(session.status, `${command}\n${session.screen}`).toBe(0);
        continue;
      }
      const { status, stderr } = burstwise([...args, ...extra], folder.path, env);
      expect(status, `${command}\n${stderr}`).toBe(0);
    }
  }, 300_000);

  it('has programs that pass the type check, run, and print', () => {
    const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program!);
    expect(programs.length).toBeGreaterThan(1);
    // Within the package, so that they can import it by its name.
    const here = mkdtempSync(join(root, 'test', 'readme-'));
    try {
      const files = programs.map((program, k) => {
        const path = join(here, `program-${k}.ts`);
        writeFileSync(path, program.replace('rounds: 8', 'rounds: 1, demonstrations: 10'));
        return path;
      });
      const options = {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        types: ['node'],
        strict: true,
        skipLibCheck: true,
      };
      const compiled = ts.createProgram(files, options);
      const problems = [...ts.getPreEmitDiagnostics(compiled), ...compiled.emit().diagnostics];
      expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual(
        [],
      );
      for (const path of files) {
        const { status, stdout, stderr } = spawnSync(process.execPath, [path.replace(/ts$/, 'js')], {
          cwd: here,
          encoding: 'utf8',
        });
        expect(status, stderr).toBe(0);
        expect(stdout).toMatch(/of 100\n$|go to goal \d+ 0\.9\d*\n$|^door-key: 100 fresh layouts/);
      }
      expect(readFileSync(join(here, 'door-key.svg'), 'utf8')).toContain('</svg>');
    } finally {
      rmSync(here, { recursive: true });
    }
  }, 300_000);

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const command of commands.filter((line) => line.startsWith('npm run '))) {
      expect(Object.keys(scripts)).toContain(command.split(' ')[2]);
    }
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(10);
    for (const path of links) expect(existsSync(join(root, path)), path).toBe(true);
  });
});
