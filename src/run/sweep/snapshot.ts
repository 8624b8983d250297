import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../errors.ts';
import { makeFolder } from '../../files/folders.ts';
import { packageRoot } from '../../process/program-info.ts';

/** The built program: what a snapshot copies. */
export interface BuiltCode {
  /** Folder of the package. */
  readonly root: string;
  /** Its files, relative to the root, sorted. */
  readonly files: readonly string[];
  /** SHA-256 of names and contents, hexadecimal. */
  readonly sha256: string;
}

/** Folders of built code, and the files beside them; some are missing where the package is installed. */
const places = ['dist/command', 'envs/gymnasium-js/dist', 'envs/gymnasium-js/python'];
const singles = ['package.json', 'package-lock.json', 'src/cli/bin.js', 'envs/gymnasium-js/package.json'];
const isCode = (path: string) => /[.](m?js|py|json|wasm)$/.test(path);

/** The built code of the program that runs. @throws UsageError when it has not been built */
export function builtCode(root = fileURLToPath(packageRoot())): BuiltCode {
  if (!existsSync(join(root, 'dist/command/burstwise.js')))
    throw new UsageError(`${root}: expected the built program, received sources alone; run npm run build`);
  const files = [
    ...singles,
    ...places.flatMap((place) => {
      if (!existsSync(join(root, place))) return [];
      const names = readdirSync(join(root, place), { recursive: true, encoding: 'utf8' });
      return names.filter(isCode).map((name) => join(place, name));
    }),
  ]
    .filter((path) => existsSync(join(root, path)))
    .sort();
  const hash = createHash('sha256');
  for (const path of files)
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update('\n');
  return { root, files, sha256: hash.digest('hex') };
}

/** Folder of a snapshot in the folder of a sweep. */
export function snapshotPath(sweep: string, sha256: string): string {
  return join(sweep, 'code', sha256.slice(0, 12));
}

/**
 * Copies the built program, with the lock file of its packages, into the folder of a sweep, so that its runs do not see
 * what is edited or built later. The packages themselves are linked.
 *
 * @returns the folder of the copy, which is there whole or not at all
 */
export function takeSnapshot(sweep: string, { root, files, sha256 }: BuiltCode): string {
  const path = snapshotPath(sweep, sha256);
  if (existsSync(path)) return path;
  const making = `${path}.${process.pid}.tmp`;
  rmSync(making, { recursive: true, force: true });
  for (const file of files) {
    makeFolder(join(making, dirname(file)));
    copyFileSync(join(root, file), join(making, file));
  }
  linkPackages(making, root);
  try {
    renameSync(making, path);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(path)) throw error; // Else another process was faster.
  }
  return path;
}

/** Links the packages that the copy needs; one that is part of the copy is linked to that. */
function linkPackages(copy: string, root: string): void {
  const own = 'envs/gymnasium-js';
  const manifests = [root, join(root, own)].map((folder) => join(folder, 'package.json')).filter(existsSync);
  const names = manifests.flatMap((path) => {
    const { dependencies = {} } = JSON.parse(readFileSync(path, 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    return Object.keys(dependencies);
  });
  for (const name of new Set(names)) {
    const link = join(copy, 'node_modules', name);
    makeFolder(dirname(link));
    const isPart = name === 'gymnasium-js' && existsSync(join(copy, own));
    symlinkSync(isPart ? relative(dirname(link), join(copy, own)) : packageFolder(name, root), link);
  }
}

/** Where Node finds a package from a folder. */
function packageFolder(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder)
      throw new UsageError(`${from}: expected the package ${name}, received none; run npm ci`);
  }
}
