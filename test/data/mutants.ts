import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect } from 'vitest';
import { Refusal } from '../../src/data/read-service.ts';
import { BurstwiseError } from '../../src/errors.ts';

/** How many damaged files each reader is given; BURSTWISE_MUTANTS=2000 for the long form. */
export const mutants = Number(process.env['BURSTWISE_MUTANTS'] ?? 60);
const isLong = mutants > 1000;
/** No test takes longer, however many mutants there are. */
export const timeout = 60_000 + 1000 * mutants;

/** Folder of the damaged files. */
export const root = mkdtempSync(join(tmpdir(), 'burstwise-mutants-'));

/** What readers did with their mutants; the long form prints it. */
const outcomes: Record<string, { mutants: number; refused: number; slowestMs: number; memoryMB: number }> =
  {};

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  if (isLong) console.table(outcomes);
});

/** Numbers and texts that readers stumble over. */
const snippets = [
  Buffer.alloc(8, 0xff),
  Buffer.alloc(4, 0),
  Buffer.from([0xff, 0xff, 0xff, 0x7f]),
  Buffer.from([0, 0, 0, 0, 0, 0, 0, 0x80]),
  ...[
    '1e999',
    '-1',
    '9007199254740993',
    '[[[[',
    '{"__proto__":{"a":1}}',
    '"',
    'null',
    '\u001b[31m',
    '&a [*a,*a]',
  ].map((text) => Buffer.from(text)),
];

const mutation = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'repeat', 'end', 'insert', 'replace', 'digit'),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  by: fc.integer({ min: 1, max: 255 }),
  snippet: fc.constantFrom(...snippets),
});

function mutated(
  bytes: Buffer,
  { kind, at, by, snippet }: { kind: string; at: number; by: number; snippet: Buffer },
): Buffer {
  const start = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
  if (kind === 'end') return before;
  if (kind === 'cut') return Buffer.concat([before, after.subarray(by)]);
  if (kind === 'repeat') return Buffer.concat([before, after.subarray(0, by), after]);
  if (kind === 'insert') return Buffer.concat([before, snippet, after]);
  if (kind === 'replace') return Buffer.concat([before, snippet, after.subarray(snippet.length)]);
  const copy = Buffer.from(bytes);
  // Damage that leaves the form of a text as it is: the next digit becomes another one.
  const digit = copy.findIndex((byte, k) => k >= start && byte >= 0x30 && byte <= 0x39);
  if (kind === 'digit' && digit >= 0) copy[digit] = 0x30 + ((copy[digit]! - 0x30 + (by % 9) + 1) % 10);
  else copy[start]! ^= by;
  return copy;
}

/** Whether a reader took a damaged file, or refused it by an error that is meant for people; other errors fail. */
async function isRefused(read: (bytes: Buffer) => unknown, bytes: Buffer): Promise<boolean> {
  try {
    await read(bytes);
    return false;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof BurstwiseError)) throw error;
    if (error instanceof BurstwiseError) {
      expect(error.exitCode).toBe(2);
      expect(error.message).not.toMatch(/[^\P{Cc}\n]/u);
    }
    return true;
  }
}

/**
 * Gives a reader damaged files; it must read them or refuse them.
 *
 * @param read throws, too, where it was given what a checksum or schema could have told from an undamaged file
 */
export async function attack(
  name: string,
  original: Buffer,
  read: (bytes: Buffer) => unknown,
): Promise<{ refused: number }> {
  let refused = 0;
  let slowestMs = 0;
  const property = fc.asyncProperty(mutation, async (change) => {
    const bytes = mutated(original, change);
    if (bytes.equals(original)) return;
    const start = performance.now();
    if (await isRefused(read, bytes)) refused++;
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - start));
  });
  await fc.assert(property, { numRuns: mutants, seed: 20_261_128 });
  const memoryMB = Math.round(process.memoryUsage.rss() / 1e6);
  outcomes[name] = { mutants, refused, slowestMs, memoryMB };
  return { refused };
}

let files = 0;

/** A file of its own for each: the HDF5 library knows files that damage keeps it from closing again by their number. */
export const onFile =
  <Result>(read: (path: string) => Result) =>
  (bytes: Buffer): Result => {
    const path = join(root, `mutant-${files++}`);
    writeFileSync(path, bytes);
    return read(path);
  };
