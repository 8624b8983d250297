import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitGrowth, medians } from '../../experiments/bench/growth/fit.ts';
import { growthPicture } from '../../experiments/bench/growth/picture.ts';
import { root, temporaryFolder } from '../cli/burstwise.ts';

const sizes = [10, 20, 40, 80];
const powerLaw = (exponent: number, factors = [1, 1, 1, 1]) =>
  sizes.map((size, k) => 0.003 * factors[k]! * size ** exponent);

describe('exponents of growth', () => {
  it('are those of power laws, with an interval over the rounds', () => {
    const { exponent, last, exceeds } = fitGrowth(sizes, [powerLaw(1.4), powerLaw(1.6)], 2);
    expect(exponent.value).toBeCloseTo(1.5, 9);
    expect(last.value).toBeCloseTo(1.5, 9);
    expect(exponent.low).toBeLessThan(1.4);
    expect(exponent.high).toBeGreaterThan(1.6);
    expect(exceeds).toBe(false);
  });

  it('exceed an order when the interval lies above it, even at the end alone', () => {
    const steady = [powerLaw(1.5), powerLaw(1.51)];
    expect(fitGrowth(sizes, steady, 1).exceeds).toBe(true);
    expect(fitGrowth(sizes, steady, 1.45).exceeds).toBe(false);
    const bent = [1, 1, 1, 2];
    expect(fitGrowth(sizes, [powerLaw(0.5, bent), powerLaw(0.501, bent)], 1).exceeds).toBe(true);
    expect(fitGrowth(sizes, [powerLaw(1), powerLaw(3)], 1).exceeds).toBe(false);
  });

  it('come from medians that each size has of its own', () => {
    expect(
      medians([
        [1, 9],
        [2, 7],
        [3, 8],
      ]),
    ).toEqual([2, 8]);
  });

  it('are in a picture with what was expected', () => {
    const law = {
      ...{ name: 'size', size: 'units', work: 'something', because: 'it is said', sizes, order: 2 },
      prepare: () => () => {},
    };
    const rounds = [powerLaw(1.4), powerLaw(1.6)];
    const picture = growthPicture(law, rounds, fitGrowth(sizes, rounds, law.order));
    const text = picture.replaceAll(/<[^>]*>/g, ' ');
    expect(text).toMatch(/exponent\s+1\.50\s+\[/);
    expect(text).toContain('expected order: 2');
    expect(picture.match(/<circle/g)).toHaveLength(8);
    expect(picture).not.toMatch(/NaN|Infinity/);
  });
});

describe('npm run bench:growth', () => {
  const growth = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['dist/experiments/bench/growth/main.js', ...args], {
      cwd: root,
      encoding: 'utf8',
    });

  it('measures, and keeps pictures and numbers', () => {
    const out = join(temporaryFolder(), 'growth');
    const { status, stdout, stderr } = growth('--only', 'episode-length', '--quick', '--out', out);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^Burstwise \d.*2 rounds\n\n\| what grows /);
    expect(stdout).toMatch(/\| episode-length .*\| 250 – 4000 .*\| 1 +\| (yes|no) +\|\n$/);
    expect(readdirSync(out).sort()).toEqual(['episode-length.svg', 'growth.json']);
    const { rows } = JSON.parse(readFileSync(join(out, 'growth.json'), 'utf8'));
    expect(rows[0].rounds[0]).toHaveLength(5);
    for (const seconds of rows[0].rounds.flat()) expect(seconds).toBeGreaterThan(0);
  }, 60_000);

  it('knows what grows', () => {
    const { status, stderr } = growth('--only', 'time');
    expect(status).toBe(2);
    expect(stderr).toContain('--only: expected a part of neurons, inputs,');
  });
});
