import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../../config/config.ts';
import { ConfigError } from '../../errors.ts';
import { createExclusive } from '../../files/exclusive-file.ts';
import { makeFolder, removeEmptyFolders } from '../../files/folders.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { onDisk, type Purpose } from '../../files/on-disk.ts';
import { sha256OfText } from '../../files/sha256.ts';
import { Attempts } from '../leases/attempts.ts';
import type { WorkFolder } from '../leases/work-folder.ts';
import type { Cell } from './cell.ts';

/** What writing results is for, where the disk refuses. */
export const writing: Purpose = {
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
 * of the program is not noticed and needs another folder. Processes that use the same folder share the cells: `attempts/` says who
 * measures or measured which.
 */
export class CellStore implements WorkFolder {
  readonly path: string;
  readonly #script: string;
  /** Folders that were missing. */
  readonly #made: readonly string[];

  /** @throws UsageError when the folder cannot be made */
  constructor(folder: string, script: string) {
    this.path = folder;
    this.#script = script;
    this.#made = onDisk(folder, () => makeFolder(folder), { ...writing, expected: 'a folder' });
  }

  /** Removes the folders that were made for the results, as far as nothing is in them. */
  withdraw(): void {
    removeEmptyFolders(this.#made);
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

  /** Stores a result, unless there is one; a reader meets all of it or nothing. @throws UsageError when the disk refuses */
  write(cell: Cell, result: unknown): void {
    const content = { script: this.#script, cell, result, sha256: checksum(this.#script, cell, result) };
    const path = this.pathOf(cell);
    onDisk(path, () => createExclusive(path, `${JSON.stringify(content, null, 2)}\n`), writing);
  }

  /** Name of a cell's result, without ending. */
  idOf(cell: Cell): string {
    const digest = sha256OfText(JSON.stringify([this.#script, cell]));
    const name = cell.name.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, 60);
    return `${name}-seed${cell.seed}-${digest.slice(0, 12)}`;
  }

  /** File of a cell's result. */
  pathOf(cell: Cell): string {
    return this.#fileOf(this.idOf(cell));
  }

  isDone(id: string): boolean {
    return existsSync(this.#fileOf(id));
  }

  attempts(id: string): Attempts {
    return new Attempts(join(this.path, 'attempts', id));
  }

  #fileOf(id: string): string {
    return join(this.path, `${id}.json`);
  }
}

function checksum(script: string, cell: Cell, result: unknown): string {
  return sha256OfText(JSON.stringify([script, cell, result]));
}
