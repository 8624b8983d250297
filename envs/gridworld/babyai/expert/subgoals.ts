import { type Aim, hold, lookAt, open, put } from '../../minigrid/expert/aim.ts';
import type { Budget } from '../../minigrid/expert/budget.ts';
import { obstaclesTo } from '../../minigrid/expert/obstacles.ts';
import { keyTo, MOST_SUBGOALS, nextSubgoal, planSubgoal } from '../../minigrid/expert/planner.ts';
import { type Step as Move, search, type Way } from '../../minigrid/expert/search.ts';
import { type Pose, type Situation, stridesOf } from '../../minigrid/expert/situation.ts';
import { NOTHING, type ObjectId } from '../../minigrid/grid.ts';
import { isDone, type MissionTask } from './mission.ts';
import type { Part } from './part.ts';
import { missionSpace } from './space.ts';
import { outcomeOf, type State, type Step } from './step.ts';

/**
 * A way through a task, subgoal after subgoal.
 *
 * @returns null where there is no such way, or the budget was spent
 */
export function planBySubgoals(part: Part, task: number, budget: Budget): Way<State> | null {
  let way: Way<State> = { steps: [], end: part.root, pose: part.start };
  for (let count = 0; count < MOST_SUBGOALS; count++) {
    const rest = { ...part, root: way.end, start: way.pose, isFresh: part.isFresh && count === 0 };
    const next = planNextSubgoal(rest, task, budget);
    if (next === null) return null;
    way = { ...next, steps: [...way.steps, ...next.steps] };
    if (isDone(way.end.done, task)) return way;
  }
  return null;
}

/**
 * A way through the first subgoal of a task: unlock the first door or take away the first object in the way, fetch the
 * object that the task names, clear the place for it. A subgoal is planned by itself and may move few other objects, so
 * that it does not take long.
 *
 * @returns null where there is no such way, or the budget was spent
 */
export function planNextSubgoal(part: Part, task: number, budget: Budget): Way<State> | null {
  const { mission, root, start } = part;
  const aims = aimsOf(mission.tasks[task]!, root.situation, start);
  const [aim, ...later] = aims;
  const subgoal = aim === undefined ? null : nextSubgoal(root.situation, start, aim);
  if (aim !== undefined && subgoal === null) return null;
  const isLast = subgoal === null || (subgoal === aim && later.length === 0);
  return isLast ? finish(part, task, budget) : follow(part, planMoves(part, subgoal, aims, budget), task);
}

/** The aims of a task, one after the other; none where the agent already holds the object that the task names. */
function aimsOf({ kind, targets, fixed }: MissionTask, situation: Situation, pose: Pose): Aim[] {
  const { carrying } = situation;
  const isInHand = targets.has(carrying);
  switch (kind) {
    case 'go to':
      return isInHand ? [] : [lookAt([...targets])];
    case 'pick up':
      return isInHand ? [] : [hold([...targets])];
    case 'open': {
      const doors = [...targets];
      const ready = doors.filter((id) => !situation.isLocked(id) || situation.isKeyTo(carrying, id));
      return ready.length > 0 ? [lookAt(ready)] : unlocking(doors[0]!, situation);
    }
    case 'put next': {
      const near = placesBeside(fixed, situation);
      const free = near.filter((cell) => situation.cells[cell] === NOTHING);
      const fetch = isInHand ? [] : [hold([...targets])];
      const there = put([...targets], free.length > 0 ? free : near);
      if (free.length === 0 && near.length > 0) {
        return [hold(near.map((cell) => situation.cells[cell]!)), ...fetch, there];
      }
      const [lock] = obstaclesTo(situation, pose, there)?.locks ?? [];
      // Doors come first, and what is in the way: the agent would have to put the object down for their keys, and for this.
      if (lock !== undefined) return [...unlocking(lock, situation), ...fetch, there];
      return [...(isInHand ? [] : clearing(targets, situation, pose, there)), ...fetch, there];
    }
  }
}

/** The aim of taking away what is in the way from some objects to a place for one of them; none while they are shut in. */
function clearing(targets: ReadonlySet<ObjectId>, situation: Situation, pose: Pose, there: Aim): Aim[] {
  const toObject = obstaclesTo(situation, pose, hold([...targets]));
  const from = [...(toObject?.cells ?? [])].at(-1);
  if (from === undefined || toObject!.all.length > 0) return [];
  const [first] = (obstaclesTo(situation, 4 * from, there)?.objects ?? []).filter((id) => !targets.has(id));
  return first === undefined ? [] : [hold([first])];
}

/** The aims of getting a door's key and of unlocking the door. */
function unlocking(door: ObjectId, situation: Situation): Aim[] {
  return situation.isKeyTo(situation.carrying, door) ? [open(door)] : [keyTo(door, situation), open(door)];
}

/** The cells next to some objects into which something can be put, now or once they are cleared. */
function placesBeside(objects: ReadonlySet<ObjectId>, situation: Situation): number[] {
  const { width, cells } = situation;
  const places = [...objects].map((id) => cells.indexOf(id)).filter((cell) => cell >= 0);
  return places
    .flatMap((place) => stridesOf(width).map((stride) => place + stride))
    .filter((cell) => cells[cell] === NOTHING || situation.isPortable(cells[cell]!));
}

/** Moves to a subgoal that put nothing down where it would block a later aim. */
function planMoves(
  { root: { situation, origin }, start }: Part,
  subgoal: Aim,
  aims: readonly Aim[],
  budget: Budget,
): readonly Move[] | null {
  // An obstacle is not put back either.
  const keepFree = new Set<number>([origin]);
  let from = start;
  for (const aim of aims) {
    const cells = [...(obstaclesTo(situation, from, aim)?.cells ?? [])];
    for (const cell of cells) keepFree.add(cell);
    for (const { cells: places } of aim.landmarks(situation)) for (const cell of places) keepFree.add(cell);
    from = 4 * (cells.at(-1) ?? from >> 2);
  }
  return planSubgoal(situation, start, subgoal, { keepFree, budget })?.steps ?? null;
}

/** The steps that moves are in a mission, until a task is done; null where they fail the mission. */
function follow(
  { mission, root, start }: Part,
  moves: readonly Move[] | null,
  task: number,
): Way<State> | null {
  if (moves === null) return null;
  const steps: Step[] = [];
  let state = root;
  let at = start;
  for (const { action } of moves) {
    if (isDone(state.done, task)) break;
    const step = { ...state, pose: at, action };
    const { situation, origin, pose: next, ...outcome } = outcomeOf(step);
    const done = mission.advance(state.done, { ...outcome, situation, origin });
    if (done === null) return null;
    steps.push(step);
    state = { situation, done, origin };
    at = next;
  }
  return { steps, end: state, pose: at };
}

/** The shortest way to do a task when nothing is in the way any more. */
function finish(part: Part, task: number, budget: Budget): Way<State> | null {
  const { mission, root } = part;
  const { targets } = mission.tasks[task]!;
  const permissions = { obstacles: new Set<ObjectId>(), movable: targets, anywhere: true };
  const space = missionSpace({ ...part, until: root.done | (1 << task) }, permissions);
  return search(space, root, part.start, { budget });
}
