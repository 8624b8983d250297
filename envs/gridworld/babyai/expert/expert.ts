import { Action } from '../../minigrid/encoding.ts';
import { type LabelledStep, PlanFollower, poseOf } from '../../minigrid/expert/plan-follower.ts';
import { type Pose, Situation } from '../../minigrid/expert/situation.ts';
import { NOTHING } from '../../minigrid/grid.ts';
import type { BabyAILevel } from '../level.ts';
import { completedBy, labelSteps, subtaskNames } from './labels.ts';
import { type Done, Mission } from './mission.ts';
import { planMission } from './planner.ts';
import { outcomeOf } from './step.ts';

/** A step of a plan, and what it does for the mission. */
export interface MissionStep extends LabelledStep {
  readonly done: Done;
  readonly origin: number;
}

/**
 * Plans a whole mission from the true state, and plans again whenever the agent has left the plan. Its subtasks are
 * `subtaskNames`. Its action is `done` where the mission cannot be completed any more. It does not support levels with
 * `doneActions`.
 */
export class BabyAIExpert extends PlanFollower<MissionStep> {
  readonly #level: BabyAILevel;
  #mission: Mission | null = null;

  constructor(env: BabyAILevel) {
    super(env);
    this.#level = env;
  }

  protected override isDue(step: MissionStep, isLast: boolean): boolean {
    return super.isDue(step, isLast) && (isLast || step.done === this.#mission?.done);
  }

  protected override makePlan(): readonly MissionStep[] {
    const plan = planMission(this.#level);
    if (plan === null) {
      this.#mission = new Mission(this.#level.instruction);
      const situation = Situation.of(this.env);
      const label = subtaskNames.indexOf('go to object');
      return [
        {
          situation,
          pose: poseOf(this.env),
          action: Action.done,
          label,
          done: this.#mission.done,
          origin: -1,
        },
      ];
    }
    const { mission, steps, end, pose } = plan;
    this.#mission = mission;
    const labels = labelSteps(steps, mission);
    const label = labels.at(-1) ?? subtaskNames.indexOf('go to object');
    return [
      ...steps.map((step, k) => ({ ...step, label: labels[k]! })),
      { ...end, pose, action: Action.done, label },
    ];
  }

  protected override completes(step: MissionStep): number | null {
    return this.#mission === null ? null : completedBy(step, this.#mission);
  }

  protected override actionTowards(subtask: number, due: MissionStep): number | null {
    const mission = this.#mission!;
    const first = new Map<Pose, number | null>([[due.pose, null]]);
    for (const [pose, action] of first) {
      for (const act of actionsAt(due.situation, pose)) {
        const step = { ...due, pose, action: act };
        if (completedBy(step, mission) === subtask) return action ?? act;
        const next = outcomeOf(step).pose;
        if (!first.has(next)) first.set(next, action ?? act);
      }
    }
    return null;
  }
}

/** The actions that have an effect. */
function actionsAt(situation: Situation, pose: Pose): number[] {
  const front = situation.inFrontOf(pose);
  const id = situation.cells[front]!;
  const { carrying } = situation;
  const actions: number[] = [Action.left, Action.right];
  if (situation.walkable[front] === 1) actions.push(Action.forward);
  if (id === NOTHING) return carrying === NOTHING ? actions : [...actions, Action.drop];
  if (carrying === NOTHING && situation.isPortable(id)) actions.push(Action.pickup);
  const opens = situation.isLocked(id) ? situation.isKeyTo(carrying, id) : situation.isClosed(id);
  if (opens || (situation.isPortable(id) && situation.contentOf(id) !== NOTHING)) actions.push(Action.toggle);
  return actions;
}
