import { z } from 'zod';
import { parseConfig } from '../config/config.ts';
import { isMapping } from '../config/mapping.ts';
import { inWords } from '../config/schema-problems.ts';
import { ConfigError } from '../errors.ts';
import { type ProgramInfo, programInfo, version } from '../process/program-info.ts';

/** What `run.json` says about how a run came to be, besides versions and the time of day. */
export interface RunInfo {
  /** Name of the task. */
  readonly task: string;
  /** Command line that began the run. */
  readonly command: string;
  readonly seeds: readonly number[];
  /** How each model is computed, by its name, e.g. `simd`. */
  readonly computedBy: Readonly<Record<string, string>>;
}

/** What `run.json` says in all. */
export interface RunRecord extends RunInfo, ProgramInfo {
  readonly format: number;
  /** When the run began, ISO 8601. */
  readonly startedAt: string;
}

/** Version of what a run folder holds: to be raised when an older version of Burstwise could not continue a run. */
const FORMAT = 1;

const text = z.string().min(1).max(1000);

const schema = z.strictObject({
  format: z.literal(FORMAT),
  task: text,
  command: z.string(),
  seeds: z
    .array(z.int().min(0))
    .min(1)
    .refine((seeds) => new Set(seeds).size === seeds.length, { error: 'different seeds' }),
  computedBy: z.record(z.string(), text),
  burstwise: text,
  node: text,
  platform: text,
  startedAt: text,
});

/** The record of a run that begins now. */
export function recordOf(info: RunInfo): RunRecord {
  return { format: FORMAT, ...info, ...programInfo(), startedAt: new Date().toISOString() };
}

/** @throws ConfigError naming the version of Burstwise that a run of another format needs, or each field that does not fit */
export function parseRunRecord(value: unknown, source: string): RunRecord {
  refuseOtherFormat(value, source);
  return parseConfig(schema, value, source);
}

function refuseOtherFormat(value: unknown, source: string): void {
  if (!isMapping(value) || value['format'] === FORMAT) return;
  const { format, burstwise } = value;
  const wrote =
    typeof burstwise === 'string' ? `version ${burstwise}, which wrote it` : 'the one that wrote it';
  const received = inWords(format);
  const remedy = `this is Burstwise ${version()}; use ${wrote}`;
  throw new ConfigError(source, [{ path: 'format', expected: `${FORMAT}`, received, remedy }]);
}
