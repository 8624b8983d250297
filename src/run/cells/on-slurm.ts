import { join, resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { lockWhenFree } from '../../files/folder-lock.ts';
import { makeFolder, removeEmptyFolders } from '../../files/folders.ts';
import { onDisk } from '../../files/on-disk.ts';
import { sha256OfText } from '../../files/sha256.ts';
import { closeAttempts } from '../leases/ended-jobs.ts';
import type { ItemState, ItemStatus } from '../leases/item-state.ts';
import { lookAt } from '../leases/look.ts';
import { reasonText } from '../leases/reason-text.ts';
import { retryFailed } from '../leases/retry.ts';
import { isHandedOver, itemsPerTask } from '../slurm/profile.ts';
import { queueText } from '../slurm/queue-text.ts';
import { FEEDER_PATIENCE, type SlurmOutcome, type SlurmStart, startOnSlurm } from '../slurm/start.ts';
import type { ClusterWork } from '../slurm/work.ts';
import type { Cell } from './cell.ts';
import { type CellStore, writing } from './cell-store.ts';
import { usualLease } from './shared-cells.ts';

/** The command that measures cells, as words, in two variants that jobs of a cluster run. */
export interface CellCommand {
  /** Measures as many cells as are told, and ends. */
  take(limit: number): readonly string[];
  /** Submits what is left after jobs, or draws the conclusion if nothing is. */
  feed(jobs: readonly string[]): readonly string[];
}

/** Cells of one command in a folder, as the work of a cluster. */
export class CellsOnSlurm {
  readonly #store: CellStore;
  readonly #cells: ReadonlyMap<string, Cell>;
  readonly #work: ClusterWork;

  constructor(store: CellStore, cells: readonly Cell[], command: CellCommand) {
    this.#store = store;
    this.#cells = new Map(cells.map((cell) => [store.idOf(cell), cell]));
    // Other cells in the same folder are other work, and so are the same cells in another folder.
    const key = digest(...this.#cells.keys());
    this.#work = {
      id: digest(resolve(store.path), key),
      jobsPath: join(store.path, 'jobs', key),
      items: () => this.#items(),
      close: (jobs) => closeAttempts(store, [...this.#cells.keys()], jobs),
      retry: () => void retryFailed(store, [...this.#cells.keys()], usualLease),
      taskCommand: (profile) => command.take(itemsPerTask(profile)),
      feederCommand: (jobs) => command.feed(jobs),
    };
  }

  /** Whether a cluster was asked to measure the cells. */
  get isHandedOver(): boolean {
    return isHandedOver(this.#work.jobsPath);
  }

  /** Whether all results are there. */
  get isComplete(): boolean {
    return [...this.#cells.keys()].every((id) => this.#store.isDone(id));
  }

  /**
   * Submits what is missing, as {@link startOnSlurm}. Folders of jobs are made only if there are some.
   * @throws UsageError when another process does so at this moment; a feeder waits for that
   */
  async start(options: SlurmStart): Promise<SlurmOutcome> {
    if (options.dryRun === true && this.isComplete)
      return {
        text: `${this.#store.path}: all ${this.#cells.size} cells are measured; nothing would be submitted`,
        scripts: [],
      };
    if (options.dryRun === true) return startOnSlurm(this.#work, options);
    const { jobsPath } = this.#work;
    const made = onDisk(jobsPath, () => makeFolder(jobsPath), writing);
    try {
      const lock = await lockWhenFree(jobsPath, {
        busy: ({ name }) =>
          new UsageError(
            `${this.#store.path}: expected cells for which no other process submits jobs, received ${name}; wait for it`,
          ),
        patience: options.after === undefined ? 0 : FEEDER_PATIENCE,
        purpose: writing,
      });
      try {
        return await startOnSlurm(this.#work, options);
      } finally {
        lock.release();
      }
    } finally {
      removeEmptyFolders(made);
    }
  }

  /** How far the cells and the jobs are, in words. */
  async status(): Promise<string> {
    const seen = await this.#look();
    const counts = { done: 0, running: 0, waiting: 0, failed: 0 } satisfies Record<ItemState, number>;
    for (const { state } of seen.values()) counts[state]++;
    const { done, running, waiting, failed } = counts;
    const failures = [...seen].flatMap(([id, { state, reason }]) => {
      const { name, seed } = this.#cells.get(id)!;
      return state === 'failed' ? [`failed: ${name}, seed ${seed}: ${reasonText(reason)}`] : [];
    });
    return [
      `${this.#store.path}: ${done} of ${seen.size} cells measured, ${running} running, ${waiting} waiting, ${failed} failed`,
      queueText(this.#work),
      ...failures.slice(0, MOST_FAILURES),
      ...(failures.length > MOST_FAILURES ? [`and ${failures.length - MOST_FAILURES} more`] : []),
      ...(failures.length > 0 ? ['measure failed cells again with --on slurm --retry failed'] : []),
    ].join('\n');
  }

  async #look(): Promise<ReadonlyMap<string, ItemStatus>> {
    const ids = [...this.#cells.keys()];
    const seen = await lookAt(this.#store, ids, usualLease);
    return new Map(ids.map((id, k) => [id, seen[k]!]));
  }

  async #items() {
    return [...(await this.#look())].map(([id, { state, latest }]) => {
      const shortage = state === 'waiting' ? this.#store.attempts(id).shortage() : null;
      return { state, job: latest?.job ?? null, shortage };
    });
  }
}

function digest(...words: readonly string[]): string {
  return sha256OfText(JSON.stringify(words)).slice(0, 8);
}

/** Failures that are listed one by one. */
const MOST_FAILURES = 5;
