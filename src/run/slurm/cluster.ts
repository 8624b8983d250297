import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { BurstwiseError, UsageError } from '../../errors.ts';

/** Waits before tries of a command that the controller of the cluster did not answer, in seconds. */
const WAITS: readonly number[] = [1, 2, 4, 8, 16];
/** In their place: a command that is not answered is not repeated. */
export const ONCE: readonly number[] = [];
/** Milliseconds after which a command counts as not answered. */
const PATIENCE = 60_000;

const transient =
  /timed out|unable to contact|socket|connection|communication|temporar|try again|resource.*unavailable|slurmctld/i;

/** Errors of commands that do not find the cluster, or that it does not trust. */
const unreachable =
  /configuration (source|file)|unable to contact|timed out|connection|authentication|munge|protocol/i;

/** What a command of the cluster answered. */
interface Answer {
  readonly ok: boolean;
  /** Whether there is no such program here. */
  readonly isMissing: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** How often a command is tried. */
interface Tries {
  /** Seconds before each further try. */
  readonly waits?: readonly number[];
  /** Called before another try: what to return instead, if an earlier one worked after all. */
  readonly settled?: () => string | undefined;
}

/**
 * Runs a command of Slurm; where the controller does not answer, again after a while.
 *
 * @throws UsageError when Slurm is not installed
 * @throws BurstwiseError with what the command said, and what to do where it does not find the cluster
 */
export function slurm(
  program: string,
  args: readonly string[],
  { waits = WAITS, settled = () => undefined }: Tries = {},
): string {
  for (let tries = 0; ; tries++) {
    const { ok, isMissing, stdout, stderr } = ask(program, args);
    if (ok) return stdout;
    if (isMissing)
      throw new UsageError(
        `${program}: expected a machine with Slurm, received none; leave out --on slurm, or log in to the cluster`,
      );
    const wait = waits[tries];
    if (wait === undefined || !transient.test(stderr)) {
      const remedy = unreachable.test(stderr)
        ? '; log in to a node of the cluster, set SLURM_CONF to its configuration, or start slurmctld'
        : '';
      throw new BurstwiseError(
        `${program}: expected success, received: ${stderr.trim().split('\n').at(-1)}${remedy}`,
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait * 1000);
    const before = settled();
    if (before !== undefined) return before;
  }
}

function ask(program: string, args: readonly string[]): Answer {
  const options = { encoding: 'utf8', timeout: PATIENCE, env: outsideJob(process.env) } as const;
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (error === undefined) return { ok: status === 0, isMissing: false, stdout, stderr };
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return { ok: false, isMissing, stdout: '', stderr: `${program}: timed out: ${error.message}` };
}

/**
 * The environment without what Slurm says of the job that we may be in: a job that is submitted from it would inherit that,
 * e.g. a memory for each processor, which `srun` refuses beside one for the node.
 */
export function outsideJob(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOfUser = (name: string) => !/^SLURM_(?!CONF$|CLUSTERS$)/.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => isOfUser(name)));
}

/** What a cluster allows. */
export interface ClusterLimits {
  /** Tasks of an array. */
  readonly arraySize: number;
  /** Jobs of a user in the queue, tasks of arrays counted. */
  readonly submitted: number;
}

/** Slurm's own defaults: MaxArraySize and MaxJobCount. */
export const usualLimits: ClusterLimits = { arraySize: 1001, submitted: 10_000 };

/** As whom jobs are submitted: what a profile says. */
export interface Submitter {
  readonly account?: string | undefined;
  readonly partition?: string | undefined;
  readonly qos?: string | undefined;
}

/**
 * The limits that the cluster tells; those of the user only where it keeps accounts and lets them be read.
 * @param waits seconds before each further try where it does not answer
 */
export function clusterLimits(submitter: Submitter = {}, waits = WAITS): ClusterLimits {
  const config = slurm('scontrol', ['show', 'config'], { waits });
  const value = (name: string) => new RegExp(`^${name}\\s*=\\s*(\\S+)`, 'm').exec(config)?.[1];
  const arraySize = Number(value('MaxArraySize') ?? usualLimits.arraySize);
  const jobs = Number(value('MaxJobCount') ?? Number.POSITIVE_INFINITY);
  const keepsAccounts = !/none$/.test(value('AccountingStorageType') ?? 'none');
  return {
    arraySize,
    submitted: Math.min(jobs, keepsAccounts ? submitLimit(submitter) : Number.POSITIVE_INFINITY),
  };
}

/** The strictest limit of the associations of the user that may be charged, and of the quality of service that their jobs get. */
function submitLimit({ account, partition, qos }: Submitter): number {
  const associations = accounting([
    ...['assoc', `user=${userInfo().username}`],
    'format=Account,Partition,MaxSubmitJobs,DefaultQOS',
  ]).filter(
    ([ofAccount, ofPartition]) =>
      (account === undefined || ofAccount === account) &&
      (ofPartition === '' || partition === undefined || ofPartition === partition),
  );
  const own = associations.map(([, , limit]) => limit);
  const services = qos === undefined ? associations.map(([, , , service]) => service || 'normal') : [qos];
  const ofServices = accounting(['qos', 'format=Name,MaxSubmitJobsPerUser'])
    .filter(([name]) => services.includes(name!))
    .map(([, limit]) => limit);
  const limits = [...own, ...ofServices].map(Number).filter((limit) => limit > 0);
  return Math.min(...limits, Number.POSITIVE_INFINITY);
}

/** What the accounting says, a row of fields for each line; nothing where it may not be asked, or does not answer. */
function accounting(query: readonly string[]): readonly (readonly string[])[] {
  const { ok, stdout } = ask('sacctmgr', ['--noheader', '--parsable2', 'show', ...query]);
  if (!ok) return [];
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split('|'));
}

/** A job or a task of an array in the queue. */
export interface QueuedTask {
  /** E.g. `12_3`. */
  readonly id: string;
  readonly name: string;
  /** Slurm's word, e.g. `PENDING`. */
  readonly state: string;
  readonly reason: string;
}

/**
 * All jobs of the user in the queue, by one question to the controller.
 * @param waits seconds before each further try where it does not answer
 */
export function queue(waits = WAITS): readonly QueuedTask[] {
  return slurm('squeue', ['--me', '--noheader', '--array', '--format=%i|%j|%T|%r'], { waits })
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', name = '', state = '', reason = ''] = line.split('|');
      return { id, name, state, reason };
    });
}
