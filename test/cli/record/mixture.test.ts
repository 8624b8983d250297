import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { roomsMazeAdapter as maze } from '../../../envs/index.ts';
import { readMixture } from '../../../src/cli/record/mixture.ts';
import { createPlayer } from '../../../src/cli/record/player.ts';
import { encodeConfig, parseConfig } from '../../../src/config/config.ts';
import { openDataset } from '../../../src/data/dataset.ts';
import { summarise } from '../../../src/data/statistics.ts';
import { useBuiltIn } from '../../../src/run/modules.ts';
import { burstwise, temporaryFolder } from '../burstwise.ts';

const mixture = `
careful: { weight: 3 }
clumsy:
  weight: 1
  expert: { suboptimality: { action: 0.5 } }
`;

const options = encodeConfig(maze.options, parseConfig(maze.options, {}, 'test')) as Record<string, unknown>;

function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'experts.yaml');
  writeFileSync(path, text);
  return path;
}

describe('mixtures of experts', () => {
  it('take each episode from one expert, by weight, and say which', async () => {
    await useBuiltIn();
    const player = await createPlayer({
      env: 'rooms-maze',
      options,
      seed: 1,
      mixture: readMixture(fileOf(mixture), maze, options),
    });
    const attempts = Array.from({ length: 200 }, (_, index) => player.play(index));
    const of = (name: string) => attempts.filter(({ episode }) => episode.notes?.expert === name);
    expect(of('careful').length + of('clumsy').length).toBe(200);
    expect(of('careful').length / 200).toBeCloseTo(0.75, 1);
    expect(of('careful').every(({ succeeded }) => succeeded)).toBe(true);
    expect(of('clumsy').filter(({ succeeded }) => succeeded).length).toBeLessThan(of('clumsy').length / 2);
    // The milestones are those of the episode, and not just its end: lava ends it too.
    for (const { episode, succeeded } of attempts)
      expect(episode.notes?.milestones).toEqual({ goal: succeeded });
    // Any episode can be played by itself.
    expect(player.play(7)).toEqual(attempts[7]);
    player.close();
  });

  it('refuse what is no mixture', () => {
    for (const [text, message] of [
      ['{}', /at least one expert/],
      ['a: { weight: 0 }', /a\.weight: expected/],
      ['a: { expert: { nois: 1 } }', /a: .*nois/],
    ] as const)
      expect(() => readMixture(fileOf(text), maze, options)).toThrow(message);
  });

  it('are recorded on the command line, with any number of threads', () => {
    const root = temporaryFolder();
    const { status, stderr } = burstwise([
      ...['record', 'rooms-maze', '--episodes', '30', '--root', root],
      ...['--mixture', fileOf(mixture), '--jobs', '2'],
    ]);
    expect(status, stderr).toBe(0);
    using dataset = openDataset(root, 'rooms-maze/expert-v0');
    const { experts, milestones } = summarise(dataset.episodes());
    expect(experts['careful']! + experts['clumsy']!).toBe(30);
    expect(milestones['goal']).toBeGreaterThanOrEqual(experts['careful']!);
    expect(dataset.metadata.own?.recording).toMatchObject({
      mixture: [
        { name: 'careful', weight: 3 },
        { name: 'clumsy', weight: 1, expert: { suboptimality: { action: 0.5 } } },
      ],
    });
    const shown = burstwise(['data', 'show', 'rooms-maze/expert-v0', '--root', root]);
    expect(shown.stdout).toContain(`careful ${experts['careful']}`);
  });
});
