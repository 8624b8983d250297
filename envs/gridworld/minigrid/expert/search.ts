import { Action } from '../encoding.ts';
import type { Aim } from './aim.ts';
import { LowerBounds } from './lower-bound.ts';
import type { Rules } from './rules.ts';
import { type Pose, type Situation, stridesOf } from './situation.ts';

/** An action, and the state in which it is taken. */
export interface Step {
  readonly situation: Situation;
  readonly pose: Pose;
  readonly action: number;
}

/** A way to an aim: its steps, and the state in which they end. */
export interface Way {
  readonly steps: readonly Step[];
  readonly situation: Situation;
  readonly pose: Pose;
}

/** One situation that a search has come upon. Arrays have an entry for each pose. */
interface Layer {
  readonly situation: Situation;
  readonly bounds: Uint16Array;
  readonly extra: number;
  /** Fewest actions known so far; −1 for none. */
  readonly actions: Int16Array;
  /** 8 · node before + the action taken there; nodes are numbered layer by layer. */
  readonly from: Int32Array;
  /** Whether the pose has been gone on from. */
  readonly left: Uint8Array;
}

/**
 * A shortest way to an aim through all that the rules allow (A*: Hart, Nilsson & Raphael 1968): over the agent's
 * poses, and over what changes when it picks up, drops and opens things.
 *
 * @param limit states to look at before it is given up
 * @returns null when there is no way, or it was given up
 */
export function search(root: Situation, start: Pose, aim: Aim, rules: Rules, limit = 200_000): Way | null {
  const poses = 4 * root.cells.length;
  const strides = stridesOf(root.width);
  const avoid = new Set(aim.avoid ?? []);
  const bounds = new LowerBounds(root);
  const layers: Layer[] = [];
  const layerOf = new Map<string, number>();
  const buckets: number[][] = [];

  const enter = (situation: Situation): number => {
    const { key } = situation;
    const known = layerOf.get(key);
    if (known !== undefined) return known;
    const { landmarks, extra } = rules.outlook(situation);
    layers.push({
      situation,
      bounds: bounds.through(landmarks),
      extra,
      actions: new Int16Array(poses).fill(-1),
      from: new Int32Array(poses),
      left: new Uint8Array(poses),
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
    // What has been looked at already was no shorter, whatever the bound says here.
    (buckets[Math.max(total, actions + bound + layer.extra)] ??= []).push(index * poses + pose);
  };

  let total = 0;
  reach(enter(root), start, 0, -1);
  let looked = 0;
  for (; total < buckets.length; total++) {
    for (let node = buckets[total]?.pop(); node !== undefined; node = buckets[total]!.pop()) {
      const index = Math.floor(node / poses);
      const pose = node % poses;
      const { situation, actions: known, left } = layers[index]!;
      if (left[pose] === 1) continue;
      left[pose] = 1;
      const actions = known[pose]!;
      const direction = pose & 3;
      const cell = pose >> 2;
      const front = cell + strides[direction]!;
      if (aim.met(situation, cell, front)) return trace(layers, poses, node);
      if (++looked > limit) return null;
      reach(index, (pose & ~3) | ((direction + 3) & 3), actions + 1, 8 * node + Action.left);
      reach(index, (pose & ~3) | ((direction + 1) & 3), actions + 1, 8 * node + Action.right);
      if (situation.walkable[front] === 1 && !avoid.has(front)) {
        reach(index, 4 * front + direction, actions + 1, 8 * node + Action.forward);
      }
      for (const action of rules.interactions(situation, front)) {
        reach(enter(situation.after(action, front)), pose, actions + 1, 8 * node + action);
      }
    }
  }
  return null;
}

function trace(layers: readonly Layer[], poses: number, last: number): Way {
  const state = (node: number) => ({
    situation: layers[Math.floor(node / poses)]!.situation,
    pose: node % poses,
  });
  const steps: Step[] = [];
  for (let node = last; ; ) {
    const from = layers[Math.floor(node / poses)]!.from[node % poses]!;
    if (from < 0) break;
    node = from >> 3;
    steps.push({ ...state(node), action: from & 7 });
  }
  return { steps: steps.reverse(), ...state(last) };
}
