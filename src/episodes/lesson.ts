import type { Env, Generator, Info } from 'gymnasium-js';
import type { DemonstratedAction, Expert } from '../task/environment-adapter.ts';
import type { Task } from '../task/task.ts';
import { Playthrough, type Transition } from './rollout.ts';

/** One step of a lesson: what is seen, and what is right. */
export interface LabelledStep<Observation, Action> {
  /** What is seen. */
  readonly observation: Observation;
  /** The environment's info on it; empty where there is no environment. */
  readonly info: Info;
  /** Index of the subtask that is due. */
  readonly subtask: number;
  /** What is right now for a subtask that is being carried out. */
  label(subtask: number): Action;
  /** How near a subtask is to its end, 0 … 1; undefined where the expert does not tell: see `Expert.progress`. */
  readonly progress?: ((subtask: number) => number) | undefined;
  /** The subtask to carry out, whatever a manager would choose; undefined: the manager's choice. */
  readonly inCharge?: number | undefined;
  /** What is done now; undefined where it is what the learner does. */
  readonly taken?: Action | undefined;
}

/** How a lesson ended. */
export interface LessonEnd<Observation = unknown> {
  /** Environment steps. */
  readonly steps: number;
  /** Whether the task came to its end; else the episode was cut off. */
  readonly terminated: boolean;
  /** Which milestones were reached. */
  readonly achieved: readonly boolean[];
  /** What there was to see after the last step; undefined where it is not known. */
  readonly last?: Observation | undefined;
  /** The info of the last step; undefined where it is not known. */
  readonly info?: Info | undefined;
}

/**
 * One episode to learn from, step by step, wherever it comes from: an expert shows it, a dataset holds it, or the learner
 * practises it. The learner answers each step with the action that it would take, `lesson.next(action)`; a lesson that is
 * practised takes that action.
 */
export type Lesson<Observation, Action> = globalThis.Generator<
  LabelledStep<Observation, Action>,
  LessonEnd<Observation>,
  Action
>;

/** How an episode of a lesson is played. */
export interface LessonOptions<Observation, Action> {
  /** Seed of the environment. */
  readonly seed: bigint;
  /** Cuts the episode off after so many steps. */
  readonly maxSteps?: number | undefined;
  /** Demonstrations: changes the action that is taken; what is shown as right stays. */
  readonly perturb?: ((taken: Action) => Action) | undefined;
  /** Is shown every transition. */
  readonly observe?: ((transition: Transition<Observation, Action>) => void) | undefined;
}

/**
 * An expert shows how it is done.
 * @param env of the task
 * @param generator for the perturbations of its demonstrations
 */
export function* shown<Observation, Action>(
  task: Task<Observation, Action>,
  env: Env<Observation, Action>,
  generator: Generator,
  { seed, maxSteps = Number.POSITIVE_INFINITY, perturb, observe }: LessonOptions<Observation, Action>,
): Lesson<Observation, Action> {
  const expert = task.expert(env);
  const demonstrator = task.demonstrator(env, generator);
  const play = new Playthrough(env, { seed });
  demonstrator?.reset();
  while (!play.over && play.steps < maxSteps) {
    const due = expert.subtask();
    const demonstrated = demonstrator?.demonstrate(due) ?? unperturbed(expert.action(due));
    const { label, subtask = due } = demonstrated;
    const taken = perturb?.(demonstrated.taken) ?? demonstrated.taken;
    const { observation, info } = play;
    const progress = progressOf(expert);
    yield { observation, info, subtask, label: () => label, progress, inCharge: subtask, taken };
    const transition = play.step(taken);
    observe?.(transition);
  }
  return endOf(task, play);
}

/**
 * The learner acts, and an expert says what would have been right.
 * @param env of the task
 * @param manager who picks the subtasks that are carried out: the expert, or the learner
 */
export function* practised<Observation, Action>(
  task: Task<Observation, Action>,
  env: Env<Observation, Action>,
  manager: 'expert' | 'network',
  { seed, maxSteps = Number.POSITIVE_INFINITY, observe }: LessonOptions<Observation, Action>,
): Lesson<Observation, Action> {
  const expert = task.expert(env);
  const play = new Playthrough(env, { seed });
  while (!play.over && play.steps < maxSteps) {
    const subtask = expert.subtask();
    const action: Action = yield {
      observation: play.observation,
      info: play.info,
      subtask,
      label: (carriedOut) => expert.action(carriedOut),
      progress: progressOf(expert),
      inCharge: manager === 'expert' ? subtask : undefined,
    };
    const transition = play.step(action);
    observe?.(transition);
  }
  return endOf(task, play);
}

function progressOf(expert: Expert<unknown>): ((subtask: number) => number) | undefined {
  return expert.progress && ((subtask) => expert.progress!(subtask));
}

/** A demonstration without noise teaches what it does. */
function unperturbed<Action>(action: Action): DemonstratedAction<Action> {
  return { taken: action, label: action };
}

function endOf<Observation, Action>(
  task: Task<Observation, Action>,
  { steps, terminated, info, observation }: Playthrough<Observation, Action>,
): LessonEnd<Observation> {
  return { steps, terminated, achieved: task.achieved(info), last: observation, info };
}
