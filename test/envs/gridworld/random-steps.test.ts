import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const child = fileURLToPath(new URL('random-steps-child.mjs', import.meta.url));

/** Steps by world, a million in all; fewest where random steps end episodes early and new ones take long to draw. */
const steps = {
  'MiniGrid-DoorKey-8x8-v0': 350_000,
  'MiniGrid-Dynamic-Obstacles-8x8-v0': 150_000,
  'BabyAI-GoTo-v0': 350_000,
  'RoomsMaze-v0': 30_000,
  'Craft-v0': 120_000,
};

describe('a million random steps', () => {
  it('make no errors, and leave nothing behind in memory', () => {
    expect(Object.values(steps).reduce((sum, count) => sum + count)).toBe(1e6);
    const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', child, JSON.stringify(steps)], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const grown = Object.entries<number>(JSON.parse(stdout));
    expect(grown).toHaveLength(Object.keys(steps).length);
    // Compiled code and caches grow a little; a byte and a half of each step would show.
    for (const [id, bytes] of grown) expect(bytes, id).toBeLessThan(400_000);
  });
});
