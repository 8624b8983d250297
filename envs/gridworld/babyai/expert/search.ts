import { Action, typeIndex } from '../../minigrid/encoding.ts';
import { type Pose, stridesOf } from '../../minigrid/expert/situation.ts';
import { NOTHING, type ObjectId, WALL } from '../../minigrid/grid.ts';
import { type Done, isDone, type Mission } from './mission.ts';
import type { Permissions } from './obstacles.ts';
import { Outlook } from './outlook.ts';
import { outcomeOf, type State, type Step } from './step.ts';

/** Keeps memory below half a gigabyte. */
const MOST_LAYERS = 20_000;

/** Steps, and the state and pose in which they end. */
export interface Way {
  readonly steps: readonly Step[];
  readonly end: State;
  readonly pose: Pose;
}

export interface SearchOptions {
  /** How much what is left counts beside what was done: 1 for a shortest way, more for a quick search. */
  readonly weight: number;
  /** States to look at before it is given up. */
  readonly limit: number;
  /**
   * Whether the episode has just begun: what is in hand from the start does not count when it is put down at once.
   * Default false.
   */
  readonly isFresh?: boolean;
}

/** States that differ in the pose alone. Arrays have an entry for each pose. */
interface Layer extends State {
  readonly locks: readonly ObjectId[];
  readonly bounds: Uint16Array;
  /** Fewest actions known so far; −1 for none. */
  readonly actions: Int16Array;
  /** 8 · node before + the action taken there; nodes are numbered layer by layer. */
  readonly from: Int32Array;
  readonly left: Uint8Array;
  /** 1 for cells that complete a task when they are in front. */
  readonly marks: Uint8Array | null;
}

/**
 * The way through a whole mission with the fewest actions that the permissions allow (A*: Hart, Nilsson & Raphael 1968):
 * over poses, what lies where, which doors are open, and which tasks are done.
 *
 * @param until the tasks after which it ends
 * @returns null when there is no way, or it was given up
 */
export function search(
  mission: Mission,
  root: State,
  start: Pose,
  until: Done,
  permissions: Permissions,
  { weight, limit, isFresh = false }: SearchOptions,
): Way | null {
  const { width, cells } = root.situation;
  const poses = 4 * cells.length;
  const strides = stridesOf(width);
  const outlook = new Outlook(
    mission,
    root.situation,
    { done: root.done, until, start: start >> 2 },
    permissions,
  );
  const layers: Layer[] = [];
  const layerOf = new Map<string, number>();
  const buckets: number[][] = [];
  let total = 0;

  const enter = (state: State): number => {
    const { situation, done, origin } = state;
    const key = `${done},${origin},${situation.key}`;
    const known = layerOf.get(key);
    if (known !== undefined) return known;
    layers.push({
      ...state,
      locks: [...situation.objects()].filter((id) => situation.isLocked(id)),
      bounds: outlook.table(situation, done),
      actions: new Int16Array(poses).fill(-1),
      from: new Int32Array(poses),
      left: new Uint8Array(poses),
      marks: marksOf(mission, state),
    });
    layerOf.set(key, layers.length - 1);
    return layers.length - 1;
  };
  const reach = (index: number, pose: Pose, actions: number, from: number) => {
    const layer = layers[index]!;
    const known = layer.actions[pose]!;
    if (known >= 0 && known <= actions) return;
    const bound = layer.bounds[pose]!;
    if (bound === 0xffff) return;
    layer.actions[pose] = actions;
    layer.from[pose] = from;
    layer.left[pose] = 0;
    (buckets[Math.max(total, actions + Math.ceil(weight * bound))] ??= []).push(index * poses + pose);
  };
  /** Comes into the state after an action, unless that fails the mission. */
  const follow = (layer: Layer, pose: Pose, action: number, actions: number, node: number) => {
    const outcome = outcomeOf({ situation: layer.situation, origin: layer.origin, pose, action });
    const done = mission.advance(layer.done, outcome);
    if (done === null) return;
    const { situation, origin } = outcome;
    reach(enter({ situation, done, origin }), outcome.pose, actions, 8 * node + action);
  };

  reach(enter(root), start, 0, -1);
  for (let looked = 0; total < buckets.length; total++) {
    for (let node = buckets[total]?.pop(); node !== undefined; node = buckets[total]!.pop()) {
      const index = Math.floor(node / poses);
      const pose = node % poses;
      const layer = layers[index]!;
      if (layer.left[pose] === 1) continue;
      layer.left[pose] = 1;
      const actions = layer.actions[pose]! + 1;
      if ((layer.done & until) === until) return trace(layers, poses, node);
      if (++looked > limit || layers.length > MOST_LAYERS) return null;
      const front = (pose >> 2) + strides[pose & 3]!;
      const move = (action: number, next: Pose) => {
        const ahead = (next >> 2) + strides[next & 3]!;
        if (layer.marks?.[ahead] === 1) follow(layer, pose, action, actions, node);
        else reach(index, next, actions, 8 * node + action);
      };
      move(Action.left, (pose & ~3) | ((pose + 3) & 3));
      move(Action.right, (pose & ~3) | ((pose + 1) & 3));
      if (layer.situation.walkable[front] === 1) move(Action.forward, 4 * front + (pose & 3));
      if (layer.marks?.[front] === 1) follow(layer, pose, Action.done, actions, node);
      for (const action of interactions(mission, layer, front, permissions)) {
        if (!(isFresh && actions === 1 && action === Action.drop)) follow(layer, pose, action, actions, node);
      }
    }
  }
  return null;
}

