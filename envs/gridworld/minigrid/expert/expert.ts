import type { Expert } from '../../../adapter.ts';
import { Action } from '../encoding.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import type { Aim } from './aim.ts';
import { completedBy, labelSteps } from './labels.ts';
import { type Planning, plan, rulesFor } from './planner.ts';
import type { Rules } from './rules.ts';
import type { Step } from './search.ts';
import { type Pose, Situation, stridesOf } from './situation.ts';

/** What an expert needs to know of a task. */
export interface PlannedTask {
  /** Names of the subtasks, see `labelSteps`; the last one is to achieve the task. */
  readonly subtasks: readonly string[];
  /** What is to be brought about in the present level; null when nothing is left to do. */
  aim(env: never, situation: Situation): Aim | null;
  /** Default: the whole. */
  readonly planning?: Planning;
}

interface LabelledStep extends Step {
  readonly label: number;
}

/**
 * Plans from the true state, and again from wherever else the agent got. Where there is no way any more it stays where
 * it is, and names the last subtask.
 */
export class PlanningExpert implements Expert<number> {
  readonly #env: MiniGridEnv;
  readonly #task: PlannedTask;
  #plan: readonly LabelledStep[] = [];
  #mission = '';
  #aim: Aim | null = null;
  #rules: Rules | null = null;
  /** Where on the plan the agent is. */
  #at = 0;

  constructor(env: MiniGridEnv, task: PlannedTask) {
    this.#env = env;
    this.#task = task;
  }

  subtask(): number {
    return this.#due().label;
  }

  /** Where the given subtask cannot be carried out from here, the action that is due. */
  action(subtask: number): number {
    const due = this.#due();
    return subtask === due.label ? due.action : (this.#actionTowards(subtask) ?? due.action);
  }

  /** Steps that the present plan still takes. */
  get remaining(): number {
    this.#due();
    return this.#plan.length - 1 - this.#at;
  }

  #due(): LabelledStep {
    if (this.#mission !== this.#env.mission) this.#plan = [];
    else if (this.#isAt(this.#at)) return this.#plan[this.#at]!;
    else if (this.#isAt(this.#at + 1)) {
      const step = this.#plan[++this.#at]!;
      // Where the episode goes on after the aim was met, there may be another.
      if (this.#at < this.#plan.length - 1 || this.#aim?.last !== undefined) return step;
    }
    this.#makePlan();
    return this.#plan[0]!;
  }

  #isAt(index: number): boolean {
    const step = this.#plan[index];
    return step !== undefined && poseOf(this.#env) === step.pose && step.situation.holds(this.#env);
  }

  #makePlan(): void {
    const { subtasks, planning = 'whole' } = this.#task;
    const env = this.#env;
    const situation = Situation.of(env);
    const pose = poseOf(env);
    const last = subtasks.length - 1;
    const aim = this.#task.aim(env as never, situation);
    const way = aim === null ? null : plan(situation, pose, aim, planning);
    this.#mission = env.mission;
    this.#at = 0;
    this.#aim = aim;
    this.#rules = aim === null ? null : rulesFor(situation, pose, aim);
    if (way === null) {
      this.#plan = [{ situation, pose, action: this.#wait(), label: last }];
      return;
    }
    const labels = labelSteps(way, subtasks, this.#rules!);
    const end = { situation: way.situation, pose: way.pose, action: aim!.last ?? this.#wait(), label: last };
    this.#plan = [...way.steps.map((step, k) => ({ ...step, label: labels[k]! })), end];
  }

  /** An action that changes nothing, or just the direction. */
  #wait(): number {
    return this.#env.actionSpace.contains(Action.done) ? Action.done : Action.left;
  }

  /** The first action of a shortest way, without any detour, to where a subtask can be completed. */
  #actionTowards(subtask: number): number | null {
    const aim = this.#aim;
    const rules = this.#rules;
    if (aim === null || rules === null) return null;
    const { situation, pose: start } = this.#plan[this.#at]!;
    const strides = stridesOf(situation.width);
    const last = this.#task.subtasks.length - 1;
    const first = new Map<Pose, number | null>([[start, null]]);
    for (const [pose, action] of first) {
      const cell = pose >> 2;
      const front = cell + strides[pose & 3]!;
      if (subtask === last && aim.met(situation, cell, front)) return action ?? aim.last ?? this.#wait();
      const canGo = situation.walkable[front] === 1 && !aim.avoid?.includes(front);
      const leadsOn = canGo && !aim.met(situation, front, front + strides[pose & 3]!);
      for (const act of [...rules.interactions(situation, front), ...(leadsOn ? [Action.forward] : [])]) {
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

function poseOf({ agentX, agentY, agentDirection, grid }: MiniGridEnv): Pose {
  return 4 * (agentY * grid.width + agentX) + agentDirection;
}
