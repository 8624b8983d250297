import { ResetNeeded } from 'gymnasium-js';
import type { Expert } from '../../../../src/task/environment-adapter.ts';
import { Action } from '../encoding.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import type { Pose, Situation } from './situation.ts';

/** An action, the state in which it is taken, and the subtask that it serves. */
export interface LabelledStep {
  readonly situation: Situation;
  readonly pose: Pose;
  readonly action: number;
  readonly label: number;
}

/** The state in which a step is taken. */
export type StateBefore<Step extends LabelledStep> = Omit<Step, 'action' | 'label'>;

/** Follows a plan made from the true state, and makes another whenever the agent has left it. */
export abstract class PlanFollower<Step extends LabelledStep = LabelledStep> implements Expert<number> {
  /** The environment beneath all wrappers. */
  protected readonly env: MiniGridEnv;
  #plan: readonly Step[] = [];
  #mission = '';
  /** Index of the step of the plan that is due. */
  #at = 0;
  #before: StateBefore<Step> | null = null;

  constructor(env: MiniGridEnv) {
    this.env = env;
  }

  /** The subtask that is due. */
  subtask(): number {
    return this.#due().label;
  }

  /** The next action of the given subtask; the action that is due where the subtask cannot be carried out from here. */
  action(subtask: number): number {
    const due = this.#due();
    return subtask === due.label ? due.action : (this.actionTowards(subtask, due) ?? due.action);
  }

  /** Looks at the state before a step of the environment, for `completedBy`; it plans nothing. */
  observe(): void {
    this.#before = this.look();
  }

  /**
   * The subtask that an action completed; null if it completed none. To be called after the step, before which the expert
   * was to `observe`.
   */
  completedBy(action: number): number | null {
    const before = this.#before;
    return before !== null && this.#hadEffect(before, action) ? this.completes(before, action) : null;
  }

  /** The present state. */
  protected abstract look(): StateBefore<Step>;

  /** The subtask that an action with an effect completes; null on the way. */
  protected abstract completes(before: StateBefore<Step>, action: number): number | null;

  #hadEffect({ situation, pose }: StateBefore<Step>, action: number): boolean {
    const { grid, carrying } = this.env;
    switch (action) {
      case Action.forward:
        return poseOf(this.env) !== pose;
      case Action.pickup:
      case Action.drop:
        return carrying !== situation.carrying;
      case Action.toggle: {
        const front = situation.inFrontOf(pose);
        const id = situation.cells[front]!;
        return grid.cells[front] !== id || (grid.isOpenDoor(id) && !situation.isOpen(id));
      }
      default:
        return true;
    }
  }

  /** Steps that the present plan still takes. */
  get remaining(): number {
    this.#due();
    return this.#plan.length - 1 - this.#at;
  }

  /** A plan from the present state: its steps, and one more for the state to which they lead. */
  protected abstract makePlan(): readonly Step[];

  /**
   * The first action of a shortest way, without any detour, to a place where a subtask can be completed; null without
   * one.
   * @param due the step that is due
   */
  protected abstract actionTowards(subtask: number, due: Step): number | null;

  /** Whether there may be another plan at the end of one. */
  protected get goesOn(): boolean {
    return false;
  }

  /** Whether a step of the plan is due now. */
  protected isDue(step: Step, _isLast: boolean): boolean {
    return poseOf(this.env) === step.pose && step.situation.holds(this.env);
  }

  /** An action that changes nothing, or just the direction. */
  protected get pause(): number {
    return this.env.actionSpace.contains(Action.done) ? Action.done : Action.left;
  }

  /** @throws ResetNeeded */
  #due(): Step {
    if (this.env.agentDirection < 0) {
      throw new ResetNeeded('the expert: asked before the first reset of its environment. Call reset first.');
    }
    if (this.#mission !== this.env.mission) this.#plan = [];
    else if (this.#isAt(this.#at)) return this.#plan[this.#at]!;
    else if (this.#isAt(this.#at + 1)) {
      const step = this.#plan[++this.#at]!;
      if (this.#at < this.#plan.length - 1 || !this.goesOn) return step;
    }
    this.#mission = this.env.mission;
    this.#at = 0;
    this.#plan = this.makePlan();
    return this.#plan[0]!;
  }

  #isAt(index: number): boolean {
    const step = this.#plan[index];
    return step !== undefined && this.isDue(step, index === this.#plan.length - 1);
  }
}

/** The present pose of an environment's agent. */
export function poseOf({ agentX, agentY, agentDirection, grid }: MiniGridEnv): Pose {
  return 4 * (agentY * grid.width + agentX) + agentDirection;
}
