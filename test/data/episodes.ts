import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Box,
  Dict,
  Discrete,
  MultiBinary,
  MultiDiscrete,
  npRandom,
  type Space,
  Text,
  Tuple,
} from 'gymnasium-js';
import { onTestFinished } from 'vitest';
import { columnGroup, columnOf, numberColumn, textColumn } from '../../src/data/column.ts';
import { type Demonstration, LABELS } from '../../src/data/demonstration.ts';
import type { DatasetDescription } from '../../src/data/recording.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'burstwise-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One of every kind of space that datasets can hold. */
export const richSpaces = {
  observationSpace: new Dict({
    image: new Box({ low: 0, high: 255, shape: [3, 2], dtype: 'uint8' }),
    mission: new Text(12, { charset: 'abcé ☃', minLength: 0 }),
    parts: new Tuple([
      new Discrete(4, { start: 1 }),
      new MultiDiscrete([2, 3]),
      new MultiBinary(3),
      new Box({ low: -1, high: 1, shape: [2], dtype: 'float32' }),
    ]),
    wide: new Box({ low: -(2n ** 63n), high: 2n ** 63n - 1n, shape: [1], dtype: 'int64' }),
    x: new Box({ low: -Infinity, high: Infinity, shape: [2], dtype: 'float64' }),
  }),
  actionSpace: new Discrete(3),
} satisfies { observationSpace: Space; actionSpace: Space };

export const simpleSpaces = {
  observationSpace: new Box({ low: -Infinity, high: Infinity, shape: [2], dtype: 'float64' }),
  actionSpace: new Discrete(3),
};

export function describing(spaces: { observationSpace: Space; actionSpace: Space }): DatasetDescription {
  return {
    ...spaces,
    envSpec: null,
    authors: ['Ada', 'Bo'],
    licence: 'CC0-1.0',
    description: 'made for a test',
    own: { version: '0.0.0', env: null, options: {}, subtasks: ['a', 'b', 'c'], recording: {} },
  };
}

/** An episode of random values: the same for the same seed. */
export function randomEpisode(
  { observationSpace, actionSpace }: { observationSpace: Space; actionSpace: Space },
  seed: number,
  steps = 1 + (seed % 5),
): Omit<Demonstration, 'id'> {
  const random = npRandom(seed)[0];
  observationSpace.seed(seed);
  actionSpace.seed(seed);
  const sample = (space: Space, n: number) => Array.from({ length: n }, () => space.sample());
  const taken = sample(actionSpace, steps);
  const rows = <T>(values: T[]) => [...values, values.at(-1)!];
  const terminated = seed % 3 !== 0;
  const subtasks = Array.from({ length: steps }, () => BigInt(random.integers(0, 3)));
  return {
    seed: seed % 4 === 0 ? null : 2n ** 64n - BigInt(seed),
    options:
      seed % 2 === 0 ? null : { k: 3, m: { n: 'téxt', flag: true }, list: [1, 2.5], words: ['a', 'bb'] },
    observations: columnOf(observationSpace, sample(observationSpace, steps + 1)),
    actions: columnOf(actionSpace, taken),
    rewards: Float64Array.from({ length: steps }, () => random.standardNormal()),
    terminations: new Uint8Array(steps).fill(terminated ? 1 : 0, steps - 1),
    truncations: new Uint8Array(steps).fill(terminated ? 0 : 1, steps - 1),
    infos: columnGroup({
      [LABELS]: columnGroup({
        subtask: numberColumn('int64', [steps + 1], BigInt64Array.from(rows(subtasks))),
        expert_action: columnOf(actionSpace, rows(sample(actionSpace, steps))),
        action_taken: columnOf(actionSpace, rows(taken)),
      }),
      note: textColumn(rows(Array.from({ length: steps }, (_, i) => `schritt ${i} ü`))),
      flag: numberColumn('bool', [steps + 1], new Uint8Array(steps + 1).fill(1)),
    }),
    ...(seed % 3 === 1
      ? { notes: { milestones: { 'find kéy': true, goal: seed % 2 === 0 }, expert: 'clumsy' } }
      : {}),
  };
}
