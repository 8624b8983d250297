import { availableParallelism } from 'node:os';

/** Processors that this process may use: those that Slurm gave it, else those that the system lets it have. */
export function cpuCount(env: NodeJS.ProcessEnv = process.env): number {
  const given = Number(env['SLURM_CPUS_PER_TASK']);
  return Number.isInteger(given) && given > 0 ? given : availableParallelism();
}
