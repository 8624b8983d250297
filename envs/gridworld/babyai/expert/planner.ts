import { poseOf } from '../../minigrid/expert/plan-follower.ts';
import { type Pose, Situation } from '../../minigrid/expert/situation.ts';
import { tasksOf } from '../instructions.ts';
import type { BabyAILevel } from '../level.ts';
import { type Done, Mission } from './mission.ts';
import { allPermissions, permissions } from './obstacles.ts';
import { search, type Way } from './search.ts';
import type { State, Step } from './step.ts';

/** From where, and until which tasks are done, a way is looked for. */
interface Search {
  readonly mission: Mission;
  readonly root: State;
  readonly start: Pose;
  readonly until: Done;
  readonly isFresh: boolean;
}

interface Effort {
  /** How much what is left counts beside what was done: with 1 the shortest way is found, or none. */
  readonly weight: number;
  /** States that may be looked at. */
  readonly limit: number;
  readonly moveAnything?: boolean;
}

const exact: readonly Effort[] = [{ weight: 1, limit: 40_000 }];
const near: readonly Effort[] = [
  { weight: 1.1, limit: 60_000 },
  { weight: 1.5, limit: 60_000 },
];
const quick: readonly Effort[] = [
  { weight: 3, limit: 60_000 },
  { weight: 10, limit: 60_000 },
  { weight: 3, limit: 60_000, moveAnything: true },
  { weight: 10, limit: 100_000, moveAnything: true },
];

/** Steps through a mission; the pose and state in which they end. */
export interface Plan extends Way {
  readonly mission: Mission;
}

/**
 * The shortest way that is found through what is left of a level's mission: as a whole, or, where there are too many
 * states for that, task by task as well; null where there is none.
 */
export function planMission(world: BabyAILevel): Plan | null {
  const mission = new Mission(world.instruction);
  const root: State = { situation: Situation.of(world), done: mission.done, origin: originOf(world) };
  const whole = { mission, root, start: poseOf(world), until: mission.all, isFresh: world.stepCount === 0 };
  const way = find(whole, exact);
  if (way !== null) return { mission, ...way };
  const ways = [find(whole, [...near, ...quick]), ...taskByTask(whole)].filter((found) => found !== null);
  const [shortest] = ways.sort((one, other) => one.steps.length - other.steps.length);
  return shortest === undefined ? null : { mission, ...shortest };
}

/** A way for each order of tasks, by the shortest ways from each to the next. */
function taskByTask(whole: Search): (Way | null)[] {
  const { mission, root, until } = whole;
  const orders = mission.orders(root.done, until);
  return orders.map((order) => {
    const steps: Step[] = [];
    let part: Search = whole;
    for (const task of order) {
      part = { ...part, until: part.root.done | (1 << task) };
      const way = find(part, [...exact, ...near, ...quick]);
      if (way === null) return null;
      steps.push(...way.steps);
      part = { ...part, root: way.end, start: way.pose, isFresh: false };
    }
    return { steps, end: part.root, pose: part.start };
  });
}

/** What the first effort finds that finds something. */
function find({ mission, root, start, until, isFresh }: Search, efforts: readonly Effort[]): Way | null {
  const narrow = permissions(root.situation, mission, { done: root.done, until, start: start >> 2 });
  for (const { moveAnything = false, ...effort } of efforts) {
    const allowed = moveAnything ? allPermissions(root.situation) : narrow;
    const way = search(mission, root, start, until, allowed, { ...effort, isFresh });
    if (way !== null) return way;
  }
  return null;
}

/** Where descriptions last saw what is carried; −1 if none has, or nothing is carried. */
function originOf({ instruction, carrying, grid }: BabyAILevel): number {
  for (const { objects, positions } of tasksOf(instruction).flatMap(({ descriptions }) => descriptions)) {
    if (!objects.includes(carrying)) continue;
    const left = positions.find(([x, y]) => !objects.includes(grid.get(x, y)));
    if (left !== undefined) return left[1] * grid.width + left[0];
  }
  return -1;
}
