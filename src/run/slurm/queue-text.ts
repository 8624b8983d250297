import { BurstwiseError } from '../../errors.ts';
import { queue } from './cluster.ts';
import { type ClusterWork, jobPrefix } from './work.ts';

/** The jobs of some work in the queue, in words, by one question to the cluster; what is wrong where it does not answer. */
export function queueText(work: Pick<ClusterWork, 'id'>): string {
  try {
    const counts = new Map<string, number>();
    for (const { name, state, reason } of queue()) {
      if (!name.startsWith(jobPrefix(work))) continue;
      const kind = state === 'PENDING' ? `pending (${reason})` : state.toLowerCase();
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return `Slurm: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'no jobs'}`;
  } catch (error) {
    if (!(error instanceof BurstwiseError)) throw error;
    return `Slurm: ${error.message}`;
  }
}
