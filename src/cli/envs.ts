import { Command } from 'commander';
import { z } from 'zod';
import { encodeConfig } from '../config/config.ts';
import { taskName } from '../run/modules.ts';
import { tasks } from '../task/catalogue.ts';
import type { AnyAdapter } from '../task/environment-adapter.ts';
import { taskOptions } from '../task/options.ts';
import { formatTable, printJson } from './output.ts';
import { addUseOption } from './settings.ts';

interface ListOptions {
  readonly json?: boolean;
}

export function envsCommand(): Command {
  const command = new Command('envs').description('environments with experts and subtasks');
  addUseOption(command.command('list'))
    .description('list them')
    .option('--json', 'print JSON instead of a table')
    .action(({ json }: ListOptions) => {
      const rows = tasks.entries.map(({ name, envId, subtasks, description }) => ({
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
  addUseOption(command.command('show'))
    .description('show what one is like: spaces, subtasks, layouts and options')
    .argument('<env>', 'name, as listed, or the id of a level')
    .option('--json', 'print JSON instead of text')
    .action(async (name: string, { json }: ListOptions) => {
      const { entry: adapter, settings } = tasks.find(await taskName(name));
      const options = taskOptions(adapter, settings);
      const details = describe(adapter, options);
      if (json) printJson(details);
      else process.stdout.write(formatDetails(details, spacesOf(adapter, options)));
    });
  return command;
}

function spacesOf(adapter: AnyAdapter, options: unknown) {
  const env = adapter.makeEnv(options);
  const { observationSpace, actionSpace } = env;
  env.close();
  return { observationSpace, actionSpace };
}

function describe(adapter: AnyAdapter, options: unknown) {
  const { observationSpace, actionSpace } = spacesOf(adapter, options);
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
    defaults: encodeConfig(adapter.options, options),
    options: optionRows(z.toJSONSchema(adapter.options, { io: 'input', unrepresentable: 'any' })),
  };
}

interface OptionRow {
  readonly path: string;
  /** What it may be, as far as a schema can say; empty where it cannot. */
  readonly values: string;
  readonly meaning: string;
  readonly default: string;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
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
  const written = fallback === undefined ? '' : JSON.stringify(fallback);
  return [{ path, values: valuesOf(schema as JsonSchema), meaning: description, default: written }];
}

/** The values that a schema allows, e.g. `1 … 64`, `"north" | "south"`. */
function valuesOf(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(valuesOf).filter(Boolean).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  switch (schema.type) {
    case 'boolean':
      return 'true | false';
    case 'null':
      return 'null';
    case 'integer':
    case 'number':
      return rangeOf(schema);
    case 'array':
      return 'list';
    case 'string':
      return 'text';
    default:
      return '';
  }
}

function rangeOf({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const whole = type === 'integer';
  const low = whole && exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : minimum;
  const high = whole && exclusiveMaximum !== undefined ? exclusiveMaximum - 1 : maximum;
  // Whole numbers without a bound are bounded by what a double can count.
  const known = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (known(low) && known(high)) return `${low} … ${high}`;
  const bounds = [
    known(low) ? `≥ ${low}` : known(exclusiveMinimum) ? `> ${exclusiveMinimum}` : '',
    known(high) ? `≤ ${high}` : known(exclusiveMaximum) ? `< ${exclusiveMaximum}` : '',
  ];
  return bounds.filter(Boolean).join(', ') || (whole ? 'whole number' : 'number');
}

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
    formatTable({
      head: ['--set', 'values', 'default', 'meaning'],
      rows: details.options.map(({ path, values, meaning, default: fallback }) => {
        return [path, broken(values), fallback, meaning];
      }),
    }),
    '',
  ].join('\n');
}
