/** The thread that reads Minari's Arrow format: a folder for each episode, with a table and metadata. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseJsonBytes } from '../files/json.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { readTable } from './arrow-table.ts';
import type { RawAttribute, RawGroup } from './read-protocol.ts';
import { Refusal, serveReads } from './read-service.ts';
import { MOST_LEVELS } from './storable.ts';

const NAME = /^episode_(\d+)$/;

/** More than this in one table, or in its metadata, is not an episode but damage. */
const MOST_TABLE_BYTES = 2 ** 30;
const MOST_METADATA_BYTES = 2 ** 24;

serveReads('a table in Arrow’s file format', ({ path, steps, pictures }) => ({
  names: () =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [`episode_${entry.name}`] : [],
    ),
  group(name) {
    const [, number] = NAME.exec(name) ?? [];
    if (number === undefined) throw new Refusal(name, 'episode_N', name);
    const folder = join(path, number);
    const [file, ...others] = readdirSync(folder).filter((entry) => entry.endsWith('.arrow'));
    if (file === undefined || others.length > 0)
      throw new Refusal(name, 'one table', file === undefined ? 'none' : `${1 + others.length}`);
    const bytes = readRegularFile(join(folder, file), MOST_TABLE_BYTES);
    return { columns: readTable(bytes, name, { steps, pictures }), attributes: readAttributes(folder, name) };
  },
}));

/** The episode's metadata, options under the names that they have in HDF5. */
function readAttributes(folder: string, where: string): RawGroup['attributes'] {
  const bytes = readRegularFile(join(folder, 'metadata.json'), MOST_METADATA_BYTES);
  // Seeds may be integers beyond those that JSON.parse keeps.
  const text = new TextDecoder().decode(bytes).replace(/"seed":\s*(\d+)/, '"seed": "$1"');
  const json = parseJsonBytes(new TextEncoder().encode(text));
  if (json === null || typeof json !== 'object')
    throw new Refusal(`${where}/metadata.json`, 'fields', String(json));
  const attributes: [name: string, value: RawAttribute][] = [];
  flatten(json, '', attributes, 0, `${where}/metadata.json`);
  const asSeed = (name: string, value: RawAttribute) =>
    name === 'seed' && typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : value;
  return Object.fromEntries(attributes.map(([name, value]) => [name, asSeed(name, value)]));
}

function flatten(
  json: object,
  prefix: string,
  out: [name: string, value: RawAttribute][],
  level: number,
  where: string,
): void {
  if (level > MOST_LEVELS) throw new Refusal(where, `at most ${MOST_LEVELS} levels`, 'more');
  for (const [name, value] of Object.entries(json)) {
    if (value === null) continue;
    if (typeof value === 'object' && !Array.isArray(value))
      flatten(value, `${prefix}${name}/`, out, level + 1, where);
    else out.push([`${prefix}${name}`, value]);
  }
}
