import { checkEnv, logger } from 'gymnasium-js';
import type { Task } from '../task.ts';
import { type Faults, textOf } from './faults.ts';

const STEPS = 50;

/** Checks the environment of a task by itself. */
export function checkEnvironment(task: Task, faults: Faults): void {
  const env = task.environment();
  // Warnings are of what is allowed; they are for the author of the environment, who calls checkEnv.
  const { warn } = logger;
  logger.warn = () => {};
  try {
    faults.attempt('makeEnv', () => checkEnv(env.unwrapped, { skipRenderCheck: true, skipCloseCheck: true }));
    faults.attempt('makeEnv', () => checkTwins(task, faults));
  } finally {
    logger.warn = warn;
    env.close();
  }
}

/** Plays the same actions in two environments of the same seed. */
function checkTwins(task: Task, faults: Faults): void {
  const [one, other] = [task.environment(), task.environment()];
  one.actionSpace.seed(1);
  const same = (a: unknown, b: unknown) =>
    faults.unless(
      textOf(a) === textOf(b),
      'makeEnv',
      'two environments of one seed to be the same',
      `${textOf(a).slice(0, 80)} in one and ${textOf(b).slice(0, 80)} in the other`,
      'draw everything random from npRandom, and share nothing between environments',
    );
  let alike = same(one.reset({ seed: 1 })[0], other.reset({ seed: 1 })[0]);
  for (let [over, step] = [false, 0]; alike && !over && step < STEPS; step++) {
    const action = one.actionSpace.sample();
    const [a, b] = [one.step(action), other.step(action)];
    alike = same(a.slice(0, 4), b.slice(0, 4));
    over = a[2] || a[3];
  }
  one.close();
  other.close();
}
