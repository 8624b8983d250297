import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from 'gymnasium-js';
import { expect, it } from 'vitest';
import { openPlayedEnvironment } from '../../src/cli/manual/played-environment.ts';
import { useModules } from '../../src/run/modules.ts';
import { tasks } from '../../src/task/catalogue.ts';
import { makeLayoutEnv } from '../../src/task/layouts.ts';
import { taskOptions } from '../../src/task/options.ts';
import { playCommand } from '../../src/task/play-command.ts';
import { resolved } from '../../src/task/resolved.ts';
import { temporaryFolder } from '../cli/burstwise.ts';

/** A task with settings, and the command that plays it. */
async function played(name: string, settings: readonly string[], layout?: string) {
  await useModules([]);
  const { entry } = tasks.find(name);
  const options = taskOptions(entry, settings);
  const adapter = resolved(entry, options);
  return { adapter, options, command: playCommand(adapter, options, layout) };
}

/** What an environment begins with, and its limit; of a grid all of it, since people and agents may see other parts. */
function worldOf(env: Env): unknown {
  const [observation] = env.reset({ seed: 5 });
  const { grid = observation, maxSteps } = env.unwrapped as { grid?: unknown; maxSteps?: number };
  return { grid, maxSteps };
}

it.each([
  ['button-food', [], 'standard', 'button-food --layout standard'],
  [
    'button-food',
    ['options.env.maxSteps=99', 'options.env.startRange=0.1', 'options.encoding.range=2'],
    'wide',
    'button-food --set options.env.maxSteps=99 --layout wide',
  ],
  ['button-chain', ['options.env.buttons=2'], undefined, 'button-chain --set options.env.buttons=2'],
  ['door-key', [], 'random', 'MiniGrid-DoorKey-8x8-v0'],
  [
    'door-key',
    ['options.env.id=MiniGrid-DoorKey-5x5-v0', 'options.env.maxSteps=77'],
    'random',
    'MiniGrid-DoorKey-5x5-v0 --set options.env.maxSteps=77',
  ],
])('of %s with %j on the layout %s opens the world of the run', async (name, settings, layout, expected) => {
  const { adapter, options, command } = await played(name, settings, layout);
  expect(command).toBe(`burstwise play ${expected}`);
  const [, , called, ...words] = command.replaceAll("'", '').split(' ');
  const given = (flag: string) => words.filter((_, k) => words[k - 1] === flag);
  const opened = openPlayedEnvironment(called!, { set: given('--set'), layout: given('--layout')[0] });
  const [own, theirs] = [makeLayoutEnv(adapter, options, layout), opened.env];
  expect(worldOf(theirs)).toEqual(worldOf(own));
  for (const env of [own, theirs]) env.close();
});

it('reads what is long from a file', async () => {
  const glyph = JSON.stringify({
    A: Array.from({ length: 9 }, (_, k) => [
      [k / 9, 0],
      [k / 9, 1],
    ]),
  });
  const { command } = await played('handwriting', [`options.env.glyphs=${glyph}`]);
  expect(command).toContain('--set options.env.glyphs=@<its file>');
});

it('names the file of a task of the user’s own, also where options change the task', async () => {
  const path = join(temporaryFolder(), 'own.ts');
  writeFileSync(
    path,
    `import { defineTask } from 'burstwise';
     export const own = defineTask({ name: 'played-own', envId: 'test/PlayedOwn-v0', description: 'none',
       subtasks: { names: ['be'], order: [] }, makeEnv() {}, layouts: { wide: {} }, resolve: () => ({ ...own }) });`,
  );
  await useModules([path]);
  const { command } = await played('played-own', [], 'wide');
  expect(command).toBe(`burstwise play played-own --use ${path} --layout wide`);
});
