import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from './test/long-files-first.ts';

const source = (path: string) => fileURLToPath(new URL(`./envs/gymnasium-js/src/${path}`, import.meta.url));

const all = ['test/**/*.test.ts', 'envs/gymnasium-js/test/**/*.test.ts'];

/** Tests that start processes, ask Python, check whole registries or learn for seconds; the others take a minute in all. */
const slow = [
  'test/*.test.ts',
  'test/{cli,crash,packed,browser,experiments,extension}/**/*.test.ts',
  'test/data/{damage,memory,minari,minari-differential,minigrid,options,recording}.test.ts',
  'test/envs/**/{adapter,contract,expert,known-answers,learning,parity,random-steps,rendering}.test.ts',
  'test/envs/{index,seen-from-python}.test.ts',
  'test/envs/python/**/*.test.ts',
  'test/{data,run}/mutation.test.ts',
  'test/files/folder-lock.test.ts',
  'test/agents/learning.test.ts',
  'test/agents/decomposition/planted-faults.test.ts',
  'test/run/comparison.test.ts',
  'test/run/sweep/simulated-effects.test.ts',
  'test/statistics/scipy.test.ts',
  'test/agents/decomposition/*-python.test.ts',
  'test/models/burst/{whole-episodes,simd/known-answer}.test.ts',
  'envs/gymnasium-js/test/{browser,differential,package,python-*,same-data}.test.ts',
  'envs/gymnasium-js/test/**/{async,parity}.test.ts',
];

/** Tests that put something in the place of a module, which no other test may see. */
const mocking = [
  'test/data/group-reader.test.ts',
  'test/models/without-wasm.test.ts',
  'test/run/run-folder-race.test.ts',
];

export default defineConfig({
  resolve: {
    // Tests run against the sources, so that coverage points at them.
    alias: [
      { find: 'gymnasium-js/elementary', replacement: source('elementary.ts') },
      { find: 'gymnasium-js/python', replacement: source('python/index.ts') },
      { find: /^gymnasium-js$/, replacement: source('index.ts') },
    ],
  },
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongFilesFirst },
    // Two files are at work already; only a command that is told so takes more than one processor.
    env: { SLURM_CPUS_PER_TASK: '1' },
    globalSetup: ['test/needs.ts'],
    setupFiles: ['test/setup.ts'],
    projects: [
      { extends: true, test: { name: 'slow', include: slow, testTimeout: 180_000, hookTimeout: 180_000 } },
      { extends: true, test: { name: 'mocking', include: mocking, testTimeout: 60_000 } },
      // They share processes, where modules are loaded once.
      {
        extends: true,
        test: {
          name: 'fast',
          include: all,
          exclude: [...slow, ...mocking],
          isolate: false,
          testTimeout: 60_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'envs/**/*.ts', 'agents/**/*.ts', 'experiments/**/*.ts'],
      exclude: ['**/test/**', '**/dist/**'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
