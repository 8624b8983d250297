import { Command } from 'commander';
import { z } from 'zod';
import { type AnyAdapter, adapters, findAdapter } from '../../envs/index.ts';
import { encodeConfig, parseConfig } from '../run/config.ts';
import { formatTable, printJson } from './output.ts';

interface ListOptions {
  readonly json?: boolean;
}

export function envsCommand(): Command {
  const command = new Command('envs').description('environments with experts and subtasks');
  command
    .command('list')
    .description('list them')
    .option('--json', 'print JSON instead of a table')
    .action(({ json }: ListOptions) => {
      const rows = adapters.map(({ name, envId, subtasks, description }) => ({
        name,
        id: envId,
        subtasks: subtasks.names,
        description,
      }));
      if (json) return printJson(rows);
      for (const { name, id, subtasks, description } of rows) {
        process.stdout.write(`${name}  (${id}; subtasks: ${subtasks.join(', ')})\n  ${description}\n`);
      }
    });
  command
    .command('show')
    .description('show what one is like: spaces, subtasks, layouts and options')
    .argument('<env>', 'name, as listed')
    .option('--json', 'print JSON instead of text')
    .action((name: string, { json }: ListOptions) => {
      const details = describe(findAdapter(name));
      if (json) printJson(details);
      else process.stdout.write(formatDetails(details));
    });
  return command;
}

function describe(adapter: AnyAdapter) {
  const options = parseConfig(adapter.options, {}, adapter.name);
  const env = adapter.makeEnv(options);
  const { observationSpace, actionSpace } = env;
  env.close();
  return {
    name: adapter.name,
    id: adapter.envId,
    description: adapter.description,
    observationSpace: observationSpace.toJSON(),
    actionSpace: actionSpace.toJSON(),
    subtasks: adapter.subtasks,
    milestones: adapter.milestones,
    layouts: adapter.layouts,
    managerInputs: adapter.managerEncoder(options).labels,
    workerInputs: adapter.workerEncoder(options).labels,
    defaults: encodeConfig(adapter.options, options),
    options: optionRows(z.toJSONSchema(adapter.options, { io: 'input', unrepresentable: 'any' })),
  };
}

interface OptionRow {
  readonly path: string;
  readonly meaning: string;
  readonly default: string;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly description?: string;
  readonly default?: unknown;
}

/** The leaves of a schema, with the setting that changes them. */
function optionRows(schema: unknown, path = 'options'): OptionRow[] {
  const { properties, anyOf, oneOf, description = '', default: fallback } = schema as JsonSchema;
  const variants = (anyOf ?? oneOf ?? []).filter((variant) => variant.properties !== undefined);
  if (variants.length > 0) return variants.flatMap((variant) => optionRows(variant, path));
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([name, property]) => optionRows(property, `${path}.${name}`));
  }
  return [{ path, meaning: description, default: fallback === undefined ? '' : JSON.stringify(fallback) }];
}

function formatDetails(details: ReturnType<typeof describe>): string {
  const { subtasks } = details;
  const order = subtasks.order.map(
    ([before, after]) => `${subtasks.names[before]} before ${subtasks.names[after]}`,
  );
  return [
    `${details.name}  (${details.id})`,
    details.description,
    '',
    `observation  ${JSON.stringify(details.observationSpace)}`,
    `action       ${JSON.stringify(details.actionSpace)}`,
    `subtasks     ${subtasks.names.join(', ')}${order.length > 0 ? ` (${order.join('; ')})` : ''}`,
    `milestones   ${details.milestones.join(', ')}`,
    `layouts      ${Object.entries(details.layouts)
      .map(([name, options]) => `${name} ${JSON.stringify(options)}`)
      .join(', ')}`,
    `inputs       manager ${details.managerInputs.length}, worker ${details.workerInputs.length}`,
    '',
    formatTable({
      head: ['--set', 'default', 'meaning'],
      rows: details.options.map(({ path, meaning, default: fallback }) => [path, fallback, meaning]),
    }),
    '',
  ].join('\n');
}
