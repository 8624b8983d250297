import { closeSync, openSync, realpathSync, statSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { AtomicFile, writeAll } from '../files/atomic-file.ts';
import { onDisk } from '../files/on-disk.ts';
import { type Column, plain, valuesOf } from './column.ts';
import type { Dataset } from './dataset.ts';
import type { DatasetSpaces, Demonstration } from './demonstration.ts';
import { descriptionOf } from './derive.ts';
import { FORMAT, type JsonColumn, MOST_LINE_BYTES } from './json-lines-schema.ts';
import { formatMinariSpace } from './minari-spaces.ts';
import type { OptionValue } from './options.ts';

/** How a dataset is exported. */
export interface ExportOptions {
  /** Replace a file that is there. */
  readonly overwrite?: boolean;
  /** Called after every episode with the number of those that are written. */
  readonly onEpisode?: (completed: number) => void;
}

/**
 * Writes a dataset as JSON Lines, an episode at a time.
 *
 * @param path a file, which appears when it is whole; what is there and is no file, such as a pipe, is written to at
 *   once; `-` is standard output
 * @throws UsageError when the file exists (without `overwrite`), or cannot be written
 */
export function exportJsonLines(
  dataset: Dataset,
  path: string,
  { overwrite = false, onEpisode }: ExportOptions = {},
): void {
  const file = onDisk(path, () => openOutput(path, overwrite), 'writeFile');
  const write = (value: unknown) => {
    const line = lineOf(value, dataset.id);
    onDisk(path, () => file.write(line), 'writeFile');
  };
  try {
    write(headerOf(dataset));
    for (const episode of dataset.episodes()) {
      write(jsonOf(episode, dataset));
      onEpisode?.(episode.id + 1);
    }
  } catch (error) {
    file.discard();
    throw error;
  }
  onDisk(path, () => file.finish(), 'writeFile');
}

/** @throws UsageError for an episode that is too large for one line */
function lineOf(value: unknown, id: string): string {
  let line: string | null = null;
  try {
    line = `${JSON.stringify(value)}\n`;
  } catch (error) {
    // The engine has no longer strings.
    if (!(error instanceof RangeError)) throw error;
  }
  if (line !== null && Buffer.byteLength(line) <= MOST_LINE_BYTES) return line;
  throw new UsageError(
    `${id}: expected episodes of at most ${MOST_LINE_BYTES} bytes as JSON, received a larger one; ` +
      'pass on the folder of the dataset instead',
  );
}

function openOutput(path: string, overwrite: boolean): Pick<AtomicFile, 'write' | 'finish' | 'discard'> {
  if (path === '-') return { write: (text) => writeAll(1, text), finish() {}, discard() {} };
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined) return new AtomicFile(path);
  if (there.isDirectory())
    throw new UsageError(`${path}: expected a file, received a folder; name a file in it`);
  if (there.isFile()) {
    if (overwrite) return new AtomicFile(realpathSync(path));
    throw new UsageError(
      `${path}: expected a name that is free, received that of a file; choose another one, or replace it with --overwrite`,
    );
  }
  const descriptor = openSync(path, 'w');
  const close = () => closeSync(descriptor);
  return { write: (text) => writeAll(descriptor, text), finish: close, discard: close };
}

function headerOf(dataset: Dataset) {
  const { envSpec, authors, licence, description, others = {}, own } = descriptionOf(dataset);
  return {
    format: FORMAT,
    episodes: dataset.length,
    observation_space: formatMinariSpace(dataset.observationSpace),
    action_space: formatMinariSpace(dataset.actionSpace),
    env_spec: envSpec,
    author: authors,
    licence,
    description,
    ...(Object.keys(others).length === 0 ? {} : { others }),
    burstwise: own,
  };
}

function jsonOf(episode: Demonstration, { observationSpace, actionSpace }: DatasetSpaces) {
  const { seed, options, rewards, terminations, truncations, infos, notes } = episode;
  return {
    seed: seed === null ? null : `${seed}`,
    options: options === null ? null : optionJson(options),
    observations: valuesOf(observationSpace, episode.observations).map(plain),
    actions: valuesOf(actionSpace, episode.actions).map(plain),
    rewards: plain(rewards),
    terminated: terminations.at(-1) === 1,
    truncated: truncations.at(-1) === 1,
    infos: partsJson(infos),
    ...(notes === undefined ? {} : { notes }),
  };
}

function optionJson(value: OptionValue): unknown {
  if (Array.isArray(value)) return value.map(optionJson);
  if (typeof value !== 'object') return plain(value) === value ? value : { '': plain(value) };
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, optionJson(inner)]));
}

function partsJson(group: Extract<Column, { kind: 'group' }>): Record<string, JsonColumn> {
  const parts = Object.entries(group.columns).map(([name, column]) => [name, columnJson(column)] as const);
  return Object.fromEntries(parts);
}

function columnJson(column: Column): JsonColumn {
  if (column.kind === 'group') return { parts: partsJson(column) };
  if (column.kind === 'text') return { texts: [...column.values] };
  return { dtype: column.dtype, shape: [...column.shape], data: plain(column.data) as (number | string)[] };
}
