import { imitationTrainable } from '../../../agents/trainable/trainable.ts';
import { adapters } from '../../../envs/index.ts';
import { run } from '../../../src/burstwise.ts';
import { parseConfig } from '../../../src/config/config.ts';

import type { RawConfig } from '../../../src/config/config-file.ts';
import type { CommonConfig, Session, Trainable } from '../../../src/run/trainable.ts';
import { storeRecallTask } from '../../../src/sequence/store-recall-task.ts';
import { createRunner } from '../runners.ts';
import { workloads } from '../workloads.ts';
import { silently } from './silently.ts';

/** Something whose cost is measured; it may be repeated. */
export type Work = () => unknown;

/** How the cost of something is expected to grow. */
export interface Law {
  /** What grows, as `--only` and file names have it. */
  readonly name: string;
  /** What grows, with its symbol or unit. */
  readonly size: string;
  /** What is measured. */
  readonly work: string;
  /** From small to large. */
  readonly sizes: readonly number[];
  /** The largest exponent that is expected. */
  readonly order: number;
  /** Why. */
  readonly because: string;
  /** @param folder an empty one that the work may use */
  prepare(size: number, folder: string): Work | Promise<Work>;
}

/** An episode of training of a network of `workloads.ts`, of another size. */
function episode(name: string, change: { readonly neurons?: number; readonly inputs?: number }): Work {
  const workload = { ...workloads.find((candidate) => candidate.name.startsWith(name))!, ...change };
  const runner = createRunner(workload, 'simd');
  return () => runner(true, workload.steps);
}

/** A whole training, without report and pictures. */
function training<C extends CommonConfig>(task: Trainable<C, Session>, config: RawConfig): Work {
  const settings = parseConfig(task.schema, { ...config, seed: 1 }, task.name);
  return () => {
    const session = task.begin(settings);
    while (session.completed < session.total) session.advance();
  };
}

/** The training of an agent that watches an expert. */
function cloning(name: string, demonstrations: number, config: RawConfig): Work {
  const task = imitationTrainable(adapters.find((adapter) => adapter.name === name)!);
  return training(task, { ...config, imitation: { algorithm: 'cloning', demonstrations } });
}

/** Runs a command silently. @throws Error when it fails */
async function command(...args: readonly string[]): Promise<void> {
  const code = await silently(() => run(args));
  if (code !== 0) throw new Error(`burstwise ${args.join(' ')}: expected exit code 0, received ${code}`);
}

/** Everything whose growth is measured. */
export const laws: readonly Law[] = [
  {
    name: 'neurons',
    size: 'neurons N',
    work: 'training episode of store & recall',
    sizes: [125, 250, 500, 1000, 2000, 4000],
    order: 2,
    because: 'N values for each of the spikes, whose number grows with N',
    prepare: (neurons) => episode('store & recall', { neurons }),
  },
  {
    name: 'inputs',
    size: 'input units',
    work: 'training episode of the manager, all inputs changing',
    sizes: [20, 40, 80, 160, 320, 640],
    order: 1,
    because: 'N weights for each active unit',
    prepare: (inputs) => episode('manager', { inputs }),
  },
  {
    name: 'inputs-of-regression',
    size: 'units a coordinate',
    work: 'Button & Food, 20 demonstrations, with direct path',
    sizes: [10, 20, 40, 80, 160],
    order: 3,
    because: 'a regression on all units solves as many equations',
    prepare: (units) =>
      cloning('button-food', 20, {
        options: { encoding: { unitsPerCoordinate: units } },
        agent: { workers: { network: { directPath: 30 } } },
      }),
  },
  {
    name: 'subtasks',
    size: 'subtasks',
    work: 'chains of buttons, 20 demonstrations',
    sizes: [3, 5, 9, 13, 17],
    order: 1,
    because: 'an episode has a leg for each',
    prepare: (subtasks) => cloning('button-chain', 20, { options: { env: { buttons: subtasks - 1 } } }),
  },
  {
    name: 'episode-length',
    size: 'length of an episode, ms',
    work: 'store & recall, N = 500, 10 iterations',
    sizes: [250, 500, 1000, 2000, 4000],
    order: 1,
    because: 'a step costs the same at any time',
    prepare: (milliseconds) =>
      training(storeRecallTask, {
        ...{ duration: `${milliseconds} ms`, iterations: 10, recallEvery: 10 },
        network: { neurons: 500, excitatory: 400 },
      }),
  },
  {
    name: 'demonstrations',
    size: 'demonstrations',
    work: 'Button & Food, cloning',
    sizes: [20, 40, 80, 160, 320],
    order: 1,
    because: 'regressions add up their labels one by one',
    prepare: (count) => cloning('button-food', count, {}),
  },
  {
    name: 'dataset',
    size: 'episodes of the dataset',
    work: 'reading and checking all of a dataset',
    sizes: [20, 40, 80, 160, 320],
    order: 1,
    because: 'every value is read once',
    prepare: async (episodes, root) => {
      const id = 'growth/expert-v0';
      await command('record', 'button-food', '--id', id, '--episodes', `${episodes}`, '--root', root);
      return () => command('data', 'check', id, '--root', root);
    },
  },
  {
    name: 'seeds',
    size: 'seeds',
    work: 'the command train store-recall, 20 iterations',
    sizes: [1, 2, 4, 8],
    order: 1,
    because: 'seeds have nothing in common',
    prepare: (seeds, folder) => {
      const small = ['iterations=20', 'network.neurons=500', 'network.excitatory=400'];
      const settings = small.flatMap((setting) => ['--set', setting]);
      const given = ['--seeds', `1-${seeds}`, '--jobs', '1', '--out', `${folder}/run`, '--overwrite'];
      return () => command('train', 'store-recall', ...settings, ...given);
    },
  },
];
