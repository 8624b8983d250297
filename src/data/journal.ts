import { createHash } from 'node:crypto';
import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { writeAll } from '../files/atomic-file.ts';
import { sha256OfText } from '../files/sha256.ts';
import { hashFile } from './disk.ts';

const entrySchema = z.strictObject({
  /** Number of the attempt that became this episode: those between were left out by a filter. */
  attempt: z.int().min(0),
  steps: z.int().min(1),
  /** Where the episode's bytes lie in the data file. */
  start: z.int().min(0),
  length: z.int().min(1),
  /** Address of the episode's group in the data file. */
  address: z.int().min(0),
  sha256: z.string(),
  /** Of the line itself, without this; recordings that an earlier version began have lines without it. */
  check: z.string().optional(),
});

/** An episode that is on disk. */
export type JournalEntry = z.infer<typeof entrySchema>;

/**
 * A file of data that grows by episodes, and beside it a journal with a line and a checksum for each. An episode counts
 * once its line is whole: whatever a crash left after the last such line is cut off when the files are opened again.
 * The program may crash at any moment; what a failing machine loses is what came in the second before.
 */
export class Journal {
  readonly entries: JournalEntry[];
  /** Bytes of data that were cut off at opening: an episode that was under way, or damage. */
  readonly lostBytes: number;
  readonly #data: number;
  readonly #lines: number;
  /** Length of the journal before each line, and after the last. */
  readonly #lineEnds: number[] = [0];
  /** When the files were last on the disk itself, in ms. */
  #synced = 0;

  /**
   * @param prefix bytes at the beginning of the data file that belong to no episode
   * @throws the error of the file system
   */
  constructor(dataPath: string, journalPath: string, prefix: number) {
    closeSync(openSync(dataPath, 'a')); // Makes the file where there is none.
    closeSync(openSync(journalPath, 'a'));
    this.entries = validEntries(dataPath, readFileSync(journalPath, 'utf8'), prefix);
    for (const entry of this.entries) this.#lineEnds.push(this.#lineEnds.at(-1)! + lineOf(entry).length);
    this.#data = openSync(dataPath, 'r+');
    this.#lines = openSync(journalPath, 'r+');
    this.lostBytes = Math.max(0, statSync(dataPath).size - this.#endAfter(prefix));
    ftruncateSync(this.#data, this.#endAfter(prefix));
    ftruncateSync(this.#lines, this.#lineEnds.at(-1)!);
  }

  /** Where the next episode's bytes go. */
  #endAfter(prefix: number): number {
    const last = this.entries.at(-1);
    return last === undefined ? prefix : last.start + last.length;
  }

  /** Hands an episode to the system, and once a second to the disk. @throws the error of the file system; the files then still hold what they held */
  append(bytes: Uint8Array, entry: Omit<JournalEntry, 'length' | 'sha256' | 'check'>): void {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const unchecked = { ...entry, length: bytes.length, sha256 };
    const full = { ...unchecked, check: checkOf(unchecked) };
    const line = Buffer.from(lineOf(full));
    try {
      writeAll(this.#data, bytes, entry.start);
      writeAll(this.#lines, line, this.#lineEnds.at(-1)!);
      if (performance.now() - this.#synced > 1000) this.#sync();
    } catch (error) {
      ftruncateSync(this.#data, entry.start);
      ftruncateSync(this.#lines, this.#lineEnds.at(-1)!);
      throw error;
    }
    this.entries.push(full);
    this.#lineEnds.push(this.#lineEnds.at(-1)! + line.length);
  }

  /** Takes back the last episode; false when there is none. */
  undo(): boolean {
    const last = this.entries.pop();
    if (last === undefined) return false;
    this.#lineEnds.pop();
    ftruncateSync(this.#lines, this.#lineEnds.at(-1)!);
    ftruncateSync(this.#data, last.start);
    return true;
  }

  #sync(): void {
    fdatasyncSync(this.#data);
    fdatasyncSync(this.#lines);
    this.#synced = performance.now();
  }

  close(): void {
    closeSync(this.#data);
    closeSync(this.#lines);
  }
}

/** The entries up to the first that is not whole, or whose bytes are not what they were. */
function validEntries(dataPath: string, text: string, prefix: number): JournalEntry[] {
  const entries: JournalEntry[] = [];
  let end = prefix;
  for (const line of text.split('\n').slice(0, -1)) {
    const entry = parseEntry(line);
    if (entry === null || entry.start !== end || lineOf(entry) !== `${line}\n`) break;
    if (entry.check !== undefined && entry.check !== checkOf(entry)) break;
    if (hashFile(dataPath, entry.start, entry.length) !== entry.sha256) break;
    entries.push(entry);
    end = entry.start + entry.length;
  }
  return entries;
}

function parseEntry(line: string): JournalEntry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function lineOf({ attempt, steps, start, length, address, sha256, check }: JournalEntry): string {
  return `${JSON.stringify({ attempt, steps, start, length, address, sha256, check })}\n`;
}

function checkOf(entry: JournalEntry): string {
  return sha256OfText(lineOf({ ...entry, check: undefined })).slice(0, 16);
}
