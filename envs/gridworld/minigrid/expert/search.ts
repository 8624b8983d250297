import { Action } from '../encoding.ts';
import type { Budget } from './budget.ts';
import { type Pose, type Situation, stridesOf } from './situation.ts';

/** Everything that changes in a level except the agent's pose. */
export interface Scene {
  readonly situation: Situation;
}

/** An action, and the state in which it is taken. */
export type Step<State extends Scene = Scene> = State & { readonly pose: Pose; readonly action: number };

/** Steps, and the state and pose in which they end. */
export interface Way<State extends Scene = Scene> {
  readonly steps: readonly Step<State>[];
  readonly end: State;
  readonly pose: Pose;
}

/** The states of a search, and the rules that lead from one to others. */
export interface Space<State extends Scene> {
  /** A key that is equal for equal states. */
  keyOf(state: State): string;
  viewOf(state: State): View;
  /** The state and pose after an action that changes more than the pose; null where it must not be taken. */
  after(state: State, pose: Pose, action: number): { readonly state: State; readonly pose: Pose } | null;
}

/** The properties of one state that a search needs. */
export interface View {
  /** Fewest actions that are left in each pose; 65535 where there is no way. */
  readonly bounds: Uint16Array;
  /** Further actions that are due. */
  readonly extra: number;
  /** 1 for cells that may be entered. */
  readonly walkable: Uint8Array;
  /** 1 for cells that change the state when the agent comes to face them, or takes `done` there; null for none. */
  readonly marks: Uint8Array | null;
  /** The actions besides moves that may help when a cell is in front. */
  interactions(front: number): readonly number[];
  /** Whether the way ends here. */
  isEnd(pose: Pose): boolean;
}

/** Options of a search. */
export interface SearchOptions {
  readonly budget: Budget;
  /**
   * Weight of the actions that remain against those taken: 1 for a shortest way, more for a quick search. Default 1.
   */
  readonly weight?: number;
  /** Ways with as many actions, or more, are not looked for. Default: none are too long. */
  readonly shorterThan?: number;
}

/** Costs, in expanded states, of an action that changes more than the pose, and of a new layer. */
const costs = { change: 3, layer: 60 } as const;

/** States that differ in the pose alone. Arrays have an entry for each pose. */
interface Layer<State> extends View {
  readonly state: State;
  /** 1 + the fewest actions known so far; 0 for none. */
  readonly reached: Uint16Array;
  /** 8 · node before + the action taken there; nodes are numbered layer by layer. */
  readonly from: Int32Array;
  /** Whether the pose has been expanded. */
  readonly left: Uint8Array;
}

/**
 * The way with the fewest actions (A*: Hart, Nilsson & Raphael 1968), over the agent's poses and over the changes
 * that it makes by picking up, dropping and opening things.
 *
 * @returns null when there is no way, or the budget was spent
 */
export function search<State extends Scene>(
  space: Space<State>,
  root: State,
  start: Pose,
  { budget, weight = 1, shorterThan = Infinity }: SearchOptions,
): Way<State> | null {
  const { width, cells } = root.situation;
  const poses = 4 * cells.length;
  const strides = stridesOf(width);
  const reachedOf = rows((length) => new Uint16Array(length), poses);
  const fromOf = rows((length) => new Int32Array(length), poses);
  const leftOf = rows((length) => new Uint8Array(length), poses);
  const layers: Layer<State>[] = [];
  const layerOf = new Map<string, number>();
  const buckets: number[][] = [];
  let total = 0;

  const enter = (state: State): number => {
    const key = space.keyOf(state);
    const known = layerOf.get(key);
    if (known !== undefined) return known;
    budget.spend(costs.layer);
    layers.push({
      ...space.viewOf(state),
      state,
      reached: reachedOf(),
      from: fromOf(),
      left: leftOf(),
    });
    layerOf.set(key, layers.length - 1);
    return layers.length - 1;
  };
  const reach = (index: number, pose: Pose, actions: number, from: number) => {
    const layer = layers[index]!;
    const known = layer.reached[pose]!;
    if (known > 0 && known <= actions + 1) return;
    const bound = layer.bounds[pose]! + layer.extra;
    if (bound >= 0xffff || actions + bound >= shorterThan) return;
    layer.reached[pose] = actions + 1;
    layer.from[pose] = from;
    layer.left[pose] = 0;
    // Nodes that have been expanded already were no shorter, whatever the bound says here.
    (buckets[Math.max(total, actions + Math.ceil(weight * bound))] ??= []).push(index * poses + pose);
  };
  const follow = (index: number, pose: Pose, action: number, actions: number) => {
    budget.spend(costs.change);
    const next = space.after(layers[index]!.state, pose, action);
    if (next !== null) reach(enter(next.state), next.pose, actions, 8 * (index * poses + pose) + action);
  };

  reach(enter(root), start, 0, -1);
  for (; total < buckets.length; total++) {
    for (let node = buckets[total]?.pop(); node !== undefined; node = buckets[total]!.pop()) {
      const index = Math.floor(node / poses);
      const pose = node % poses;
      const layer = layers[index]!;
      if (layer.left[pose] === 1) continue;
      layer.left[pose] = 1;
      if (layer.isEnd(pose)) return trace(layers, poses, node);
      budget.spend(1);
      if (budget.isSpent) return null;
      const actions = layer.reached[pose]!;
      const front = (pose >> 2) + strides[pose & 3]!;
      const move = (action: number, next: Pose) => {
        const ahead = (next >> 2) + strides[next & 3]!;
        if (layer.marks?.[ahead] === 1) follow(index, pose, action, actions);
        else reach(index, next, actions, 8 * node + action);
      };
      move(Action.left, (pose & ~3) | ((pose + 3) & 3));
      move(Action.right, (pose & ~3) | ((pose + 1) & 3));
      if (layer.walkable[front] === 1) move(Action.forward, 4 * front + (pose & 3));
      if (layer.marks?.[front] === 1) follow(index, pose, Action.done, actions);
      for (const action of layer.interactions(front)) follow(index, pose, action, actions);
    }
  }
  return null;
}

/** Gives an array of zeros at each call, from many that are made at once: by itself each would take longer. */
function rows<Row extends { subarray(begin: number, end: number): Row }>(
  make: (length: number) => Row,
  length: number,
): () => Row {
  const many = 64;
  let used = many;
  let block: Row;
  return () => {
    if (used === many) {
      block = make(many * length);
      used = 0;
    }
    used++;
    return block.subarray((used - 1) * length, used * length);
  };
}

function trace<State extends Scene>(
  layers: readonly Layer<State>[],
  poses: number,
  last: number,
): Way<State> {
  const stateOf = (node: number) => layers[Math.floor(node / poses)]!.state;
  const steps: Step<State>[] = [];
  for (let node = last; ; ) {
    const from = layers[Math.floor(node / poses)]!.from[node % poses]!;
    if (from < 0) return { steps: steps.reverse(), end: stateOf(last), pose: last % poses };
    node = from >> 3;
    steps.push({ ...stateOf(node), pose: node % poses, action: from & 7 });
  }
}
