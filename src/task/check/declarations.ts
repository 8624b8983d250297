import { validate } from '../../config/config.ts';
import { describeProblems, type Problem } from '../../errors.ts';
import type { AnyAdapter } from '../environment-adapter.ts';
import type { Faults } from './faults.ts';

/** Checks what an adapter says of itself, without an environment. @returns the default options, if there are any */
export function checkDeclarations(adapter: AnyAdapter, faults: Faults): object | undefined {
  checkSubtasks(adapter, faults);
  const { milestones, stepDurationMs } = adapter;
  checkNames('milestones', milestones, faults);
  faults.unless(
    stepDurationMs > 0 && Number.isFinite(stepDurationMs),
    'stepDurationMs',
    'a time above 0, in ms',
    String(stepDurationMs),
    'give the network time that passes during one step',
  );
  return checkOptions(adapter, faults);
}

function checkSubtasks({ subtasks: { names, order, sketches = {} } }: AnyAdapter, faults: Faults): void {
  checkNames('subtasks.names', names, faults);
  const indices = [...order.flat(), ...Object.values(sketches).flat()];
  const wrong = indices.find((index) => !(Number.isInteger(index) && index >= 0 && index < names.length));
  faults.unless(
    wrong === undefined,
    'subtasks',
    `indices below ${names.length} in order and sketches`,
    String(wrong),
    'an index is the place of a subtask among the names',
  );
}

function checkNames(part: string, names: readonly string[], faults: Faults): void {
  const fix = 'name each of them once';
  faults.unless(
    names.length > 0 && new Set(names).size === names.length,
    part,
    'one name or more, all different',
    names.join(', ') || 'none',
    fix,
  );
}

function checkOptions(adapter: AnyAdapter, faults: Faults): object | undefined {
  const { options, layouts, trainingLayout } = adapter;
  for (const group of [null, 'env', 'encoding', 'expert']) {
    const part = group === null ? 'options' : `options.${group}`;
    const unknown = { notAnOption: 1 };
    const parsed = validate(options, group === null ? unknown : { [group]: unknown });
    const isLost = 'value' in parsed && !holdsUnknown(parsed.value, group);
    faults.unless(
      !isLost,
      part,
      'unknown keys to be refused',
      'a schema that drops them',
      'use z.strictObject',
    );
  }
  for (const [name, env] of Object.entries(layouts)) {
    const parsed = validate(options, { env });
    if ('value' in parsed) continue;
    faults.add(
      `layouts.${name}`,
      'options of the environment',
      wordsOf(parsed.problems),
      'give options that parse',
    );
  }
  faults.unless(
    trainingLayout === undefined || trainingLayout in layouts,
    'trainingLayout',
    `one of the layouts ${Object.keys(layouts).join(', ') || '(there are none)'}`,
    String(trainingLayout),
    'name one of them',
  );
  const parsed = validate(options, {});
  if ('value' in parsed) return parsed.value as object;
  const fix = 'give every option a default, and every group .prefault({})';
  faults.add('options', 'defaults that parse', wordsOf(parsed.problems), fix);
  return undefined;
}

/** Whether options have kept a key that they do not know, for the environment to judge. */
function holdsUnknown(value: unknown, group: string | null): boolean {
  const fields = (group === null ? value : (value as Readonly<Record<string, unknown>>)[group]) as object;
  return 'notAnOption' in fields;
}

const wordsOf = (problems: readonly Problem[]) =>
  describeProblems('options', problems).replaceAll(/\s*\n\s*/g, ' ');
