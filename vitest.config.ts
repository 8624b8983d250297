import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./envs/gymnasium-js/src/${path}`, import.meta.url));

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
    include: ['test/**/*.test.ts', 'envs/gymnasium-js/test/**/*.test.ts'],
    maxWorkers: 2,
    setupFiles: ['test/setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'envs/**/*.ts', 'agents/**/*.ts', 'experiments/**/*.ts'],
      exclude: ['**/test/**', '**/dist/**'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
