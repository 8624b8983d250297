import { type PlannedTask, PlanningExpert } from '../expert/expert.ts';
import { LOOK_AROUND, LookingExpert } from '../expert/looking-expert.ts';
import type { PlanFollower } from '../expert/plan-follower.ts';
import type { Family } from '../family.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import type { RememberedMission } from './mission-memory.ts';
import type { Thing } from './things.ts';

/** A family of levels with its subtasks. */
export interface LevelSubtasks {
  /** Name on the command line. */
  readonly name: string;
  readonly description: string;
  readonly families: readonly Family[];
  /** The level of the family unless told otherwise. */
  readonly level: string;
  /** The name of success among milestones. */
  readonly milestone: string;
  /** Pairs of names, see `SubtaskStructure.order`. */
  readonly order?: readonly (readonly [before: string, after: string])[];
  /** Kinds of things that an agent needs to see. */
  readonly things: readonly Thing[];
  /** Names of the subtasks, index = label. */
  readonly subtasks: readonly string[];
  /** See `SubtaskStructure.shared`. Default false. */
  readonly shared?: boolean;
  /** Whether agents see ways to things unless told otherwise, for levels with walls in between. Default false. */
  readonly ways?: boolean;
  /** Whether agents see what is in the way unless told otherwise. Default false. */
  readonly hindrances?: boolean;
  /** Whether agents remember the mission unless told otherwise. Default false. */
  readonly memory?: boolean;
  /** A level's mission as an agent remembers it; absent: its words say all. */
  mission?(env: MiniGridEnv): RememberedMission;
  /** Practice of agents, where the task needs more than most. */
  readonly practice?: { readonly rounds: number; readonly episodesPerRound: number };
  /** Steps after which episodes are cut off unless told otherwise; default: as the level says. */
  readonly maxSteps?: number;
  /** Whether the agent has succeeded; default: whether its last step was rewarded. */
  succeeded?(env: MiniGridEnv): boolean;
}

/** A family with an expert of its own. */
export interface TaskWithExpert extends LevelSubtasks {
  /** The expert of an environment of one of the family's levels. */
  makeExpert(env: MiniGridEnv): PlanFollower;
}

/** A family of MiniGrid's own, whose expert pursues aims. */
export interface MiniGridTask extends LevelSubtasks, PlannedTask {
  /**
   * The cell that an agent with a partial view has to see before it can know what to do, so that the expert shows it how to
   * look for it. Absent: there is none.
   */
  looksFor?(env: MiniGridEnv): number;
}

/** The task for agents with a partial view: with a subtask of looking around, where there is something to look for. */
export function partiallySeen<Task extends MiniGridTask | TaskWithExpert>(task: Task): Task {
  const looks = 'looksFor' in task && !task.subtasks.includes(LOOK_AROUND);
  return looks ? { ...task, subtasks: [LOOK_AROUND, ...task.subtasks] } : task;
}

/** The expert of a task, for one of its levels. */
export function makeTaskExpert(task: MiniGridTask | TaskWithExpert, env: MiniGridEnv): PlanFollower {
  if (!('aim' in task)) return task.makeExpert(env);
  const { looksFor } = task;
  return looksFor !== undefined && task.subtasks.includes(LOOK_AROUND)
    ? new LookingExpert(env, task, looksFor)
    : new PlanningExpert(env, task);
}
