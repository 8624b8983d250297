import { compileCondition } from '../config/condition.ts';
import { UsageError } from '../errors.ts';
import { type Column, valuesOf } from './column.ts';
import type { DatasetSpaces, Demonstration } from './demonstration.ts';
import { stepsOf } from './demonstration.ts';

/** One step of an episode, as rules see it. */
export interface RuleStep {
  /** What was seen before the action; arrays are lists. */
  readonly observation: unknown;
  /** The infos beside the observation, by name. */
  readonly info: Readonly<Record<string, unknown>>;
  readonly action: unknown;
  readonly reward: number;
  /** Number of the step, from 0. */
  readonly step: number;
  /** Steps of the episode. */
  readonly steps: number;
}

/** Names the subtask that is under way in a step, or gives its index. */
export type LabelRule = (step: RuleStep) => string | number;

/** A rule and the subtasks that it tells apart. */
export interface NamedRule {
  readonly subtasks: readonly string[];
  readonly rule: LabelRule;
}

/**
 * The rule of conditions in order, such as `button: observation[5] == 0` and `food: true`: the first one that holds names the
 * subtask. Conditions are expressions of mathjs over `observation`, `info`, `action`, `reward`, `step` and `steps`; lists
 * begin at 1 there.
 *
 * @throws UsageError when a text is no name with a condition
 */
export function ruleOf(texts: readonly string[]): NamedRule {
  const conditions = texts.map((text) => {
    const [, name, condition] = /^\s*([^:]*[^:\s])\s*:(.*)$/s.exec(text) ?? [];
    if (name === undefined || condition === undefined || condition.trim() === '')
      throw new UsageError(
        `--rule: expected a subtask and its condition such as "button: observation[5] == 0", received ${JSON.stringify(text)}`,
      );
    return { name, holds: compileCondition(condition, `--rule ${name}`) };
  });
  return {
    subtasks: [...new Set(conditions.map(({ name }) => name))],
    rule(step) {
      const found = conditions.find(({ holds }) => holds({ ...step }));
      if (found !== undefined) return found.name;
      throw new UsageError(
        `--rule: expected a condition that holds in every step, received none in step ${step.step}; ` +
          'add a last rule such as "other: true"',
      );
    },
  };
}

/**
 * Labels of an episode by a rule, `[T]`.
 *
 * @param source what to call the episode in errors
 * @throws UsageError when the rule names no subtask
 */
export function labelByRule(
  { subtasks, rule }: NamedRule,
  episode: Demonstration,
  { observationSpace, actionSpace }: DatasetSpaces,
  source: string,
): Int32Array {
  const observations = valuesOf(observationSpace, episode.observations);
  const actions = valuesOf(actionSpace, episode.actions);
  const steps = stepsOf(episode);
  return Int32Array.from({ length: steps }, (_, step) => {
    const said = rule({
      observation: asLists(observations[step]),
      info: infoAt(episode.infos.columns, step),
      action: asLists(actions[step]),
      reward: episode.rewards[step]!,
      step,
      steps,
    });
    const index = typeof said === 'string' ? subtasks.indexOf(said) : said;
    if (Number.isSafeInteger(index) && index >= 0 && index < subtasks.length) return index;
    throw new UsageError(
      `${source}, step ${step}: expected one of ${subtasks.join(', ')}, or an index below ${subtasks.length}, ` +
        `received ${JSON.stringify(said)} from the rule`,
    );
  });
}

/** The infos of a step by name. */
function infoAt(columns: Readonly<Record<string, Column>>, step: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      if (column.kind === 'group') return [name, infoAt(column.columns, step)];
      if (column.kind === 'text') return [name, column.values[step]];
      const size = column.data.length / Math.max(1, column.shape[0] ?? 1);
      const row = Array.from(column.data.slice(step * size, (step + 1) * size), Number);
      return [name, column.shape.length > 1 ? row : row[0]];
    }),
  );
}

/** Arrays as lists, which expressions can index. */
function asLists(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number | bigint>, Number);
  if (Array.isArray(value)) return value.map(asLists);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asLists(inner)]));
}
