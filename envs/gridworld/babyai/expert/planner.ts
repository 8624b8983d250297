import { Budget } from '../../minigrid/expert/budget.ts';
import { poseOf } from '../../minigrid/expert/plan-follower.ts';
import { type SearchOptions, search, type Way } from '../../minigrid/expert/search.ts';
import { Situation } from '../../minigrid/expert/situation.ts';
import { tasksOf } from '../instructions.ts';
import type { BabyAILevel } from '../level.ts';
import { Mission } from './mission.ts';
import { permissionsFor } from './obstacles.ts';
import type { Part } from './part.ts';
import { missionSpace } from './space.ts';
import type { State, Step } from './step.ts';
import { planBySubgoals, planNextSubgoal } from './subgoals.ts';

/** Steps through a mission, and the pose and state in which they end. */
export interface Plan extends Way<State> {
  readonly mission: Mission;
}

/**
 * States that may be expanded: for a whole plan, for a shortest way as a whole, for each other search, and for a plan of
 * the next subgoal alone.
 */
const budgets = { plan: 350_000, whole: 150_000, part: 50_000, next: 30_000 } as const;

/**
 * The shortest way through the rest of a level's mission that a search finds within a budget; null where it finds none,
 * e.g. because the mission cannot be completed. Most missions are planned as a whole, by a shortest way. Where there
 * are too many states for that, quicker searches are compared with plans task by task, and those with plans subgoal
 * by subgoal, which always fit the budget.
 */
export function planMission(world: BabyAILevel): Plan | null {
  const mission = new Mission(world.instruction);
  const root = stateOf(mission, world);
  const isFresh = world.stepCount === 0;
  const way = plan({ mission, root, start: poseOf(world), until: mission.all, isFresh });
  return way && { mission, ...way };
}

/**
 * The way through the next subgoal of a level's mission, of the first of its tasks that count now and have a way; null
 * where none has. It takes little work however large the level.
 */
export function planNext(world: BabyAILevel): Plan | null {
  const mission = new Mission(world.instruction);
  const root = stateOf(mission, world);
  const start = poseOf(world);
  const tasks = mission.current(root.done);
  if (tasks.length === 0) return { mission, steps: [], end: root, pose: start };
  for (const task of tasks) {
    const until = root.done | (1 << task);
    const part = { mission, root, start, until, isFresh: world.stepCount === 0 };
    const way = planNextSubgoal(part, task, new Budget(budgets.next));
    if (way !== null) return { mission, ...way };
  }
  return null;
}

function plan(whole: Part): Way<State> | null {
  const budget = new Budget(budgets.plan);
  const shortest = searchPart(whole, { budget: budget.part(budgets.whole) });
  if (shortest !== null) return shortest;
  const orders = whole.mission.orders(whole.root.done, whole.until);
  const ways = [planBySubgoals, planTask].flatMap((planOne) =>
    orders.map((order) => inTurn(whole, order, (part, task) => planOne(part, task, budget))),
  );
  return [1.1, 1.5, 3].reduce(
    (best, weight) => quickerThan(best, whole, weight, budget),
    ways.reduce(shorter, null),
  );
}

/** The known way, or a shorter one if a quick search finds it. */
function quickerThan(
  known: Way<State> | null,
  part: Part,
  weight: number,
  budget: Budget,
): Way<State> | null {
  const shorterThan = known?.steps.length ?? Infinity;
  return searchPart(part, { budget: budget.part(budgets.part), weight, shorterThan }) ?? known;
}

function searchPart(part: Part, options: SearchOptions): Way<State> | null {
  return search(missionSpace(part, permissionsFor(part)), part.root, part.start, options);
}

function shorter(one: Way<State> | null, other: Way<State> | null): Way<State> | null {
  if (one === null || other === null) return one ?? other;
  return other.steps.length < one.steps.length ? other : one;
}

/** A way through tasks in a given order. */
function inTurn(
  whole: Part,
  order: readonly number[],
  planTask: (part: Part, task: number) => Way<State> | null,
): Way<State> | null {
  const steps: Step[] = [];
  let part: Part = whole;
  for (const task of order) {
    const way = planTask({ ...part, until: part.root.done | (1 << task) }, task);
    if (way === null) return null;
    steps.push(...way.steps);
    part = { ...part, root: way.end, start: way.pose, isFresh: part.isFresh && steps.length === 0 };
  }
  return { steps, end: part.root, pose: part.start };
}

/** A way through one task: a shortest one where there are not too many states for that. */
function planTask(part: Part, task: number, budget: Budget): Way<State> | null {
  const shortest = searchPart(part, { budget: budget.part(budgets.part) });
  return shortest ?? quickerThan(planBySubgoals(part, task, budget), part, 1.5, budget);
}

/** The state of a mission in its world. */
export function stateOf(mission: Mission, world: BabyAILevel): State {
  return { situation: Situation.of(world), done: mission.done, origin: originOf(world) };
}

/** The cell where descriptions last saw the carried object; −1 if none has, or nothing is carried. */
function originOf({ instruction, carrying, grid }: BabyAILevel): number {
  for (const { objects, positions } of tasksOf(instruction).flatMap(({ descriptions }) => descriptions)) {
    if (!objects.includes(carrying)) continue;
    const left = positions.find(([x, y]) => !objects.includes(grid.get(x, y)));
    if (left !== undefined) return left[1] * grid.width + left[0];
  }
  return -1;
}
