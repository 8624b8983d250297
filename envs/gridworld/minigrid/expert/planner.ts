import type { ObjectId } from '../grid.ts';
import { type Aim, hold, keysTo, open, put, unpack } from './aim.ts';
import { obstaclesTo } from './obstacles.ts';
import { Rules } from './rules.ts';
import { search, type Way } from './search.ts';
import type { Pose, Situation } from './situation.ts';

/**
 * How a task is planned: all at once, which is shortest, or subgoal by subgoal, each by a shortest way, where there are
 * too many states for that.
 */
export type Planning = 'whole' | 'subgoals';

/** More subgoals than any level needs. */
const MOST_SUBGOALS = 100;

/** A way to an aim from a state; null where none was found. */
export function plan(situation: Situation, pose: Pose, aim: Aim, planning: Planning): Way | null {
  const whole = planning === 'whole' ? planWhole(situation, pose, aim) : null;
  return whole ?? planSubgoals(situation, pose, aim);
}

function planWhole(situation: Situation, pose: Pose, aim: Aim): Way | null {
  return search(situation, pose, aim, rulesFor(situation, pose, aim));
}

/** The rules under which a task is planned as a whole. */
export function rulesFor(situation: Situation, pose: Pose, aim: Aim): Rules {
  const obstacles = new Set<ObjectId>();
  const lookInTheWay = (part: Aim) => {
    const inTheWay = obstaclesTo(situation, pose, part);
    for (const id of inTheWay?.objects ?? []) obstacles.add(id);
    for (const lock of inTheWay?.locks ?? []) {
      const toKey = obstaclesTo(situation, pose, hold(keysTo(situation, lock)));
      for (const id of toKey?.objects ?? []) obstacles.add(id);
    }
  };
  lookInTheWay(aim);
  if (mustFetch(situation, aim)) lookInTheWay(hold(aim.objects));
  return new Rules(situation, pose, aim, { obstacles });
}

/** Whether an aim is to put something somewhere that is not yet in hand. */
function mustFetch({ carrying }: Situation, aim: Aim): boolean {
  return aim.mayPut !== undefined && !aim.objects.includes(carrying);
}

function planSubgoals(start: Situation, startPose: Pose, aim: Aim): Way | null {
  let way: Way = { steps: [], situation: start, pose: startPose };
  for (let count = 0; count < MOST_SUBGOALS; count++) {
    const { situation, pose } = way;
    const subgoal = nextSubgoal(situation, pose, aim, []);
    if (subgoal === null) return null;
    const next = planSubgoal(situation, pose, subgoal, aim);
    if (next === null) return null;
    way = { ...next, steps: [...way.steps, ...next.steps] };
    if (subgoal === aim) return way;
  }
  return null;
}

/** A shortest way to a subgoal that leaves the way to the aim free, if there is one. */
function planSubgoal(situation: Situation, pose: Pose, subgoal: Aim, aim: Aim): Way | null {
  const keepFree = obstaclesTo(situation, pose, aim)?.cells ?? new Set();
  return (
    search(situation, pose, subgoal, new Rules(situation, pose, subgoal, { keepFree, handsFree: true })) ??
    search(situation, pose, subgoal, new Rules(situation, pose, subgoal, { handsFree: true }))
  );
}

/**
 * What to bring about first: the aim itself where nothing is in the way; else to take away the first obstacle, or to
 * unlock the first door, or to get what that needs.
 *
 * @param wanted objects for which this is done, each for the one before
 * @returns null where there is no way
 */
function nextSubgoal(situation: Situation, pose: Pose, aim: Aim, wanted: readonly ObjectId[]): Aim | null {
  if (mustFetch(situation, aim)) return nextSubgoal(situation, pose, hold(aim.objects), wanted);
  const inTheWay = obstaclesTo(situation, pose, aim);
  if (inTheWay === null) return null;
  const [first] = inTheWay.all;
  if (first === undefined) return aim;
  if (wanted.includes(first)) return null;
  const before = [...wanted, first];
  if (!situation.isLocked(first)) {
    const hidesKey = rulesFor(situation, pose, aim).fitsLock(situation, situation.contentOf(first));
    return nextSubgoal(situation, pose, hidesKey ? unpack(first) : hold([first]), before);
  }
  if (situation.isKeyTo(situation.carrying, first)) return open(first);
  return nextSubgoal(situation, pose, toHave(keysTo(situation, first), situation), before);
}

/** To hold one of some keys, or first to open the box that it is in, for which it must lie somewhere. */
function toHave(keys: readonly ObjectId[], situation: Situation): Aim {
  const isOut = keys.some((key) => situation.cells.includes(key));
  const box = [...situation.objects()].find((id) => keys.some((key) => situation.hides(id, key)));
  if (isOut || box === undefined) return hold(keys);
  return box === situation.carrying ? put([box], [...situation.cells.keys()]) : unpack(box);
}
