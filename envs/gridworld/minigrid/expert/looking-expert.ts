import { Action } from '../encoding.ts';
import type { MiniGridEnv } from '../minigrid-env.ts';
import { type PlannedTask, PlanningExpert } from './expert.ts';
import { type LabelledStep, poseOf, type StateBefore } from './plan-follower.ts';
import { Situation } from './situation.ts';

/** The first subtask of tasks in which the agent has to look for something before it can know what to do. */
export const LOOK_AROUND = 'look around';

/**
 * Turns until it has seen a cell in this episode, and then plans from the true state. It does not need to look; its pupils, who
 * see less than it does, need to. `observe` has to be called before every step, as `SubtaskInfoWrapper` does.
 */
export class LookingExpert extends PlanningExpert {
  readonly #looksFor: (env: MiniGridEnv) => number;
  readonly #label: number;
  #seen = false;

  /**
   * @param task with `LOOK_AROUND` among its subtasks
   * @param looksFor the cell to be seen
   */
  constructor(env: MiniGridEnv, task: PlannedTask, looksFor: (env: MiniGridEnv) => number) {
    super(env, task);
    this.#looksFor = looksFor;
    this.#label = task.subtasks.indexOf(LOOK_AROUND);
  }

  override subtask(): number {
    this.#look();
    return super.subtask();
  }

  override action(subtask: number): number {
    this.#look();
    return super.action(subtask);
  }

  protected override makePlan(): readonly LabelledStep[] {
    if (this.#seen) return super.makePlan();
    const { env } = this;
    return [{ situation: Situation.of(env), pose: poseOf(env), action: Action.left, label: this.#label }];
  }

  protected override isDue(step: LabelledStep, isLast: boolean): boolean {
    return (step.label === this.#label) !== this.#seen && super.isDue(step, isLast);
  }

  override observe(): void {
    this.#look();
    super.observe();
  }

  protected override completes(before: StateBefore<LabelledStep>, action: number): number | null {
    const hadSeen = this.#seen;
    this.#look();
    return this.#seen && !hadSeen ? this.#label : super.completes(before, action);
  }

  protected override actionTowards(subtask: number, due: LabelledStep): number | null {
    return subtask === this.#label || !this.#seen ? null : super.actionTowards(subtask, due);
  }

  /** Takes notice of what the agent sees now. */
  #look(): void {
    const { env } = this;
    if (env.stepCount === 0) this.#seen = false;
    if (this.#seen) return;
    const { cells, visible } = env.look();
    const id = env.grid.cells[this.#looksFor(env)];
    this.#seen = cells.some((seen, k) => seen === id && visible[k] === 1);
  }
}
