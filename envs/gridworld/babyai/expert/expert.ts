import { Action } from '../../minigrid/encoding.ts';
import {
  type LabelledStep,
  PlanFollower,
  poseOf,
  type StateBefore,
} from '../../minigrid/expert/plan-follower.ts';
import type { Planning } from '../../minigrid/expert/planner.ts';
import { type Pose, Situation } from '../../minigrid/expert/situation.ts';
import { NOTHING } from '../../minigrid/grid.ts';
import type { BabyAILevel } from '../level.ts';
import { completedBy, labelSteps, subtaskNames } from './labels.ts';
import { type Done, Mission } from './mission.ts';
import { planMission, planNext, stateOf } from './planner.ts';
import { outcomeOf } from './step.ts';

/** A step of a plan, and what it does for the mission. */
export interface MissionStep extends LabelledStep {
  readonly done: Done;
  readonly origin: number;
}

/**
 * Plans a mission from the true state, as a whole or subgoal by subgoal, and plans again whenever the agent has left the
 * plan. Subgoal by subgoal, it does the tasks of a mission in the order in which the words name them. Its subtasks are
 * `subtaskNames`. Its action is `done` where the mission cannot be completed any more. It does not support levels with
 * `doneActions`.
 */
export class BabyAIExpert extends PlanFollower<MissionStep> {
  readonly #level: BabyAILevel;
  readonly #planning: Planning;
  #mission: Mission | null = null;

  /** @param planning default: the whole, which takes seconds where rooms and objects are many */
  constructor(env: BabyAILevel, planning: Planning = 'whole') {
    super(env);
    this.#level = env;
    this.#planning = planning;
  }

  /** There is a next subgoal unless the mission is done. */
  protected override get goesOn(): boolean {
    return this.#planning === 'subgoals' && !this.env.rewarded;
  }

  protected override isDue(step: MissionStep, isLast: boolean): boolean {
    return super.isDue(step, isLast) && (isLast || step.done === this.#mission?.done);
  }

  protected override makePlan(): readonly MissionStep[] {
    const plan = this.#planning === 'whole' ? planMission(this.#level) : planNext(this.#level);
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

  protected override look(): StateBefore<MissionStep> {
    const mission = new Mission(this.#level.instruction);
    return { ...stateOf(mission, this.#level), pose: poseOf(this.env) };
  }

  protected override completes(before: StateBefore<MissionStep>, action: number): number | null {
    return completedBy({ ...before, action }, new Mission(this.#level.instruction));
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
