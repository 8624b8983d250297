import { npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { BabyAIExpert } from '../../../../envs/gridworld/babyai/expert/expert.ts';
import { subtaskNames, subtaskOrder } from '../../../../envs/gridworld/babyai/expert/labels.ts';
import { type BabyAILevel, levels, Open, PickUp, Sequence } from '../../../../envs/gridworld/babyai/index.ts';
import { runPython } from '../../../../envs/gymnasium-js/test/python.ts';
import { makeBare } from '../minigrid/reference.ts';
import { idsOf, withPython } from '../minigrid/suites.ts';
import recordedBotSteps from './bot-steps.json' with { type: 'json' };

/**
 * Steps that `minigrid.utils.baby_ai_bot.BabyAIBot` of minigrid 3.2.0 takes from seeds 0, 1, …; null where it fails,
 * raises an error, or does not come to an end within 15 s.
 */
const botSteps: Readonly<Record<string, readonly (number | null)[]>> = recordedBotSteps;
const seeds = 20;

const makeLevel = (id: string, settings = {}) => makeBare(id, settings) as BabyAILevel;

/** Lets the expert act until the episode is over; returns the labels, one for each stretch, and the outcome. */
function play(env: BabyAILevel, expert = new BabyAIExpert(env)) {
  const labels: string[] = [];
  for (let steps = 1; ; steps++) {
    const label = expert.subtask();
    if (labels.at(-1) !== subtaskNames[label]) labels.push(subtaskNames[label]!);
    const [, reward, terminated, truncated] = env.step(expert.action(label));
    if (terminated || truncated) return { steps, succeeded: reward > 0, labels };
  }
}

function isInOrder(labels: readonly string[]): boolean {
  return subtaskOrder.every(([before, after]) => {
    const first = labels.indexOf(before);
    const second = labels.indexOf(after);
    return second < 0 || (first >= 0 && first < second);
  });
}

/**
 * Levels that cannot be completed: strict sequences, in which opening the first door counts as a wrong one for the
 * second; keys that all lie behind their door; and strict missions that ask for an object which others shut in.
 */
function isImpossible(env: BabyAILevel): boolean {
  const { instruction, grid } = env;
  if (instruction instanceof Sequence) return instruction.second instanceof Open && instruction.second.strict;
  if (instruction instanceof PickUp && instruction.strict) return !env.everythingIsReachable();
  const locked = env.doors().filter((door) => grid.stateOf(door) === 'locked');
  return locked.some((door) => {
    const room = env.rooms.find(({ passages }) => passages.filter((id) => id !== null).join() === `${door}`);
    const keys = [...grid.cells.keys()].filter(
      (cell) => grid.nameOf(grid.cells[cell]!) === `${grid.colourOf(door)} key`,
    );
    return (
      keys.length > 0 &&
      keys.every((cell) => room?.contains(cell % grid.width, Math.floor(cell / grid.width)))
    );
  });
}

describe('the expert of BabyAI', () => {
  it.each(idsOf(levels))('%s: succeeds with labels in order, and is no slower than the bot', (id) => {
    const env = makeLevel(id);
    const failures: string[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      env.reset({ seed });
      const impossible = isImpossible(env);
      const { steps, succeeded, labels } = play(env);
      const bot = botSteps[id]![seed]!;
      if (bot !== null && steps > bot) failures.push(`seed ${seed}: ${steps} steps, the bot ${bot}`);
      if (!succeeded && !impossible) failures.push(`seed ${seed}: "${env.mission}"`);
      if (!isInOrder(labels)) failures.push(`seed ${seed}: ${labels}`);
    }
    expect(failures).toEqual([]);
  });

  it.each([
    ['BabyAI-MiniBossLevel-v0', 22],
    ['BabyAI-MiniBossLevel-v0', 63],
    ['BabyAI-BossLevel-v0', 27],
  ])('%s, seed %i: names a key that unlocks as such, though the mission asks for it', (id, seed) => {
    const env = makeLevel(id);
    env.reset({ seed });
    const { succeeded, labels } = play(env);
    expect(succeeded).toBe(true);
    expect(labels).toContain('unlock door');
    expect(isInOrder(labels), `${labels}`).toBe(true);
  });

  it('finds its way from wherever random actions led', () => {
    const [random] = npRandom(7);
    for (const id of [
      'BabyAI-GoToSeqS5R2-v0',
      'BabyAI-PutNextS5N2-v0',
      'BabyAI-UnlockLocalDist-v0',
      'BabyAI-MiniBossLevel-v0',
    ]) {
      const env = makeLevel(id, { maxSteps: 1000 });
      const expert = new BabyAIExpert(env);
      for (let seed = 0; seed < 10; seed++) {
        env.reset({ seed });
        let over = false;
        // All actions except toggle, which would destroy boxes.
        for (let step = 0; step < 30 && !over; step++) over = env.step(random.integers(0, 5))[2];
        if (!over) expect(play(env, expert).succeeded, `${id}, seed ${seed}`).toBe(true);
      }
    }
  });

  it('follows its plan without making others', () => {
    const env = makeLevel('BabyAI-MiniBossLevel-v0');
    env.reset({ seed: 1 });
    const expert = new BabyAIExpert(env);
    for (let remaining = expert.remaining; remaining > 0; remaining--) {
      expect(expert.remaining).toBe(remaining);
      env.step(expert.action(expert.subtask()));
    }
  });

  it('says what it would do for a subtask that is not due', () => {
    const env = makeLevel('BabyAI-UnlockPickupDist-v0');
    for (let seed = 0; seed < 5; seed++) {
      env.reset({ seed });
      const expert = new BabyAIExpert(env);
      const clear = subtaskNames.indexOf('clear way');
      while (env.carrying === 0) env.step(expert.action(clear));
      expect((env.instruction as PickUp).target.objects).not.toContain(env.carrying);
    }
  });
});

const bot = `
import io, contextlib
output, sys.stdout = sys.stdout, io.StringIO()
import gymnasium
import minigrid
from minigrid.utils.baby_ai_bot import BabyAIBot

def steps(id, seed):
    env = gymnasium.make(id, disable_env_checker=True)
    env.reset(seed=seed)
    bot, action, count, over = BabyAIBot(env), None, 0, False
    while not over:
        action = bot.replan(action)
        _, reward, terminated, truncated, _ = env.step(action)
        count, over = count + 1, terminated or truncated
    return count if reward > 0 else None

print(json.dumps([[steps(id, seed) for seed in range(4)] for id in cases]), file=output)
`;

withPython('the recorded bot', () => {
  it('is that of Python', () => {
    const ids = [
      'BabyAI-GoToLocal-v0',
      'BabyAI-OpenDoorsOrderN4Debug-v0',
      'BabyAI-PutNextS5N2-v0',
      'BabyAI-MiniBossLevel-v0',
    ];
    expect(runPython<(number | null)[][]>(bot, ids)).toEqual(ids.map((id) => botSteps[id]!.slice(0, 4)));
  });
});
