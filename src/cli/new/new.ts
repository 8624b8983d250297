import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { makeFolder } from '../../files/folders.ts';
import { useBuiltIn } from '../../run/modules.ts';
import { trainables } from '../../run/trainables.ts';
import { print, tell } from '../output.ts';
import { newGlyphs } from './glyphs.ts';
import { taskTemplate } from './task-template.ts';

export function newCommand(): Command {
  const command = new Command('new');
  command
    .command('task')
    .description('write a file with a small task of your own, which can be trained at once')
    .argument('<name>', 'name of the task, e.g. my-task, which is written to my-task.ts')
    .addHelpText('after', '\nExample:\n  burstwise new task my-task && burstwise train ./my-task.ts')
    .action(newTask);
  command
    .command('glyphs')
    .description('draw letters of your own in the terminal, for the task handwriting to learn')
    .argument(
      '<file>',
      'settings that train --config reads, e.g. my-glyphs.json; of a file that exists, letters are added or drawn anew',
    )
    .addHelpText(
      'after',
      `
Press the character that a letter stands for, move the cursor with the arrows, set a point with space, lift the pen with tab,
keep the letter with enter. The screen shows all keys.

Example:
  burstwise new glyphs my-glyphs.json && burstwise train handwriting --config my-glyphs.json`,
    )
    .action(newGlyphs);
  return command;
}

async function newTask(name: string): Promise<void> {
  const task = basename(name, '.ts');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(task)) {
    throw new UsageError(
      `name: expected small letters, digits and hyphens, such as my-task, received ${JSON.stringify(task)}`,
    );
  }
  await useBuiltIn();
  if (trainables.lookUp(task) !== undefined)
    throw new UsageError(`name: expected a new one, received ${task}, which is taken; choose another`);
  const path = join(dirname(name), `${task}.ts`);
  if (existsSync(path))
    throw new UsageError(`${path}: expected a new file, received one that exists; choose another name`);
  makeFolder(dirname(path));
  const pascal = task.replace(/(^|-)(.)/g, (_, __, letter: string) => letter.toUpperCase());
  writeFileAtomic(path, taskTemplate(task, `my/${pascal}-v0`));
  print(path);
  tell(`train it with: burstwise train ${path.startsWith('/') ? path : `./${path}`}`);
}
