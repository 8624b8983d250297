import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { makeFolder } from '../../files/folders.ts';
import type { Cell } from './cell.ts';

/**
 * Results on disk, a file for each cell. A cell is known by its whole content, so another setting is another file; a change
 * of the program is not noticed and needs another folder.
 */
export class CellStore {
  readonly #folder: string;
  readonly #script: string;

  /** @throws UsageError when the folder cannot be made */
  constructor(folder: string, script: string) {
    try {
      makeFolder(folder);
    } catch (cause) {
      const message = `--out: expected a folder, received ${(cause as Error).message}; name another one`;
      throw new UsageError(message, { cause });
    }
    this.#folder = folder;
    this.#script = script;
  }

  /**
   * The stored result of a cell, or undefined.
   * @throws UsageError when its file is damaged
   */
  read<Result>(cell: Cell): Result | undefined {
    const path = this.#pathOf(cell);
    if (!existsSync(path)) return undefined;
    try {
      return (JSON.parse(readFileSync(path, 'utf8')) as { result: Result }).result;
    } catch (cause) {
      const message = `${path}: expected a stored result, received ${(cause as Error).message}; delete the file`;
      throw new UsageError(message, { cause });
    }
  }

  /** Stores a result; a reader meets all of it or nothing. */
  write(cell: Cell, result: unknown): void {
    const content = { script: this.#script, cell, result };
    writeFileAtomic(this.#pathOf(cell), `${JSON.stringify(content, null, 2)}\n`);
  }

  #pathOf(cell: Cell): string {
    const digest = createHash('sha256')
      .update(JSON.stringify([this.#script, cell]))
      .digest('hex');
    const name = cell.name.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, 60);
    return join(this.#folder, `${name}-seed${cell.seed}-${digest.slice(0, 12)}.json`);
  }
}
