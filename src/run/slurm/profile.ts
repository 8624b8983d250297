import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { encodeConfig, parseConfig } from '../../config/config.ts';
import { formatConfig, loadConfigFile, type RawConfig } from '../../config/config-file.ts';
import { duration } from '../../config/units.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';

/** A word that needs no quotes in a script, and begins no comment there. */
const word = z.string().regex(/^[\w.,:@+=&|[\]-]+$/);

const megabytes = { MB: 1, GB: 1024, TB: 1024 ** 2 } as const;

const memory = z.codec(z.unknown(), z.number(), {
  decode(given, context) {
    const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(MB|GB|TB)\s*$/.exec(String(given)) ?? [];
    const value = unit === undefined ? 0 : Math.ceil(Number(number) * megabytes[unit as 'MB']);
    if (value > 0) return value;
    context.issues.push({ code: 'custom', message: 'a size such as "2 GB" or "500 MB"', input: given });
    return z.NEVER;
  },
  encode: (value) => `${value} MB`,
});

const schema = z.strictObject({
  partition: word.optional(),
  account: word.optional(),
  qos: word.optional(),
  constraint: word.optional(),
  reservation: word.optional(),
  time: duration({ default: '1 h', min: '1 min', max: '8760 h' }).describe('time limit of a job'),
  memory: memory.optional().describe('memory of a job; that of the partition if not given'),
  cpus: z.int().min(1).default(1).describe('processors of a job, each of which runs one process'),
  pack: z
    .int()
    .min(1)
    .default(1)
    .describe('runs or cells that each process of a job takes one after the other'),
  parallel: z.int().min(1).optional().describe('jobs at a time'),
  maxSubmitted: z
    .int()
    .min(2)
    .optional()
    .describe('jobs that you may have in the queue, array tasks counted'),
  oomFactor: z
    .number()
    .gt(1)
    .max(16)
    .default(2)
    .describe('factor by which memory grows after a job ran out of it'),
  signalBefore: duration({ default: '90 s', min: '5 s', max: '1 h' }).describe(
    'warning before the time limit',
  ),
  grace: duration({ default: '3 min', min: '0 s', max: '1 h' }).describe(
    'how long a job that was asked to end waits for Slurm to requeue it, before it does so itself',
  ),
  options: z.array(word.startsWith('--')).default([]).describe('further options of sbatch'),
  setup: z.array(z.string()).default([]).describe('shell commands before the program, e.g. module load node'),
});

/** How a cluster is asked for jobs. */
export type SlurmProfile = z.infer<typeof schema>;

/** Items that a task takes: each of its processes takes some, one after the other. */
export function itemsPerTask({ pack, cpus }: SlurmProfile): number {
  return pack * cpus;
}

/** Options of the command line, which win over the profile. */
export interface ProfileOverrides {
  readonly pack?: number | undefined;
  readonly oomFactor?: number | undefined;
}

const nameInFolder = 'slurm.yaml';

/**
 * The profile for some work: the file that is named, else the one with which the work was submitted before, else the defaults.
 * @throws ConfigError naming each field that does not fit
 */
export function readProfile(
  jobsPath: string,
  path: string | undefined,
  { pack, oomFactor }: ProfileOverrides,
): SlurmProfile {
  const kept = join(jobsPath, nameInFolder);
  const file = path ?? (existsSync(kept) ? kept : undefined);
  const given = file === undefined ? {} : loadConfigFile(file);
  const raw = {
    ...given,
    ...(pack === undefined ? {} : { pack }),
    ...(oomFactor === undefined ? {} : { oomFactor }),
  };
  return parseConfig(schema, raw, file ?? 'settings');
}

/** Whether a cluster was asked for jobs: with the first of them the profile is kept. */
export function isHandedOver(jobsPath: string): boolean {
  return existsSync(join(jobsPath, nameInFolder));
}

/** Keeps a profile beside the jobs. */
export function keepProfile(jobsPath: string, profile: SlurmProfile): void {
  const encoded = JSON.parse(JSON.stringify(encodeConfig(schema, profile))) as RawConfig;
  writeFileAtomic(join(jobsPath, nameInFolder), formatConfig(encoded));
}
