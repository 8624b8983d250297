import type { ItemState } from '../leases/item-state.ts';
import type { SlurmProfile } from './profile.ts';

/** An item of work, e.g. a run of a sweep, as a cluster has to know it. */
export interface WorkItem {
  readonly state: ItemState | 'skipped';
  /** Number of the job that had it last, as `AttemptRecord.job`. */
  readonly job: string | null;
  /** Megabytes that did not suffice; null if none are known. */
  readonly shortage: number | null;
}

/** Work in a folder that the jobs of a cluster share. */
export interface ClusterWork {
  /** Eight hexadecimal digits: the same for the same work. Its jobs are named after them. */
  readonly id: string;
  /** Folder of what the cluster is asked for. */
  readonly jobsPath: string;
  /** The items as they are now. */
  items(): Promise<readonly WorkItem[]>;
  /** Says what jobs left behind that have ended. */
  close(jobs: readonly string[]): void;
  /** Lets failed items be taken again. */
  retry(): void;
  /** Words of the command of a task: it takes items that are free, as many as the profile says. */
  taskCommand(profile: SlurmProfile): readonly string[];
  /** Words of the command that submits what is left when these jobs have ended. */
  feederCommand(jobs: readonly string[]): readonly string[];
}

/** Beginning of the names of all jobs of some work. */
export function jobPrefix({ id }: Pick<ClusterWork, 'id'>): string {
  return `burstwise-${id}-`;
}

/** Name of the job that submits what is left when the others have ended. */
export function feederName(work: Pick<ClusterWork, 'id'>): string {
  return `${jobPrefix(work)}feeder`;
}
