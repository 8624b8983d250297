/**
 * Records so many episodes in a folder, and checks them; prints by how many bytes each episode makes the memory in use
 * grow. Runs on the build, by itself, with --expose-gc.
 */
import { statSync } from 'node:fs';
import { Box, Dict, Discrete } from 'gymnasium-js';
import { checkDataset } from '../../dist/src/data/check.js';
import { columnGroup, columnOf, numberColumn } from '../../dist/src/data/column.js';
import { openDataset } from '../../dist/src/data/dataset.js';
import { Recording } from '../../dist/src/data/recording.js';

const [root, count] = [process.argv[2], Number(process.argv[3])];
const id = 'made/large-v0';
const steps = 40;
const observationSpace = new Dict({
  image: new Box({ low: 0, high: 255, shape: [7, 7, 3], dtype: 'uint8' }),
  direction: new Discrete(4),
});
const actionSpace = new Discrete(7);
const own = { version: '0.0.0', env: null, options: {}, subtasks: ['a', 'b'], recording: {} };
const description = {
  observationSpace,
  actionSpace,
  envSpec: null,
  authors: [],
  licence: null,
  description: null,
  own,
};

/** A fresh episode, as a recording gets them. */
function episode(number) {
  const rows = (length, value) => Array.from({ length }, (_, i) => value(i));
  const actions = rows(steps + 1, (i) => (i + number) % 7);
  return {
    seed: BigInt(number),
    options: null,
    observations: columnOf(
      observationSpace,
      rows(steps + 1, (i) => ({ image: new Uint8Array(147).fill(number + i), direction: i % 4 })),
    ),
    actions: columnOf(actionSpace, actions.slice(0, steps)),
    rewards: new Float64Array(steps),
    terminations: new Uint8Array(steps),
    truncations: new Uint8Array(steps).fill(1, steps - 1),
    infos: columnGroup({
      demonstration: columnGroup({
        subtask: numberColumn('int64', [steps + 1], new BigInt64Array(steps + 1)),
        expert_action: columnOf(actionSpace, actions),
        action_taken: columnOf(actionSpace, actions),
      }),
    }),
    notes: { milestones: { goal: true } },
  };
}

/** Bytes in use after the rubbish is gone; array buffers go while the second collection waits for the first. */
function inUse() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Bytes by which what is in use grows with each further episode: between the first quarter and the end. */
function growth(work) {
  let early = 0;
  work((done) => {
    if (done === count / 4) early = inUse();
  });
  return Math.round((inUse() - early) / (0.75 * count));
}

const recording = new Recording(description, { root, id });
const recorded = growth((onEpisode) => {
  for (let number = 0; number < count; number++) {
    recording.append(episode(number));
    onEpisode(number + 1);
  }
});
const folder = recording.finish();
const dataset = openDataset(root, id);
let problems;
const checked = growth((onEpisode) => {
  problems = checkDataset(dataset, onEpisode);
});
dataset.close();
const data = Math.round(statSync(`${folder}/data/main_data.hdf5`).size / count);
process.stdout.write(JSON.stringify({ problems, data, recorded, checked }));
