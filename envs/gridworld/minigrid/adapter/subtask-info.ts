import {
  type Env,
  type Info,
  InvalidWrapper,
  type ResetOptions,
  type ResetResult,
  type StepResult,
  Wrapper,
} from 'gymnasium-js';
import { inWords } from '../../../../src/config/schema-problems.ts';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import type { Position } from '../encoding.ts';
import type { PlanFollower } from '../expert/plan-follower.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { type MiniGridTask, makeTaskExpert, type TaskWithExpert } from './task.ts';

/** The info of the wrapper at every reset and step. */
export interface SubtaskInfo extends Info {
  /** The subtask that the expert would have under way now, an index of the task's subtasks; absent where it is not asked. */
  readonly subtask?: number;
  /** Whether the task has been achieved. */
  readonly succeeded: boolean;
  /** Whether each subtask has been completed in this episode. */
  readonly completed: readonly boolean[];
  /** The agent's cell. */
  readonly agent: Position;
  /** Where the agent looks: 0 right, 1 down, 2 left, 3 up. */
  readonly direction: number;
  /** With a reset: (type, colour, state) of every cell, `[width, height, 3]`, as `Grid.encode` gives them. */
  readonly level?: { readonly width: number; readonly height: number; readonly image: Uint8Array };
}

/** Settings of the wrapper. */
export interface SubtaskInfoSettings {
  /** The task whose level the environment is. */
  readonly task: MiniGridTask | TaskWithExpert;
  /** Whether the expert plans at every step, to name the subtask that is due. Default true. */
  readonly plans?: boolean;
}

/**
 * Adds the expert's view of the present state to the infos of an environment of MiniGrid, and changes nothing else.
 */
export class SubtaskInfoWrapper<Observation = unknown> extends Wrapper<Observation, number> {
  /** The expert that names the subtasks. */
  readonly expert: PlanFollower;
  readonly #task: MiniGridTask | TaskWithExpert;
  readonly #inner: MiniGridEnv;
  readonly #plans: boolean;
  #completed: boolean[] = [];

  /** @throws InvalidWrapper when `task` is no task, or the environment is none of its levels */
  constructor(env: Env<Observation, number>, settings: SubtaskInfoSettings) {
    super(env);
    this.#inner = unwrappedAs(env, MiniGridEnv, 'SubtaskInfoWrapper');
    this.#task = expectTask(settings?.task, this.#inner);
    this.#plans = settings.plans ?? true;
    this.expert = makeTaskExpert(this.#task, this.#inner);
  }

  /** Names of the subtasks, index = label. */
  get subtasks(): readonly string[] {
    return this.#task.subtasks;
  }

  override reset(options?: ResetOptions): ResetResult<Observation> {
    const [observation, info] = super.reset(options);
    this.#completed = this.subtasks.map(() => false);
    const { grid } = this.#inner;
    const level = { width: grid.width, height: grid.height, image: grid.encode() };
    return [observation, { ...info, ...this.tell(), level }];
  }

  /** Takes one action. */
  override step(action: number): StepResult<Observation> {
    this.expert.observe();
    const [observation, reward, terminated, truncated, info] = super.step(action) as StepResult<Observation>;
    const completed = this.expert.completedBy(action);
    if (completed !== null) this.#completed[completed] = true;
    return [observation, reward, terminated, truncated, { ...info, ...this.tell() }];
  }

  /** What infos say about the present state. */
  tell(): SubtaskInfo {
    const { agentX, agentY, agentDirection } = this.#inner;
    return {
      ...(this.#plans ? { subtask: this.expert.subtask() } : {}),
      succeeded: this.#task.succeeded?.(this.#inner) ?? this.#inner.rewarded,
      completed: [...this.#completed],
      agent: [agentX, agentY],
      direction: agentDirection,
    };
  }
}

/** @throws InvalidWrapper */
function expectTask(
  task: MiniGridTask | TaskWithExpert | undefined,
  env: MiniGridEnv,
): MiniGridTask | TaskWithExpert {
  if (!Array.isArray(task?.families)) {
    const expected = 'one of miniGridTasks or babyAITasks';
    throw new InvalidWrapper(`SubtaskInfoWrapper.task: expected ${expected}, received ${inWords(task)}.`);
  }
  if (task.families.some((family) => family.covers(env))) return task;
  const ids = task.families.flatMap((family) => Object.keys(family.ids));
  throw new InvalidWrapper(
    `SubtaskInfoWrapper.env: expected a level of the task ${task.name} (${ids.join(', ')}), received ${env}.`,
  );
}
