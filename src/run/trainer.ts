import { InterruptedError } from '../errors.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { Logger } from '../process/logger.ts';
import { pause } from '../process/pause.ts';
import type { Progress } from '../process/progress.ts';
import type { Metrics } from './metrics-log.ts';
import type { RunFolder } from './run-folder.ts';

/** A training algorithm as a sequence of units of work, each between two states that can be saved. */
export interface Trainer {
  /** Units of work in all. */
  readonly total: number;
  /** Units of work done. */
  readonly completed: number;
  /**
   * Does one unit of work, e.g. an episode.
   *
   * @returns what there is to log about it, if anything
   * @throws DivergenceError when the weights leave the finite numbers
   */
  advance(): Metrics | undefined;
  /** Everything that a trainer needs to go on from here as if it had never stopped. */
  checkpoint(): Checkpoint;
}

/** Where a training keeps its results, and how it tells of its progress. */
export interface TrainingOptions {
  /** Where metrics and checkpoints are kept. */
  readonly folder: RunFolder;
  /** Is told of every unit of work. */
  readonly progress: Progress;
  /** Is told what happens. */
  readonly logger: Logger;
  /** What a unit of work is, for people, e.g. `episodes`. */
  readonly label: string;
  /** Units of work between two checkpoints. */
  readonly checkpointEvery: number;
  /** Stops the training after the present unit of work. */
  readonly signal?: Pick<AbortSignal, 'aborted'>;
}

/**
 * Trains to the end. Logs metrics and saves checkpoints on the way and at the end; when the trainer starts from a
 * checkpoint, what was logged after it is dropped first, so that nothing appears twice.
 *
 * @throws InterruptedError when stopped by the signal, after saving a checkpoint
 * @throws whatever the trainer throws; the last checkpoint then stays as it was
 */
export async function runTrainer(trainer: Trainer, options: TrainingOptions): Promise<void> {
  const { folder, progress, logger, label, checkpointEvery, signal } = options;
  folder.metrics.rewind(trainer.completed);
  progress.start(trainer.total, label);
  // Not every unit of work has all metrics: people see the latest of each.
  let latest: Metrics = {};
  let saved = -1;
  const saveOnce = () => {
    if (saved !== trainer.completed) save(trainer, folder, logger);
    saved = trainer.completed;
  };
  try {
    while (trainer.completed < trainer.total) {
      if (signal?.aborted) throw interrupted(trainer, options);
      const metrics = trainer.advance();
      if (metrics !== undefined) folder.metrics.append({ completed: trainer.completed, ...metrics });
      if (trainer.completed % checkpointEvery === 0) saveOnce();
      if (metrics !== undefined) latest = { ...latest, ...metrics };
      progress.update(trainer.completed, describe(latest));
      await pause(); // Lets signals in.
    }
    saveOnce();
  } finally {
    progress.stop();
  }
}

function save(trainer: Trainer, folder: RunFolder, logger: Logger): void {
  folder.saveCheckpoint(trainer.checkpoint());
  logger.debug({ completed: trainer.completed }, 'saved a checkpoint');
}

function interrupted(trainer: Trainer, { folder, label, logger }: TrainingOptions): InterruptedError {
  save(trainer, folder, logger);
  return new InterruptedError(
    `interrupted after ${trainer.completed} of ${trainer.total} ${label}; ` +
      `continue with: burstwise train --resume ${folder.path}`,
  );
}

function describe(metrics: Metrics): string | undefined {
  const entries = Object.entries(metrics);
  if (entries.length === 0) return undefined;
  return entries
    .map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`)
    .join('  ');
}