/** Cells that complete a task when the agent comes to face them. */
function marksOf(mission: Mission, { situation, done, origin }: State): Uint8Array | null {
  const tasks = mission.current(done).map((task) => mission.tasks[task]!);
  const goals = tasks.filter(({ kind }) => kind === 'go to');
  if (goals.length === 0) return null;
  return Uint8Array.from(situation.cells, (id, cell) =>
    goals.some(({ targets }) => targets.has(id) || (cell === origin && targets.has(situation.carrying)))
      ? 1
      : 0,
  );
}

/** The actions besides moves that may help when a cell is in front. */
function interactions(mission: Mission, layer: Layer, front: number, permissions: Permissions): number[] {
  const { situation } = layer;
  const { carrying } = situation;
  const id = situation.cells[front]!;
  if (id === NOTHING)
    return carrying !== NOTHING && mayPutDown(mission, layer, front, permissions) ? [Action.drop] : [];
  const type = situation.typeOf(id);
  if (type === typeIndex.door) return mayToggle(mission, layer, id) ? [Action.toggle] : [];
  const actions: number[] = [];
  if (type === typeIndex.box && fitsLock(layer, situation.contentOf(id))) actions.push(Action.toggle);
  if (carrying === NOTHING && situation.isPortable(id) && mayTake(mission, layer, id, permissions))
    actions.push(Action.pickup);
  return actions;
}

/** Doors are opened; closed only to be opened again where that is the task. */
function mayToggle(mission: Mission, { situation, done }: State, door: ObjectId): boolean {
  if (situation.isClosed(door)) return true;
  if (situation.isLocked(door)) return situation.isKeyTo(situation.carrying, door);
  return mission.current(done).some((task) => {
    const { kind, targets } = mission.tasks[task]!;
    return kind === 'open' && targets.has(door);
  });
}

function mayTake(mission: Mission, layer: Layer, id: ObjectId, { obstacles }: Permissions): boolean {
  const { done } = layer;
  if (obstacles.has(id) || fitsLock(layer, id)) return true;
  const current = mission.current(done);
  return mission.tasks.some(({ kind, targets }, index) => {
    if (isDone(done, index) || !targets.has(id)) return false;
    return kind === 'put next' || (kind === 'pick up' && current.includes(index));
  });
}

/** Because it is asked for, or to free the hands, not far from where that is needed. */
function mayPutDown(mission: Mission, layer: Layer, front: number, permissions: Permissions): boolean {
  const { situation, done } = layer;
  const { carrying, width } = situation;
  const asked = mission.current(done).some((index) => {
    const { kind, targets, fixed } = mission.tasks[index]!;
    if (kind === 'go to') return targets.has(carrying);
    if (kind !== 'put next' || !targets.has(carrying)) return false;
    return stridesOf(width).some((stride) => fixed.has(situation.cells[front + stride]!));
  });
  return asked || (handsAreNeeded(mission, layer, permissions) && isNear(layer, front, permissions));
}

function handsAreNeeded(mission: Mission, layer: Layer, { obstacles }: Permissions): boolean {
  const { situation, done, locks } = layer;
  const { carrying } = situation;
  if (obstacles.size > 0 || locks.some((door) => !situation.isKeyTo(carrying, door))) return true;
  return mission.tasks.some(({ kind, targets, fixed }, index) => {
    if (isDone(done, index)) return false;
    return kind === 'pick up' || fixed.has(carrying) || (kind === 'put next' && !targets.has(carrying));
  });
}

/** Whether a cell is near where what is carried was picked up, near a door that it opened, or near an obstacle. */
function isNear({ situation, origin }: Layer, cell: number, { obstacles, anywhere }: Permissions): boolean {
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

function fitsLock({ situation, locks }: Layer, id: ObjectId): boolean {
  return locks.some((door) => situation.isKeyTo(id, door));
}

function trace(layers: readonly Layer[], poses: number, last: number): Way {
  const stateOf = (node: number): State => {
    const { situation, done, origin } = layers[Math.floor(node / poses)]!;
    return { situation, done, origin };
  };
  const steps: Step[] = [];
  for (let node = last; ; ) {
    const from = layers[Math.floor(node / poses)]!.from[node % poses]!;
    if (from < 0) return { steps: steps.reverse(), end: stateOf(last), pose: last % poses };
    node = from >> 3;
    steps.push({ ...stateOf(node), pose: node % poses, action: from & 7 });
  }
}
