import { existsSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../../src/config/config.ts';
import { loadConfigFile } from '../../src/config/config-file.ts';
import { ConfigError } from '../../src/errors.ts';
import type { AnyAdapter } from '../../src/task/environment-adapter.ts';
import type { ExpertFunction } from './expert.ts';
import { PYTHON, plainTask, pythonTask } from './task.ts';

const name = z.string().min(1);
const settings = z.record(z.string(), z.unknown());

/** A file that makes an environment of Python a task. */
const schema = z
  .strictObject({
    env: z.string().regex(/^python:.+/, { error: `${PYTHON}<id>, e.g. python:FrozenLake-v1` }),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: 'small letters, digits and hyphens' })
      .optional(),
    description: name.optional(),
    kwargs: settings.default(plainTask.kwargs),
    subtasks: z
      .array(name)
      .min(1)
      .default([...plainTask.subtasks]),
    order: z.array(z.tuple([name, name])).default([]),
    milestones: z.record(name, z.string()).default(plainTask.milestones),
    expert: z
      .string()
      .regex(/^.+\.py:\w+$/, { error: 'file.py:function' })
      .optional(),
    recipe: settings.default(plainTask.recipe),
  })
  .superRefine(({ subtasks, order }, context) => {
    order.forEach((pair, i) => {
      const unknown = pair.find((each) => !subtasks.includes(each));
      if (unknown === undefined) return;
      const message = `two of the subtasks ${subtasks.join(', ')}`;
      context.addIssue({ code: 'custom', path: ['order', i], message, input: unknown });
    });
  });

/** A task that a file defines, and the files that it depends on. */
export interface TaskFile {
  readonly task: AnyAdapter;
  readonly files: readonly string[];
}

/**
 * Reads a file in YAML or JSON that makes an environment of Python a task: `env: python:FrozenLake-v1`, and optionally `name`,
 * `description`, `kwargs` (arguments of gymnasium.make), `subtasks`, `order`, `milestones` (a condition by name), `expert`
 * (`file.py:function`, relative to the file) and `recipe` (settings of a run).
 *
 * @param path absolute
 * @throws ConfigError naming each field that does not fit
 */
export function readTaskFile(path: string): TaskFile {
  const { env, ...given } = parseConfig(schema, loadConfigFile(path), path);
  const id = env.slice(PYTHON.length);
  const expert = given.expert === undefined ? undefined : expertFunction(given.expert, path);
  const task = pythonTask({
    ...given,
    id,
    expert,
    name: given.name ?? basename(path, extname(path)),
    description: given.description ?? `${id} of Python’s Gymnasium.`,
  });
  return { task, files: expert === undefined ? [path] : [path, expert.file] };
}

function expertFunction(text: string, path: string): ExpertFunction {
  const colon = text.lastIndexOf(':');
  const file = resolve(dirname(path), text.slice(0, colon));
  if (existsSync(file)) return { file, name: text.slice(colon + 1) };
  throw new ConfigError(path, [
    {
      path: 'expert',
      expected: `a Python file at ${file}`,
      received: 'nothing there',
      remedy: 'write file.py:function',
    },
  ]);
}
