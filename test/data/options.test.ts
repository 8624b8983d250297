import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnGroup, numberColumn, textColumn } from '../../src/data/column.ts';
import { openDataset } from '../../src/data/dataset.ts';
import { DatasetError } from '../../src/data/dataset-error.ts';
import type { Demonstration } from '../../src/data/demonstration.ts';
import { writeDataset } from '../../src/data/derive.ts';
import { openJsonLines } from '../../src/data/json-lines-reader.ts';
import { exportJsonLines } from '../../src/data/json-lines-writer.ts';
import { canonicalOptions, type OptionRecord } from '../../src/data/options.ts';
import { Recording } from '../../src/data/recording.ts';
import { describing, randomEpisode, simpleSpaces, temporaryFolder } from './episodes.ts';

const id = 'made-v0';
const name = fc.oneof(
  { weight: 30, arbitrary: fc.stringMatching(/^[a-z ü.]{2,5}$/) },
  fc.string({ maxLength: 6, unit: 'binary' }),
  fc.constantFrom('', '.', '..', 'a/b', 'a\0b', '__proto__', 'constructor', 'ü ☃', 'x'.repeat(70_000)),
);
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(-0, 2 ** 60, Number.NaN, Number.NEGATIVE_INFINITY, 2 ** 53),
  fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }),
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'NaN', '-0', '7', 'a\0b\0', '\ud800'),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    { weight: 20, arbitrary: number },
    { weight: 20, arbitrary: text },
    fc.boolean(),
    fc.array(number, { maxLength: 4 }),
    fc.array(text, { maxLength: 4 }),
    fc.array(fc.boolean(), { maxLength: 3 }),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 3 }),
    { weight: 1, arbitrary: fc.constant(Array(9000).fill(1)) },
  ),
})).any;

/** A dataset of one episode with some fields of its own; null when it is refused, and then there is nothing. */
function written(fields: Partial<Demonstration>): string | null {
  const root = temporaryFolder();
  try {
    writeDataset(describing(simpleSpaces), [{ ...randomEpisode(simpleSpaces, 2), ...fields }], { root, id });
    return root;
  } catch (error) {
    expect(error).toBeInstanceOf(DatasetError);
    expect(existsSync(join(root, id))).toBe(false);
    return null;
  }
}

function readBack(root: string): { read: Demonstration; imported: Demonstration } {
  using dataset = openDataset(root, id);
  const file = join(root, 'made.jsonl');
  exportJsonLines(dataset, file);
  return { read: dataset.episode(0), imported: [...openJsonLines(file).episodes()][0]! };
}

describe('options and infos', () => {
  it('come back as they were, from the file and from JSON Lines, or are refused', () => {
    const root = temporaryFolder();
    const recording = new Recording(describing(simpleSpaces), { root, id });
    const kept: OptionRecord[] = [];
    for (const given of fc.sample(fc.dictionary(name, value, { maxKeys: 3 }), { numRuns: 300, seed: 4 })) {
      const options = given as OptionRecord;
      try {
        recording.append({ ...randomEpisode(simpleSpaces, 2), options });
        kept.push(options);
      } catch (error) {
        expect(error).toBeInstanceOf(DatasetError);
      }
    }
    expect(kept.filter((options) => Object.keys(options).length > 0).length).toBeGreaterThan(50);
    expect(kept.length).toBeLessThan(290);
    recording.finish();
    using dataset = openDataset(root, id);
    const file = join(root, 'made.jsonl');
    exportJsonLines(dataset, file);
    const imported = [...openJsonLines(file).episodes()];
    for (const [i, options] of kept.entries()) {
      expect(dataset.episode(i).options).toEqual(canonicalOptions(options));
      expect(imported[i]!.options).toEqual(canonicalOptions(options));
    }
  });

  it.each([
    [{ a: {} }, '{}'],
    [{ 'a/b': 3 }, 'a name'],
    [{ l: Array.from({ length: 9000 }, (_, i) => i) }, 'at most 65000 bytes'],
    [{ ['n'.repeat(70_000)]: 1 }, 'a name'],
    [{ t: 'a\0b\0' }, 'texts without NUL'],
    [{ big: 2n ** 64n }, 'a text, number'],
  ] satisfies [OptionRecord, string][])('refuse options %#, which no file gives back', (options, message) => {
    const write = () =>
      writeDataset(describing(simpleSpaces), [{ ...randomEpisode(simpleSpaces, 2), options }], {
        root: temporaryFolder(),
        id,
      });
    expect(write).toThrow(message);
  });

  it('keep numbers that JSON does not know', () => {
    const options = {
      big: 2 ** 60,
      wide: 2n ** 60n,
      neg: -0,
      not: Number.NaN,
      b: [],
      list: [1, 2n ** 63n],
      flags: [true],
    };
    const { read, imported } = readBack(written({ options })!);
    expect(read.options).toEqual(options);
    expect(imported.options).toEqual(options);
  });

  it('have names and texts of infos that can be read back', () => {
    const { infos, rewards } = randomEpisode(simpleSpaces, 2);
    const rows = rewards.length;
    const column = numberColumn('float64', [rows], new Float64Array(rows).fill(Number.NaN));
    const texts = (of: string) => textColumn(Array<string>(rows).fill(of));
    const withInfo = (info: string, inner = column as Parameters<typeof columnGroup>[0][string]) =>
      written({ infos: columnGroup({ ...infos.columns, [info]: inner }) });
    for (const bad of ['', '.', 'a/b', 'a\0', 'x'.repeat(66_000)]) expect(withInfo(bad)).toBeNull();
    expect(withInfo('text', texts('a\0b\0'))).toBeNull();
    expect(withInfo('inner', columnGroup({ '': column }))).toBeNull();
    expect(withInfo('short', numberColumn('float64', [rows], new Float64Array(rows - 1)))).toBeNull();
    const { read, imported } = readBack(withInfo('x'.repeat(64_000), texts('ü'))!);
    expect(imported).toEqual(read);
    expect(readBack(withInfo('fine')!).read.infos.columns['fine']).toEqual(column);
  });
});

describe('exportJsonLines', () => {
  it('replaces a file only when asked to, and keeps what it does not know of metadata', () => {
    const root = temporaryFolder();
    const description = { ...describing(simpleSpaces), others: { author_email: ['ada@example.org'] } };
    writeDataset(description, [randomEpisode(simpleSpaces, 2)], { root, id });
    using dataset = openDataset(root, id);
    const file = join(root, 'mine.txt');
    writeFileSync(file, 'mine');
    expect(() => exportJsonLines(dataset, file)).toThrow(/expected a name that is free, .*--overwrite/);
    expect(() => exportJsonLines(dataset, root)).toThrow(/received a folder/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    exportJsonLines(dataset, file, { overwrite: true });
    expect(openJsonLines(file).description.others).toEqual(description.others);
    if (process.platform === 'win32') return;
    exportJsonLines(dataset, '/dev/null');
    expect(existsSync('/dev/null')).toBe(true);
  });
});
