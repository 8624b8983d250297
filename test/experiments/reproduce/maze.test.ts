import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RoomsMaze } from '../../../envs/gridworld/rooms-maze/rooms-maze.ts';
import { learnMaze, type MazeCell } from '../../../experiments/le2018/maze.ts';
import { reproductionWork } from '../../../experiments/reproduce/reproduce.ts';
import { temporaryFolder } from '../../cli/burstwise.ts';

const cell: Omit<MazeCell, 'maps'> = {
  name: 'hierarchical DAgger',
  seed: 7,
  kind: 'hierarchical',
  algorithm: 'dagger',
  model: 'burst',
  guide: 'map',
  labels: 200,
  episodes: 4,
};

it('agents walk through given mazes', () => {
  const env = new RoomsMaze();
  env.reset({ seed: 5 });
  const { start, goal, doors } = env.layout;
  const path = join(temporaryFolder(), 'mazes.json');
  // Behind doors that are shut, the goal cannot be reached.
  writeFileSync(path, JSON.stringify([{ start, goal, doors: doors.slice(0, 1) }]));
  expect(() => learnMaze({ ...cell, maps: { path, sha256: '' } }, () => {})).toThrow(/mazes/);
  writeFileSync(path, JSON.stringify([{ start, goal, doors }]));
  const { managerLabels, workerLabels } = learnMaze({ ...cell, maps: { path, sha256: '' } }, () => {});
  expect(managerLabels + workerLabels).toBe(200);
});

it('a file of mazes that is not there is refused before anything is measured', async () => {
  const request = { names: ['le2018'], quick: true, maps: 'nowhere.json', out: temporaryFolder() };
  await expect(reproductionWork(request)).rejects.toThrow(/^nowhere\.json: expected to read there/);
});
