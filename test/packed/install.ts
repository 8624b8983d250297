import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../cli/burstwise.ts';

/** A folder in which both packages are installed from their packed files, and nothing else. */
export interface Installation {
  readonly folder: string;
  /** The command, as npm has linked it. */
  readonly program: string;
  /** Runs the command in the folder to its end. */
  burstwise(...args: readonly string[]): { status: number | null; stdout: string; stderr: string };
  remove(): void;
}

/** Packs both packages into a folder, as they are built: `pretest` made the build. */
export function packInto(folder: string): void {
  for (const workspace of [[], ['--workspace', 'gymnasium-js']]) {
    const options = ['--silent', '--ignore-scripts', '--pack-destination', folder, ...workspace];
    execFileSync('npm', ['pack', ...options], { cwd: root });
  }
}

/** Packs both packages, and installs the files in an empty folder. */
export function installPacked(): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'burstwise-packed-'));
  const npm = (cwd: string, ...args: string[]) => execFileSync('npm', args, { cwd, encoding: 'utf8' });
  packInto(folder);
  const files = readdirSync(folder).map((file) => `./${file}`);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  npm(folder, 'install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', ...files);
  const program = join(folder, 'node_modules/.bin/burstwise');
  return {
    folder,
    program,
    burstwise: (...args) =>
      spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
