import { Command } from 'commander';
import { z } from 'zod';
import { encodeConfig } from '../config/config.ts';
import { explainSettings } from '../config/explain.ts';
import { BurstwiseError } from '../errors.ts';
import { taskName } from '../run/modules.ts';
import { trainables } from '../run/trainables.ts';
import { tasks } from '../task/catalogue.ts';
import type { AnyAdapter } from '../task/environment-adapter.ts';
import { taskOptions } from '../task/options.ts';
import { resolved } from '../task/resolved.ts';
import { formatTable, print, printJson } from './output.ts';
import { addUseOption, positiveNumber, repeatable } from './settings.ts';

interface ListOptions {
  readonly levels?: boolean;
  readonly json?: boolean;
}

export function envsCommand(): Command {
  const command = new Command('envs');
  addUseOption(command.command('list'))
    .description('list them')
    .option('--levels', 'also the ids of the levels of each, which stand for the task with that level')
    .option('--json', 'print JSON instead of text')
    .addHelpText(
      'after',
      '\nExamples:\n  burstwise envs list --levels\n  burstwise envs list --use ./my-task.ts',
    )
    .action(list);
  addUseOption(command.command('show'))
    .description('show what one is like: spaces, subtasks, layouts and options')
    .argument('<env>', 'name, as listed, or the id of a level')
    .option('--json', 'print JSON instead of text')
    .addHelpText(
      'after',
      '\nExamples:\n  burstwise envs show button-food\n  burstwise envs show MiniGrid-DoorKey-16x16-v0',
    )
    .action(show);
  addUseOption(command.command('check'))
    .description('check a task of your own: its environment, encoders, expert, milestones and pictures')
    .argument('<env>', 'a module of your own, or a name, as listed')
    .option('--episodes <n>', 'episodes that the expert plays on each layout', positiveNumber, 5)
    .addOption(repeatable('--set <key=value>', 'one option of the task; may be repeated'))
    .option('--json', 'print JSON instead of text')
    .addHelpText(
      'after',
      '\nExamples:\n  burstwise envs check ./my-task.ts\n  burstwise envs check ./my-task.ts --episodes 50',
    )
    .action(check);
  return command;
}

interface CheckOptions {
  readonly episodes: number;
  readonly set: readonly string[];
  readonly json?: boolean;
}

/** Prints what is wrong with a task. @throws BurstwiseError when something is */
async function check(name: string, { episodes, set, json = false }: CheckOptions): Promise<void> {
  const { entry: adapter, settings } = tasks.find(await taskName(name));
  const given = [...settings, ...set];
  const { checkAdapter } = await import('../task/check-adapter.ts');
  const faults = checkAdapter(adapter, {
    episodes,
    ...(given.length === 0 ? {} : { options: taskOptions(adapter, given) }),
  });
  if (json) printJson(faults);
  else print(faults.length === 0 ? `${adapter.name}: nothing is wrong` : faults.join('\n'));
  if (faults.length > 0)
    throw new BurstwiseError(`${adapter.name}: ${faults.length} fault${faults.length === 1 ? '' : 's'}`);
}

function list({ levels: withLevels = false, json }: ListOptions): void {
  const rows = tasks.entries.map(({ name, envId, levels = [], subtasks, description }) => ({
    name,
    id: envId,
    subtasks: subtasks.names,
    description,
    ...(withLevels ? { levels } : {}),
  }));
  const others = trainables.entries.filter(({ environment }) => environment === undefined);
  const lines = [
    ...rows.flatMap(({ name, id, subtasks, description, levels = [] }) => [
      `${name}  (${id}; subtasks: ${subtasks.join(', ')})`,
      `  ${description}`,
      ...levels.map((level) => `    ${level}`),
    ]),
    ...others.flatMap(({ name, description }) => [`${name}  (no environment)`, `  ${description}`]),
  ];
  if (json) printJson(rows);
  else print(lines.join('\n'));
}

async function show(called: string, { json }: ListOptions): Promise<void> {
  const name = await taskName(called);
  const other = trainables.lookUp(name)?.entry;
  if (other !== undefined && tasks.lookUp(name) === undefined) {
    const { description, environment = null, unit } = other;
    if (json) printJson({ name, description, environment, unit });
    else print(`${name}\n${description}\nsettings: burstwise config ${name} --explain`);
    return;
  }
  const { entry, settings } = tasks.find(name);
  const options = taskOptions(entry, settings);
  const adapter = resolved(entry, options);
  const details = describe(adapter, options);
  if (json) printJson(details);
  else print(formatDetails(details, spacesOf(adapter, options)));
}

function spacesOf(adapter: AnyAdapter, options: unknown) {
  const env = adapter.makeEnv(options);
  const { observationSpace, actionSpace } = env;
  env.close();
  return { observationSpace, actionSpace };
}

function describe(adapter: AnyAdapter, options: unknown) {
  const { observationSpace, actionSpace } = spacesOf(adapter, options);
  const defaults = encodeConfig(adapter.options, options);
  return {
    name: adapter.name,
    id: adapter.registered?.(options).id ?? adapter.envId,
    description: adapter.description,
    observationSpace: observationSpace.toJSON(),
    actionSpace: actionSpace.toJSON(),
    subtasks: adapter.subtasks,
    milestones: adapter.milestones,
    layouts: adapter.layouts,
    managerInputs: adapter.managerEncoder(options).labels,
    workerInputs: adapter.workerEncoder(options).labels,
    defaults,
    options: explainSettings(z.strictObject({ options: adapter.options }), {
      settings: { options: defaults },
      alternatives: true,
    }),
  };
}

/** Columns of a table of sentences, also in a pipe or a file. */
const WIDEST_TEXT = 120;

/** Many values as several lines, so that the table stays narrow. */
function broken(values: string): string {
  return values.replaceAll(/(.{24,}?) \| /g, '$1 |\n');
}

function formatDetails(
  details: ReturnType<typeof describe>,
  { observationSpace, actionSpace }: ReturnType<typeof spacesOf>,
): string {
  const { subtasks } = details;
  const order = subtasks.order.map(
    ([before, after]) => `${subtasks.names[before]} before ${subtasks.names[after]}`,
  );
  return [
    `${details.name}  (${details.id})`,
    details.description,
    '',
    `observation  ${observationSpace}`,
    `action       ${actionSpace}`,
    `subtasks     ${subtasks.names.join(', ')}${order.length > 0 ? ` (${order.join('; ')})` : ''}`,
    ...Object.entries(subtasks.sketches ?? {}).map(([kind, sketch]) => {
      return `  ${kind}: ${sketch.map((subtask) => subtasks.names[subtask]).join(' → ')}`;
    }),
    `milestones   ${details.milestones.join(', ')}`,
    `layouts      ${Object.entries(details.layouts)
      .map(([name, options]) => `${name} ${JSON.stringify(options)}`)
      .join(', ')}`,
    `inputs       manager ${details.managerInputs.length}, worker ${details.workerInputs.length}`,
    '',
    formatTable(
      {
        head: ['--set', 'values', 'default', 'meaning'],
        rows: details.options.map(({ path, values, meaning, default: fallback }) => {
          return [path, broken(values), fallback === undefined ? '' : JSON.stringify(fallback), meaning];
        }),
      },
      WIDEST_TEXT,
    ),
  ].join('\n');
}
