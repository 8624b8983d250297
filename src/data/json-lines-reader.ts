import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Space } from 'gymnasium-js';
import type { z } from 'zod';
import { validate } from '../config/config.ts';
import { parseJsonBytes } from '../files/json.ts';
import { readLines } from '../files/lines.ts';
import { onDisk } from '../files/on-disk.ts';
import { columnOf } from './column.ts';
import { DatasetError } from './dataset-error.ts';
import { createDemonstration, type DatasetSpaces, type Demonstration } from './demonstration.ts';
import { episodeSchema, headerSchema, MOST_LINE_BYTES, MOST_LINE_MEMORY } from './json-lines-schema.ts';
import { groupFrom, valueFrom } from './json-values.ts';
import { parseMinariSpace } from './minari-spaces.ts';
import type { OptionRecord } from './options.ts';
import type { DatasetDescription } from './recording.ts';

/** A file of JSON Lines, to be read an episode at a time. */
export interface JsonLinesDataset {
  readonly description: DatasetDescription;
  readonly length: number;
  /** Reads the episodes in order, one at a time. */
  episodes(): IterableIterator<Demonstration>;
}

/**
 * Opens a file of JSON Lines.
 *
 * @throws DatasetError when the header, or later an episode, is not what it should be: with the line
 */
export function openJsonLines(path: string): JsonLinesDataset {
  const header = parseLine(firstLine(path), headerSchema, `${path}, line 1`);
  const { author, licence, description, others, env_spec: envSpec, burstwise: own } = header;
  const spaces = {
    observationSpace: parseMinariSpace(header.observation_space, path, 'observation_space'),
    actionSpace: parseMinariSpace(header.action_space, path, 'action_space'),
    own,
  };
  return {
    description: { ...spaces, envSpec, authors: author, licence, description, others },
    length: header.episodes,
    *episodes() {
      let id = -1;
      for (const line of linesOf(path)) {
        if (id >= 0) yield episodeOf(line, id, spaces, `${path}, line ${id + 2}`);
        id++;
      }
      if (id !== header.episodes) {
        const expected = `${header.episodes} episodes, as the header says`;
        throw new DatasetError(path, { path: '', expected, received: `${Math.max(id, 0)}` });
      }
    },
  };
}

function parseLine<Schema extends z.ZodType>(
  line: Uint8Array,
  schema: Schema,
  source: string,
): z.output<Schema> {
  let json: unknown;
  try {
    json = parseJsonBytes(line, MOST_LINE_MEMORY);
  } catch (cause) {
    const received = (cause as Error).message;
    throw new DatasetError(source, { path: '', expected: 'JSON', received }, { cause });
  }
  const validation = validate(schema, json);
  if ('problems' in validation) throw new DatasetError(source, validation.problems[0]!);
  return validation.value;
}

function episodeOf(line: Uint8Array, id: number, spaces: DatasetSpaces, source: string): Demonstration {
  const json = parseLine(line, episodeSchema, source);
  const steps = json.rewards.length;
  if (steps === 0)
    throw new DatasetError(source, { path: 'rewards', expected: 'a number a step', received: 'none' });
  const ends = (ended: boolean) => new Uint8Array(steps).fill(ended ? 1 : 0, steps - 1);
  const columnOfValues = (space: Space, values: readonly unknown[], path: string) =>
    columnOf(
      space,
      values.map((value, i) => valueFrom(space, value, source, `${path}[${i}]`)),
    );
  return createDemonstration(
    {
      id,
      seed: json.seed === null ? null : BigInt(json.seed),
      options: json.options as OptionRecord | null,
      observations: columnOfValues(spaces.observationSpace, json.observations, 'observations'),
      actions: columnOfValues(spaces.actionSpace, json.actions, 'actions'),
      rewards: Float64Array.from(json.rewards, Number),
      terminations: ends(json.terminated),
      truncations: ends(json.truncated),
      infos: groupFrom(json.infos, source, 'infos'),
      ...(json.notes === undefined ? {} : { notes: json.notes }),
    },
    spaces,
    source,
  );
}

function firstLine(path: string): Uint8Array {
  for (const line of linesOf(path)) return line;
  return new Uint8Array();
}

/** @throws DatasetError when there is no file, or a line is too long */
function* linesOf(path: string): IterableIterator<Uint8Array> {
  const stats = onDisk(path, () => statSync(path), 'read');
  if (!stats.isFile()) throw notLines(path, stats.isDirectory());
  const lines = readLines(path, MOST_LINE_BYTES);
  for (;;) {
    const { value, done } = onDisk(path, () => lines.next(), 'read');
    if (done === true) return;
    if (value === null) {
      const expected = `lines of at most ${MOST_LINE_BYTES} bytes`;
      throw new DatasetError(path, { path: '', expected, received: 'a longer one' });
    }
    yield value;
  }
}

function notLines(path: string, isFolder: boolean): DatasetError {
  const expected = 'a file of JSON Lines, or a folder with a folder data in it';
  const received = isFolder ? 'another folder' : 'a pipe or device';
  const isData = isFolder && basename(resolve(path)) === 'data';
  const remedy = isData ? `name ${dirname(resolve(path))}` : undefined;
  return new DatasetError(path, { path: '', expected, received, remedy });
}
