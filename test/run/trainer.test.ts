import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DivergenceError, InterruptedError } from '../../src/errors.ts';
import { type Checkpoint, createCheckpoint, expectTensor } from '../../src/files/checkpoint.ts';
import { silentLogger } from '../../src/process/logger.ts';
import { silentProgress } from '../../src/process/progress.ts';
import { createRunFolder } from '../../src/run/create-run-folder.ts';
import type { RunFolder } from '../../src/run/run-folder.ts';
import { runTrainer, type Trainer } from '../../src/run/trainer.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'burstwise-trainer-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

/** A weight that follows the logistic map, whose every bit depends on all steps before. */
class Logistic implements Trainer {
  readonly total = 20;
  completed = 0;
  readonly #weight = new Float64Array([0.3]);
  readonly #onStep: (completed: number) => void;

  constructor(onStep: (completed: number) => void = () => {}, checkpoint?: Checkpoint) {
    this.#onStep = onStep;
    if (checkpoint === undefined) return;
    this.completed = checkpoint.metadata['completed'] as number;
    this.#weight.set(expectTensor(checkpoint, 'weight', [1]));
  }

  advance() {
    this.#onStep(this.completed);
    this.#weight[0]! *= 3.9 * (1 - this.#weight[0]!);
    this.completed += 1;
    return this.completed % 2 === 0 ? { weight: this.#weight[0]! } : undefined;
  }

  checkpoint(): Checkpoint {
    const tensors = new Map([['weight', { shape: [1], data: this.#weight }]]);
    return createCheckpoint({
      kind: 'logistic',
      version: 1,
      metadata: { completed: this.completed },
      tensors,
    });
  }
}

function train(trainer: Trainer, folder: RunFolder, signal = new AbortController().signal): Promise<void> {
  return runTrainer(trainer, {
    folder,
    progress: silentProgress,
    logger: silentLogger,
    label: 'steps',
    checkpointEvery: 5,
    signal,
  });
}

const content = (folder: RunFolder, name: string) => readFileSync(join(folder.path, name));

describe('runTrainer', () => {
  test('trains to the end, with metrics and the final state', async () => {
    const folder = createRunFolder(join(parent, 'a'));
    await train(new Logistic(), folder);
    expect(folder.metrics.read().map((line) => line.completed)).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    expect(folder.loadCheckpoint().metadata).toEqual({ completed: 20 });
  });

  test('saves on interruption, says how to go on, and then ends as if nothing had happened', async () => {
    const whole = createRunFolder(join(parent, 'whole'));
    await train(new Logistic(), whole);

    const halves = createRunFolder(join(parent, 'halves'));
    const controller = new AbortController();
    // Aborts from outside the loop, as a signal does, while the eighth step runs.
    const first = new Logistic((completed) => completed === 7 && setImmediate(() => controller.abort()));
    const error = await train(first, halves, controller.signal).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InterruptedError);
    expect((error as InterruptedError).exitCode).toBe(130);
    expect((error as Error).message).toMatch(
      /^interrupted after [89] of 20 steps; continue with: burstwise train --resume .*halves$/,
    );

    // All of it: the last checkpoint that was due is older.
    expect(halves.loadCheckpoint().metadata).toEqual({ completed: first.completed });

    await train(new Logistic(undefined, halves.loadCheckpoint()), halves);
    expect(content(halves, 'checkpoint.safetensors')).toEqual(content(whole, 'checkpoint.safetensors'));
    expect(content(halves, 'metrics.jsonl')).toEqual(content(whole, 'metrics.jsonl'));
  });

  test('goes on from the last checkpoint after a crash, without logging anything twice', async () => {
    const whole = createRunFolder(join(parent, 'whole'));
    await train(new Logistic(), whole);

    const crashed = createRunFolder(join(parent, 'crashed'));
    const crash = new Logistic((completed) => {
      if (completed === 13) throw new DivergenceError('worker', 13, 'NaN in readoutWeights');
    });
    await expect(train(crash, crashed)).rejects.toThrow(
      /population worker, step 13: .*NaN in readoutWeights/,
    );
    expect(crashed.loadCheckpoint().metadata).toEqual({ completed: 10 });
    expect(crashed.metrics.read().at(-1)!.completed).toBe(12);

    await train(new Logistic(undefined, crashed.loadCheckpoint()), crashed);
    expect(content(crashed, 'checkpoint.safetensors')).toEqual(content(whole, 'checkpoint.safetensors'));
    expect(content(crashed, 'metrics.jsonl')).toEqual(content(whole, 'metrics.jsonl'));
  });

  test('does nothing but save when there is nothing left to do', async () => {
    const folder = createRunFolder(join(parent, 'a'));
    await train(new Logistic(), folder);
    const before = content(folder, 'checkpoint.safetensors');
    const aborted = AbortSignal.abort();
    await train(new Logistic(undefined, folder.loadCheckpoint()), folder, aborted);
    expect(content(folder, 'checkpoint.safetensors')).toEqual(before);
  });

  test('reports progress and stops the display, whatever happens', async () => {
    const calls: unknown[] = [];
    const progress = {
      start: (...values: unknown[]) => calls.push(['start', ...values]),
      update: (...values: unknown[]) => calls.push(['update', ...values]),
      stop: () => calls.push(['stop']),
    };
    const trainer = new Logistic((completed) => {
      if (completed === 2) throw new Error('power cut');
    });
    const folder = createRunFolder(join(parent, 'a'));
    const options = { folder, progress, logger: silentLogger, label: 'steps', checkpointEvery: 5 };
    await expect(runTrainer(trainer, options)).rejects.toThrow('power cut');
    expect(calls).toEqual([
      ['start', 20, 'steps'],
      ['update', 1, undefined],
      ['update', 2, 'weight 0.578'],
      ['stop'],
    ]);
  });
});
