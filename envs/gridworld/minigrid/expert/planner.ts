import type { ObjectId } from '../grid.ts';
import { type Aim, hold, keysTo, open, put, unpack } from './aim.ts';
import { Budget } from './budget.ts';
import { obstaclesTo } from './obstacles.ts';
import { Rules, type RulesOptions, spaceOf } from './rules.ts';
import { search, type Way } from './search.ts';
import type { Pose, Situation } from './situation.ts';

/**
 * The way in which a task is planned: all at once, which is shortest, or, where there are too many states for that,
 * subgoal by subgoal, each by a shortest way.
 */
export type Planning = 'whole' | 'subgoals';

/** More subgoals than any level needs. */
export const MOST_SUBGOALS = 100;

/** States that are expanded before a search for a task, or for a subgoal, is given up. */
const MOST_STATES = 400_000;
const MOST_STATES_OF_SUBGOAL = 50_000;

/** A way to an aim from a state; null where none was found. */
export function plan(situation: Situation, pose: Pose, aim: Aim, planning: Planning): Way | null {
  const whole = planning === 'whole' ? planWhole(situation, pose, aim) : null;
  return whole ?? planSubgoals(situation, pose, aim);
}

function planWhole(situation: Situation, pose: Pose, aim: Aim): Way | null {
  const rules = rulesFor(situation, pose, aim);
  return search(spaceOf(aim, rules, situation), { situation }, pose, { budget: new Budget(MOST_STATES) });
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
  let way: Way = { steps: [], end: { situation: start }, pose: startPose };
  for (let count = 0; count < MOST_SUBGOALS; count++) {
    const { end, pose } = way;
    const subgoal = nextSubgoal(end.situation, pose, aim);
    if (subgoal === null) return null;
    const keepFree = obstaclesTo(end.situation, pose, aim)?.cells ?? new Set();
    const next = planSubgoal(end.situation, pose, subgoal, { keepFree, budget: new Budget(MOST_STATES) });
    if (next === null) return null;
    way = { ...next, steps: [...way.steps, ...next.steps] };
    if (subgoal === aim) return way;
  }
  return null;
}

/** A shortest way to a subgoal that leaves some cells free, if there is one. */
export function planSubgoal(
  situation: Situation,
  pose: Pose,
  subgoal: Aim,
  { keepFree, budget }: { readonly keepFree: ReadonlySet<number>; readonly budget: Budget },
): Way | null {
  const plan = (options: RulesOptions) => {
    const rules = new Rules(situation, pose, subgoal, { ...options, handsFree: true });
    return search(spaceOf(subgoal, rules, situation), { situation }, pose, {
      budget: budget.part(MOST_STATES_OF_SUBGOAL),
    });
  };
  return plan({ keepFree }) ?? plan({});
}

/**
 * The first aim on the way to an aim: the aim itself where nothing is in the way; else to take away the first
 * obstacle, to unlock the first door, or to get the key for it.
 *
 * @param wanted objects whose removal or opening led here, each for the one before
 * @returns null where there is no way
 */
export function nextSubgoal(
  situation: Situation,
  pose: Pose,
  aim: Aim,
  wanted: readonly ObjectId[] = [],
): Aim | null {
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
  return nextSubgoal(situation, pose, keyTo(first, situation, aim.avoid), before);
}

/**
 * The aim of holding a key of a door without going through that door; or first of opening the box with the key, for
 * which the box must lie somewhere.
 */
export function keyTo(door: ObjectId, situation: Situation, avoid: readonly number[] = []): Aim {
  const keys = keysTo(situation, door);
  const isOut = keys.some((key) => situation.cells.includes(key));
  const box = situation.objects().find((id) => keys.some((key) => situation.hides(id, key)));
  if (box !== undefined && box === situation.carrying && !isOut)
    return put([box], [...situation.cells.keys()]);
  const aim = isOut || box === undefined ? hold(keys) : unpack(box);
  return { ...aim, avoid: [...avoid, situation.placeOf(door)] };
}
