import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../cli/burstwise.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** What `npm run <script> -- <args> --json` prints. */
function table(script: string, args: readonly string[]) {
  const [, ...command] = scripts[script]!.split(' ');
  const { stdout, stderr, status } = spawnSync(process.execPath, [...command, ...args, '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout).rows;
}

describe('tables of the README, on one seed', () => {
  it('Button & Food: agents learn, controls do not', () => {
    const rows = table('table:button-food', ['--seeds', '1', '--episodes', '40']);
    const success = Object.fromEntries(
      rows.map((row: { name: string; layout: string; food: { value: number } }) => [
        `${row.name}, ${row.layout}`,
        row.food.value,
      ]),
    );
    for (const way of [
      'demonstrations + DAgger',
      'no pressed flag, efference copy',
      'purely local learning',
    ]) {
      expect(success[`${way}, standard`], way).toBeGreaterThanOrEqual(0.9);
    }
    expect(success['demonstrations + DAgger, wide']).toBeGreaterThanOrEqual(0.9);
    expect(success['shuffled subtasks (control), standard']).toBeLessThan(0.4);
    expect(success['untrained (control), standard']).toBeLessThan(0.2);
  }, 600_000);

  it('store & recall: the recurrent plasticity is what recalls', () => {
    const rows = table('table:store-recall', ['--seeds', '1']);
    const [none, published, best] = rows.map(
      ({ error, variance }: Record<'error' | 'variance', { value: number }>) => error.value / variance.value,
    );
    expect(none).toBeCloseTo(1, 10);
    expect(published).toBeLessThan(0.7);
    expect(best).toBeLessThan(0.25);
  }, 600_000);
});
