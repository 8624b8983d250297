import { Action } from '../encoding.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import type { Aim } from './aim.ts';
import { completedBy, labelSteps } from './labels.ts';
import { type LabelledStep, PlanFollower, poseOf, type StateBefore } from './plan-follower.ts';
import { type Planning, plan, rulesFor } from './planner.ts';
import type { Rules } from './rules.ts';
import { type Pose, Situation, stridesOf } from './situation.ts';

/** The parts of a task that an expert needs. */
export interface PlannedTask {
  /** Names of the subtasks, see `labelSteps`; the last one is to achieve the task. */
  readonly subtasks: readonly string[];
  /**
   * The aim in the present level; null when nothing is left to do.
   * @param env a level of the task, so that an aim may ask for the class of these
   */
  aim(env: MiniGridEnv, situation: Situation): Aim | null;
  /** Default: the whole. */
  readonly planning?: Planning;
}

/**
 * Plans from the true state, and plans again whenever the agent has left the plan. Where there is no way any more, it
 * stays in place and names the last subtask.
 */
export class PlanningExpert extends PlanFollower {
  readonly #task: PlannedTask;
  #aim: Aim | null = null;
  #rules: Rules | null = null;

  constructor(env: MiniGridEnv, task: PlannedTask) {
    super(env);
    this.#task = task;
  }

  /** There may be another aim if the episode continues after this one is met. */
  protected override get goesOn(): boolean {
    return this.#aim?.last === undefined;
  }

  protected override makePlan(): readonly LabelledStep[] {
    const { env } = this;
    const { subtasks, planning = 'whole' } = this.#task;
    const situation = Situation.of(env);
    const pose = poseOf(env);
    const last = subtasks.length - 1;
    const aim = this.#task.aim(env, situation);
    const way = aim === null ? null : this.#feasible(plan(situation, pose, aim, planning));
    this.#aim = aim;
    this.#rules = aim === null ? null : rulesFor(situation, pose, aim);
    if (way === null) return [{ situation, pose, action: this.pause, label: last }];
    const labels = labelSteps(way, subtasks, this.#rules!);
    const end = { ...way.end, pose: way.pose, action: aim!.last ?? this.pause, label: last };
    return [...way.steps.map((step, k) => ({ ...step, label: labels[k]! })), end];
  }

  /** The way, unless it asks for an action that the level does not have: where nothing can be picked up, balls block it. */
  #feasible(way: ReturnType<typeof plan>): ReturnType<typeof plan> {
    const has = ({ action }: { readonly action: number }) => this.env.actionSpace.contains(action);
    return way?.steps.every(has) ? way : null;
  }

  protected override look(): StateBefore<LabelledStep> {
    return { situation: Situation.of(this.env), pose: poseOf(this.env) };
  }

  protected override completes(before: StateBefore<LabelledStep>, action: number): number | null {
    const { situation, pose } = before;
    const aim = this.#task.aim(this.env, situation);
    if (aim === null) return null;
    return completedBy({ ...before, action }, this.#task.subtasks, rulesFor(situation, pose, aim));
  }

  protected override actionTowards(subtask: number, { situation, pose: start }: LabelledStep): number | null {
    const aim = this.#aim;
    const rules = this.#rules;
    if (aim === null || rules === null) return null;
    const strides = stridesOf(situation.width);
    const last = this.#task.subtasks.length - 1;
    const first = new Map<Pose, number | null>([[start, null]]);
    for (const [pose, action] of first) {
      const cell = pose >> 2;
      const front = cell + strides[pose & 3]!;
      if (subtask === last && aim.met(situation, cell, front)) return action ?? aim.last ?? this.pause;
      const canGo = situation.walkable[front] === 1 && !aim.avoid?.includes(front);
      const leadsOn = canGo && !aim.met(situation, front, front + strides[pose & 3]!);
      const acts = [...rules.interactions(situation, front), ...(leadsOn ? [Action.forward] : [])];
      for (const act of acts.filter((each) => this.env.actionSpace.contains(each))) {
        if (completedBy({ situation, pose, action: act }, this.#task.subtasks, rules) === subtask)
          return action ?? act;
      }
      const moves: [Pose, number][] = [
        [(pose & ~3) | ((pose + 3) & 3), Action.left],
        [(pose & ~3) | ((pose + 1) & 3), Action.right],
      ];
      if (canGo) moves.push([4 * front + (pose & 3), Action.forward]);
      for (const [next, move] of moves) if (!first.has(next)) first.set(next, action ?? move);
    }
    return null;
  }
}
