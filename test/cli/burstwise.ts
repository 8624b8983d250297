import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';

export const bin = fileURLToPath(new URL('../../src/cli/bin.js', import.meta.url));

const oneProcess = fileURLToPath(new URL('one-process.mjs', import.meta.url));

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'burstwise-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the built command to its end. */
export function burstwise(args: readonly string[], cwd: string = root, env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

/** What a command said. */
export type Answer = ReturnType<typeof burstwise>;

/** Runs commands of the build one after another in one process, which loads the program once. */
export function burstwiseInTurn(
  commands: readonly (readonly string[])[],
  cwd: string = root,
): readonly Answer[] {
  const options = { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const ended = spawnSync(process.execPath, [oneProcess, JSON.stringify(commands)], options);
  expect(ended.status, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout) as readonly Answer[];
}

/** Commands that are refused as bad input, each with what it says. */
export type Refused = readonly (readonly [args: readonly string[], message: RegExp | string])[];

/** Has commands refused, one after the other in one process, since nothing but what they say makes a difference. */
export function expectRefused(commands: Refused, cwd: string = root): void {
  const answers = burstwiseInTurn(
    commands.map(([args]) => args),
    cwd,
  );
  for (const [k, [args, message]] of commands.entries()) {
    const { status, stdout, stderr } = answers[k]!;
    expect(stderr, args.join(' ')).toMatch(message);
    expect({ status, stdout }, args.join(' ')).toEqual({ status: 2, stdout: '' });
  }
}

/** Starts the command, that of the build or another, and sends it signals as soon as standard error passes a test. */
export function interruptBurstwise(
  args: readonly string[],
  when: Pick<RegExp, 'test'>,
  {
    program = bin,
    cwd = root,
    signals = ['SIGINT'],
  }: {
    readonly program?: string;
    readonly cwd?: string;
    readonly signals?: readonly NodeJS.Signals[];
  } = {},
): Promise<{ status: number | null; stderr: string }> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    let sent = false;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (sent || !when.test(stderr)) return;
      sent = true;
      for (const signal of signals) child.kill(signal);
    });
    child.on('close', (status) => settle({ status, stderr }));
  });
}
