import { z } from 'zod';
import { defineTask } from '../../src/task/define-task.ts';
import type { AnyAdapter, EnvironmentOptions } from '../../src/task/environment-adapter.ts';
import { DECISION_MS, decisionAgent } from '../gridworld/decision-recipe.ts';
import { type ExpertFunction, pythonExpert } from './expert.ts';
import { openPython } from './interpreter.ts';
import { type MilestoneConditions, MilestoneWrapper, REACHED } from './milestones.ts';

/** Names that begin so are those of Python environments, e.g. `python:FrozenLake-v1`. */
export const PYTHON = 'python:';

/** What a person says of a Python environment. */
export interface PythonTask {
  readonly name: string;
  /** Of Python's registry, without the prefix; `module:Id-v0` imports the module first. */
  readonly id: string;
  readonly description: string;
  /** Arguments of `gymnasium.make`, named as in Python. */
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly subtasks: readonly string[];
  /** Pairs of subtasks, by name, of which the first comes before the second. */
  readonly order: readonly (readonly [before: string, after: string])[];
  readonly milestones: MilestoneConditions;
  /** Absent where there is no expert. */
  readonly expert?: ExpertFunction | undefined;
  /** Settings of a run, laid over those that suit any environment. */
  readonly recipe: Readonly<Record<string, unknown>>;
}

/** The defaults of a task: one subtask, one milestone. */
export const plainTask = {
  kwargs: {},
  subtasks: ['solve'],
  order: [],
  milestones: { goal: 'terminated and reward > 0' },
  recipe: {},
} as const;

/** The task of an environment by its name alone. @param name with the prefix */
export function pythonTaskNamed(name: string): AnyAdapter {
  const id = name.slice(PYTHON.length);
  return pythonTask({ ...plainTask, name, id, description: `${id} of Python’s Gymnasium.` });
}

/** A Python environment as a task. Python starts when the environment is first made. */
export function pythonTask(task: PythonTask): AnyAdapter {
  const { name, id, description, subtasks, expert } = task;
  const milestones = Object.keys(task.milestones);
  return defineTask<unknown, unknown, EnvironmentOptions>({
    name,
    envId: PYTHON + id,
    description,
    options: optionsSchema(task.kwargs),
    subtasks: {
      names: subtasks,
      order: task.order.map(
        ([before, after]) => [subtasks.indexOf(before), subtasks.indexOf(after)] as const,
      ),
    },
    milestones,
    recipe: recipeOf(task),
    stepDurationMs: DECISION_MS,
    makeEnv: ({ env: kwargs }, renderMode) =>
      new MilestoneWrapper(openPython(id, { ...kwargs, renderMode }), PYTHON + id, task.milestones),
    registered: ({ env: kwargs }) => ({ id: PYTHON + id, kwargs, wrappers: [] }),
    achieved: ({ [REACHED]: reached }) =>
      milestones.map((milestone) => (reached as Readonly<Record<string, boolean>>)[milestone] === true),
    ...(expert === undefined ? {} : { makeExpert: (env) => pythonExpert(env, expert, subtasks) }),
  });
}

/** `options.env` are the arguments of `gymnasium.make`: any, which Python judges. */
function optionsSchema(kwargs: PythonTask['kwargs']) {
  const known = Object.entries(kwargs).map(([key, value]) => [key, z.unknown().default(value)] as const);
  const none = z.strictObject({}).prefault({});
  return z.strictObject({
    env: z
      .object(Object.fromEntries(known))
      .catchall(z.unknown())
      .prefault({})
      .describe('arguments of gymnasium.make, named as in Python'),
    encoding: none,
    expert: none,
  });
}

/** Decisions from rest, on standardised inputs, a label at every step; an agent of one network where there is one subtask. */
function recipeOf({ subtasks, expert, recipe }: PythonTask): Readonly<Record<string, unknown>> {
  const { agent, imitation, ...others } = recipe as Readonly<Record<string, object | undefined>>;
  const labelInterval = `${DECISION_MS} ms`;
  return {
    agent: { ...(subtasks.length === 1 ? { kind: 'flat' } : {}), ...decisionAgent, ...agent },
    imitation: {
      ...(expert === undefined ? { algorithm: 'cloning' } : { episodeDuration: '2 s' }),
      labelInterval,
      ...imitation,
    },
    ...others,
  };
}
