import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../../config/config.ts';
import { ConfigError, UsageError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { FolderLock } from '../../files/folder-lock.ts';
import { makeFolder } from '../../files/folders.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { onDisk, type Purpose } from '../../files/on-disk.ts';
import { sha256OfText } from '../../files/sha256.ts';
import type { Cell } from './cell.ts';

const writing: Purpose = {
  expected: 'to write there',
  forbidden: 'name another folder with --out',
  afterwards: ', and repeat the command: what was measured until now is kept',
};

const schema = z.strictObject({
  script: z.string(),
  cell: z.looseObject({ name: z.string(), seed: z.number() }),
  result: z.json(),
  /** Of script, cell and result. */
  sha256: z.string(),
});

/**
 * Results on disk, a file for each cell. A cell is known by its whole content, so another setting is another file; a change
 * of the program is not noticed and needs another folder. Other processes are kept out of the folder until {@link close}.
 */
export class CellStore {
  readonly #folder: string;
  readonly #script: string;
  readonly #lock: FolderLock;

  /** @throws UsageError when the folder cannot be made, or another process stores results in it */
  constructor(folder: string, script: string) {
    this.#folder = folder;
    this.#script = script;
    this.#lock = onDisk(
      folder,
      () => {
        makeFolder(folder);
        return new FolderLock(folder, ({ name, path }) => {
          const remedy = path === null ? '' : `; if it does something else, remove ${path}`;
          return new UsageError(
            `--out ${folder}: expected a folder that no other process stores results in, received ${name}; wait for it, or name another folder${remedy}`,
          );
        });
      },
      { ...writing, expected: 'a folder' },
    );
  }

  /**
   * The stored result of a cell, or undefined.
   * @throws UsageError when its file is damaged, or no stored result
   */
  read<Result>(cell: Cell): Result | undefined {
    const path = this.pathOf(cell);
    if (!existsSync(path)) return undefined;
    const stored = parseConfig(schema, readJsonFile(path, 'a stored result'), path);
    const expected = checksum(this.#script, cell, stored.result);
    if (stored.sha256 === expected) return stored.result as Result;
    const remedy = 'the file is damaged or of another version; delete it';
    throw new ConfigError(path, [{ path: 'sha256', expected, received: stored.sha256, remedy }]);
  }

  /** Stores a result; a reader meets all of it or nothing. @throws UsageError when the disk refuses */
  write(cell: Cell, result: unknown): void {
    const content = { script: this.#script, cell, result, sha256: checksum(this.#script, cell, result) };
    const path = this.pathOf(cell);
    onDisk(path, () => writeFileAtomic(path, `${JSON.stringify(content, null, 2)}\n`), writing);
  }

  /** Lets others into the folder. */
  close(): void {
    this.#lock.release();
  }

  /** File of a cell's result. */
  pathOf(cell: Cell): string {
    const digest = sha256OfText(JSON.stringify([this.#script, cell]));
    const name = cell.name.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, 60);
    return join(this.#folder, `${name}-seed${cell.seed}-${digest.slice(0, 12)}.json`);
  }
}

function checksum(script: string, cell: Cell, result: unknown): string {
  return sha256OfText(JSON.stringify([script, cell, result]));
}
