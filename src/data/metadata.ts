import type { Space } from 'gymnasium-js';
import { z } from 'zod';
import { validate } from '../config/config.ts';
import { parseJsonBytes } from '../files/json.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { DatasetError } from './dataset-error.ts';
import { formatMinariSpace, parseMinariSpace } from './minari-spaces.ts';

/** The version of Minari whose format this is. */
export const MINARI_VERSION = '0.5.4';

const count = z.int().min(0);

/** What Burstwise adds to Minari's metadata. */
export const ownDescriptionSchema = z.object({
  /** Version of Burstwise that recorded the data. */
  version: z.string(),
  /** Name of the environment, as `burstwise envs list` has it; null for data of unknown origin. */
  env: z.string().nullable(),
  /** The task's options, layout included: what makes the same environment again. */
  options: z.record(z.string(), z.unknown()),
  /** Names of the subtasks; index = label. */
  subtasks: z.array(z.string()),
  /** What was asked for: seed, number of episodes, filters, agent. */
  recording: z.record(z.string(), z.unknown()),
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const ownDataSchema = z.object({
  /** Of the data file, as it was with `episodes` episodes. */
  sha256,
  bytes: count,
  episodes: count,
  /** Of the episodes alone: other programs that add some leave these bytes, after the superblock, as they are. */
  contentSha256: sha256,
  contentBytes: count,
});

const ownSchema = ownDescriptionSchema.extend(ownDataSchema.shape);

export type OwnDescription = z.infer<typeof ownDescriptionSchema>;
export type OwnData = z.infer<typeof ownDataSchema>;
export type OwnMetadata = z.infer<typeof ownSchema>;

const schema = z.looseObject({
  dataset_id: z.string().optional(),
  total_episodes: count,
  total_steps: count,
  data_format: z.enum(['hdf5', 'arrow', 'parquet']),
  observation_space: z.string(),
  action_space: z.string(),
  env_spec: z.string().optional(),
  jpeg_encoding: z.boolean().optional(),
  author: z.array(z.string()).optional(),
  licence: z.string().optional(),
  description: z.string().optional(),
  burstwise: ownSchema.optional(),
  minari_version: z.unknown().optional(),
  dataset_size: z.unknown().optional(),
});

/** What `metadata.json` says, in our names. */
export interface DatasetMetadata {
  /** `[namespace/]name-vN`; null where the dataset does not say. */
  readonly id: string | null;
  /** Number of episodes. */
  readonly episodes: number;
  /** Number of steps, all episodes together. */
  readonly steps: number;
  /** How episodes are stored. */
  readonly format: 'hdf5' | 'arrow' | 'parquet';
  /** Of every observation. */
  readonly observationSpace: Space;
  /** Of every action. */
  readonly actionSpace: Space;
  /** Whether pictures are compressed; see `picturesIn`. */
  readonly compressed: boolean;
  /** How Gymnasium makes the environment, as JSON text; null where the dataset does not say. */
  readonly envSpec: string | null;
  /** Names of people, as they wrote them. */
  readonly authors: readonly string[];
  /** Name of the licence; null where there is none. */
  readonly licence: string | null;
  /** What it holds, in its authors' words; null where they wrote nothing. */
  readonly description: string | null;
  /** Null for datasets that Burstwise did not write. */
  readonly own: OwnMetadata | null;
  /** What else is there, e.g. `author_email`, under the names of the file. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** More than this describes no spaces. */
const MOST_METADATA_BYTES = 2 ** 26;

/** @throws DatasetError when the file cannot be read or does not say what a dataset needs */
export function readMetadata(path: string): DatasetMetadata {
  const validation = validate(schema, readJson(path));
  if ('problems' in validation) throw new DatasetError(path, validation.problems[0]!);
  const json = validation.value;
  return Object.freeze({
    id: json.dataset_id ?? null,
    episodes: json.total_episodes,
    steps: json.total_steps,
    format: json.data_format,
    // Minari's own default; other metadata than ours may lack the field.
    compressed: json.jpeg_encoding ?? true,
    observationSpace: parseMinariSpace(json.observation_space, path, 'observation_space'),
    actionSpace: parseMinariSpace(json.action_space, path, 'action_space'),
    envSpec: json.env_spec ?? null,
    authors: json.author ?? [],
    licence: json.licence ?? null,
    description: json.description ?? null,
    own: json.burstwise ?? null,
    others: Object.fromEntries(Object.entries(json).filter(([name]) => !(name in schema.shape))),
  });
}

function readJson(path: string): unknown {
  try {
    return parseJsonBytes(readRegularFile(path, MOST_METADATA_BYTES));
  } catch (cause) {
    const { message } = cause as Error;
    throw new DatasetError(
      path,
      { path: '', expected: 'the metadata of a dataset', received: message },
      { cause },
    );
  }
}

/** What a dataset's metadata is written from. */
export interface MetadataContent
  extends Omit<DatasetMetadata, 'format' | 'compressed' | 'own' | 'others'>,
    Partial<Pick<DatasetMetadata, 'others'>> {
  readonly own: OwnDescription;
  readonly data: OwnData;
}

/** The text of `metadata.json`. Says nothing of the time, so that the same recording gives the same file. */
export function formatMetadata(content: MetadataContent): string {
  const { id, episodes, steps, envSpec, authors, licence, description, own, data, others } = content;
  const json = {
    dataset_id: id,
    minari_version: MINARI_VERSION,
    data_format: 'hdf5',
    jpeg_encoding: false,
    total_episodes: episodes,
    total_steps: steps,
    /** In millions of bytes, to one digit, as Minari has it. */
    dataset_size: Math.round(data.bytes / 1e5) / 10,
    observation_space: formatMinariSpace(content.observationSpace),
    action_space: formatMinariSpace(content.actionSpace),
    ...(envSpec === null ? {} : { env_spec: envSpec }),
    ...(authors.length === 0 ? {} : { author: authors }),
    ...(licence === null ? {} : { licence }),
    ...(description === null ? {} : { description }),
    ...others,
    burstwise: { ...own, ...data },
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
