import { Action, typeIndex } from '../../minigrid/encoding.ts';
import type { Space } from '../../minigrid/expert/search.ts';
import { stridesOf } from '../../minigrid/expert/situation.ts';
import { NOTHING, type ObjectId, WALL } from '../../minigrid/grid.ts';
import { isDone, type Mission } from './mission.ts';
import { Outlook } from './outlook.ts';
import type { Part, Permissions } from './part.ts';
import { outcomeOf, type State } from './step.ts';

/** A state with its locked doors. */
interface Unlocking extends State {
  readonly locks: readonly ObjectId[];
}

/** The states in which a part of a mission is planned: cells, open doors, and tasks that are done. */
export function missionSpace(part: Part, permissions: Permissions): Space<State> {
  const { mission, root, start, until, isFresh } = part;
  const outlook = new Outlook(part, permissions);
  return {
    keyOf: ({ situation, done, origin }) => `${done},${origin},${situation.key}`,
    viewOf: (state) => {
      const { situation, done } = state;
      const unlocking = { ...state, locks: situation.objects().filter((id) => situation.isLocked(id)) };
      return {
        bounds: outlook.table(situation, done),
        extra: 0,
        walkable: situation.walkable,
        marks: marksOf(mission, state),
        interactions: (front) => interactions(mission, unlocking, front, permissions),
        isEnd: () => (done & until) === until,
      };
    },
    after: ({ situation, done, origin }, pose, action) => {
      const isTooSoon = isFresh && action === Action.drop && situation === root.situation && pose === start;
      const outcome = outcomeOf({ situation, origin, pose, action });
      const now = isTooSoon ? null : mission.advance(done, outcome);
      if (now === null) return null;
      return {
        state: { situation: outcome.situation, done: now, origin: outcome.origin },
        pose: outcome.pose,
      };
    },
  };
}

/** Cells that complete a task when the agent comes to face them. */
function marksOf(mission: Mission, { situation, done, origin }: State): Uint8Array | null {
  const tasks = mission.current(done).map((task) => mission.tasks[task]!);
  const goals = tasks.filter(({ kind }) => kind === 'go to');
  if (goals.length === 0) return null;
  const marks = new Uint8Array(situation.cells.length);
  for (const { targets } of goals) {
    for (const id of targets) {
      const cell = id === situation.carrying ? origin : situation.cells.indexOf(id);
      if (cell >= 0) marks[cell] = 1;
    }
  }
  return marks;
}

/** The actions besides moves that may help when a cell is in front. */
function interactions(mission: Mission, state: Unlocking, front: number, permissions: Permissions): number[] {
  const { situation } = state;
  const { carrying } = situation;
  const id = situation.cells[front]!;
  if (id === NOTHING)
    return carrying !== NOTHING && mayPutDown(mission, state, front, permissions) ? [Action.drop] : [];
  const type = situation.typeOf(id);
  if (type === typeIndex.door) return mayToggle(mission, state, id) ? [Action.toggle] : [];
  const actions: number[] = [];
  if (type === typeIndex.box && fitsLock(state, situation.contentOf(id))) actions.push(Action.toggle);
  if (carrying === NOTHING && situation.isPortable(id) && mayTake(mission, state, id, permissions))
    actions.push(Action.pickup);
  return actions;
}

/** Whether toggling a door may help: to open it, or to close it where the task is to open it again. */
function mayToggle(mission: Mission, { situation, done }: State, door: ObjectId): boolean {
  if (situation.isClosed(door)) return true;
  if (situation.isLocked(door)) return situation.isKeyTo(situation.carrying, door);
  return mission.current(done).some((task) => {
    const { kind, targets } = mission.tasks[task]!;
    return kind === 'open' && targets.has(door);
  });
}

function mayTake(mission: Mission, state: Unlocking, id: ObjectId, { obstacles }: Permissions): boolean {
  const { done } = state;
  if (obstacles.has(id) || fitsLock(state, id)) return true;
  const current = mission.current(done);
  return mission.tasks.some(({ kind, targets }, index) => {
    if (isDone(done, index) || !targets.has(id)) return false;
    return kind === 'put next' || (kind === 'pick up' && current.includes(index));
  });
}

/** Whether putting something down may help: because the mission asks for it, or to free the hands near an obstacle. */
function mayPutDown(mission: Mission, state: Unlocking, front: number, permissions: Permissions): boolean {
  const { situation, done } = state;
  const { carrying, width } = situation;
  const asked = mission.current(done).some((index) => {
    const { kind, targets, fixed } = mission.tasks[index]!;
    if (kind === 'go to') return targets.has(carrying);
    if (kind !== 'put next' || !targets.has(carrying)) return false;
    return stridesOf(width).some((stride) => fixed.has(situation.cells[front + stride]!));
  });
  return asked || (handsAreNeeded(mission, state, permissions) && isNear(state, front, permissions));
}

function handsAreNeeded(mission: Mission, state: Unlocking, { obstacles }: Permissions): boolean {
  const { situation, done, locks } = state;
  const { carrying } = situation;
  if (obstacles.size > 0 || locks.some((door) => !situation.isKeyTo(carrying, door))) return true;
  return mission.tasks.some(({ kind, targets, fixed }, index) => {
    if (isDone(done, index)) return false;
    return kind === 'pick up' || fixed.has(carrying) || (kind === 'put next' && !targets.has(carrying));
  });
}

/**
 * Whether a cell is near the place where the carried object was picked up, near a door that it opened, or near an
 * obstacle.
 */
function isNear(
  { situation, origin }: Unlocking,
  cell: number,
  { obstacles, anywhere }: Permissions,
): boolean {
  const { carrying, cells, width } = situation;
  if (anywhere || origin < 0) return true;
  if (distance(cell, origin, width) <= (obstacles.has(carrying) ? 4 : 2)) return true;
  const isKey = situation.typeOf(carrying) === typeIndex.key;
  for (let y = -3; y <= 3; y++) {
    for (let x = -3; x <= 3; x++) {
      const id = cells[cell + y * width + x];
      if (id === undefined || id <= WALL) continue;
      if (obstacles.has(id) || (isKey && situation.isOpen(id) && situation.isKeyTo(carrying, id)))
        return true;
    }
  }
  return false;
}

function distance(one: number, other: number, width: number): number {
  const rows = Math.floor(one / width) - Math.floor(other / width);
  return Math.abs(rows) + Math.abs((one % width) - (other % width));
}

function fitsLock({ situation, locks }: Unlocking, id: ObjectId): boolean {
  return locks.some((door) => situation.isKeyTo(id, door));
}
