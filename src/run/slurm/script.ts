import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { quoted } from '../../process/quoted.ts';
import type { SlurmProfile } from './profile.ts';
import { type ClusterWork, feederName, jobPrefix } from './work.ts';

/** An array of jobs that is to be submitted. */
export interface ArrayRequest {
  /** Number of its folder in `jobs/`. */
  readonly number: number;
  readonly tasks: number;
  /** Megabytes; undefined for the default of the partition. */
  readonly memory: number | undefined;
}

/**
 * The script of an array. Each task takes items that are free, whichever these are. The warning before the time limit (USR1) comes to this
 * shell alone, which passes it to the program; the program saves what it has, and the task is queued again. Where Slurm itself
 * asks the program to end (TERM, before a preemption), the task stays until Slurm ends and requeues it; only if that does not come, it
 * queues itself again.
 */
export function arrayScript(work: ClusterWork, profile: SlurmProfile, request: ArrayRequest): string {
  const { number, tasks, memory } = request;
  const throttle = profile.parallel === undefined ? '' : `%${profile.parallel}`;
  const seconds = Math.ceil(profile.signalBefore / 1000);
  return `${head(profile, [
    `--job-name=${jobPrefix(work)}${number}`,
    `--array=0-${tasks - 1}${throttle}`,
    outputOption(work, `${number}`, 'task-%a.log'),
    `--time=${timeText(profile.time)}`,
    ...(memory === undefined ? [] : [`--mem=${memory}M`]),
    `--cpus-per-task=${profile.cpus}`,
    '--requeue',
    `--signal=B:USR1@${seconds}`,
  ])}
echo "task $SLURM_ARRAY_TASK_ID on $(hostname), restart \${SLURM_RESTART_COUNT:-0}, $(date)"
warned=
trap 'warned=yes; echo "warned before the time limit, $(date)"' USR1
${lines(profile.setup)}if [ -n "$SLURM_MEM_PER_NODE" ]; then export NODE_OPTIONS="--max-old-space-size=$((SLURM_MEM_PER_NODE * 3 / 4)) $NODE_OPTIONS"; fi

requeue() {
  for pause in 1 2 4 8 16; do
    if scontrol requeue "\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}"; then sleep 60; fi
    sleep $pause
  done
  exit 1
}
srun --ntasks=1 --cpus-per-task="$SLURM_CPUS_PER_TASK" \\
  ${words(work.taskCommand(profile))} &
worker=$!
wait $worker
code=$?
if [ -n "$warned" ]; then
  # A program that is just starting may not hear the first signal.
  while kill -USR1 $worker 2>/dev/null; do sleep 2; done
  wait $worker
  code=$?
fi
if [ -n "$warned" ]; then
  if [ $code -eq 0 ]; then exit 0; fi
  requeue
fi
if [ $code -eq 130 ]; then
  sleep ${Math.ceil(profile.grace / 1000)}
  requeue
fi
exit $code
`;
}

/** The script of the job that submits what is left after the others: failed nodes, shortages of memory, what was over a limit. */
export function feederScript(work: ClusterWork, profile: SlurmProfile, after: readonly string[]): string {
  return `${head(profile, [
    `--job-name=${feederName(work)}`,
    `--dependency=afterany:${after.join(':')}`,
    outputOption(work, '', 'feeder.log'),
    '--time=15',
    '--cpus-per-task=1',
  ])}
echo "feeder on $(hostname), $(date)"
${lines(profile.setup)}exec ${words(work.feederCommand(after))}
`;
}

/**
 * Where a job writes. Slurm replaces `%` and a letter, also in the names of folders, unless the sign is doubled; a backslash would turn
 * this off for the whole path.
 *
 * @throws UsageError where the name of a folder cannot be written in a script
 */
function outputOption({ jobsPath }: ClusterWork, folder: string, pattern: string): string {
  const place = join(resolve(jobsPath), folder);
  const bad = /[\\\n\r]/.exec(place);
  if (bad !== null)
    throw new UsageError(
      `${place}: expected a folder that Slurm can write logs into, received ${JSON.stringify(bad[0])} in its name; name another folder with --out`,
    );
  return `--output=${quoted(join(place.replaceAll('%', '%%'), pattern))}`;
}

function head(profile: SlurmProfile, options: readonly string[]): string {
  const named = (['partition', 'account', 'qos', 'constraint', 'reservation'] as const).flatMap((name) =>
    profile[name] === undefined ? [] : [`--${name}=${profile[name]}`],
  );
  const lines = [...options, '--ntasks=1', '--open-mode=append', ...named, ...profile.options];
  return `#!/bin/bash\n${lines.map((line) => `#SBATCH ${line}`).join('\n')}`;
}

function lines(commands: readonly string[]): string {
  return commands.map((command) => `${command}\n`).join('');
}

function words(command: readonly string[]): string {
  return command.map(quoted).join(' ');
}

/** A time limit as sbatch reads it, in whole minutes. */
function timeText(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 60_000)}`;
}
