import { describe, expect, it } from 'vitest';
import { BabyAIExpert } from '../../../../envs/gridworld/babyai/expert/expert.ts';
import { Mission } from '../../../../envs/gridworld/babyai/expert/mission.ts';
import { planMission } from '../../../../envs/gridworld/babyai/expert/planner.ts';
import { planBySubgoals } from '../../../../envs/gridworld/babyai/expert/subgoals.ts';
import '../../../../envs/gridworld/babyai/index.ts';
import type { BabyAILevel } from '../../../../envs/gridworld/babyai/index.ts';
import { Budget } from '../../../../envs/gridworld/minigrid/expert/budget.ts';
import { poseOf } from '../../../../envs/gridworld/minigrid/expert/plan-follower.ts';
import { Situation } from '../../../../envs/gridworld/minigrid/expert/situation.ts';
import { Action } from '../../../../envs/gridworld/minigrid/index.ts';
import { makeBare } from '../minigrid/reference.ts';

function levelAt(id: string, seed: number): BabyAILevel {
  const env = makeBare(id) as BabyAILevel;
  env.reset({ seed });
  return env;
}

/** The missions with the most states, with the steps that BabyAI's bot takes. */
const hardest: readonly (readonly [id: string, seed: number, bot: number])[] = [
  // A thing behind a locked door, with others in the way.
  ['BabyAI-BossLevel-v0', 81, 257],
  ['BabyAI-BossLevel-v0', 103, 189],
  ['BabyAI-SynthS5R2-v0', 3, 168],
  ['BabyAI-SynthSeq-v0', 128, 318],
  ['BabyAI-SynthSeq-v0', 152, 101],
  // The thing to put something next to is itself in the way.
  ['BabyAI-MiniBossLevel-v0', 25, 51],
];

describe('the planner of BabyAI', () => {
  it.each(hardest)('%s, seed %i: succeeds in no more steps than the bot', (id, seed, bot) => {
    const env = levelAt(id, seed);
    const steps = planMission(env)!.steps;
    expect(steps.length).toBeLessThanOrEqual(bot);
    const results = steps.map(({ action }) => env.step(action));
    expect(results.findIndex(([, , terminated]) => terminated)).toBe(steps.length - 1);
    expect(results.at(-1)![1]).toBeGreaterThan(0);
  });

  it.each([
    ['BabyAI-Synth-v0', 20],
    ['BabyAI-SynthS5R2-v0', 20],
    ['BabyAI-UnlockPickupDist-v0', 10],
    ['BabyAI-PutNextS7N4-v0', 10],
  ])('%s: plans any task subgoal by subgoal, with little work', (id, seeds) => {
    for (let seed = 0; seed < seeds; seed++) {
      const env = levelAt(id, seed);
      const mission = new Mission(env.instruction);
      const root = { situation: Situation.of(env), done: 0, origin: -1 };
      const part = { mission, root, start: poseOf(env), until: mission.all, isFresh: true };
      const way = planBySubgoals(part, 0, new Budget(50_000));
      expect(way?.end.done, `seed ${seed}`).toBe(mission.all);
    }
  });

  it.each([
    // The only key is behind its door.
    ['BabyAI-GoToImpUnlock-v0', 6],
    ['BabyAI-Unlock-v0', 63],
    // Opening the first door counts as a wrong one for the second.
    ['BabyAI-OpenDoorsOrderN2Debug-v0', 1],
  ])('%s, seed %i: finds no plan where there is none, and says that it is done', (id, seed) => {
    const env = levelAt(id, seed);
    expect(planMission(env)).toBeNull();
    const expert = new BabyAIExpert(env);
    expect(expert.action(expert.subtask())).toBe(Action.done);
  });
});

describe('a budget', () => {
  it('is spent by its parts, none of which is more than what is left', () => {
    const whole = new Budget(10);
    const part = whole.part(100);
    part.spend(4);
    expect([part.isSpent, whole.isSpent]).toEqual([false, false]);
    const rest = whole.part(3);
    rest.spend(3);
    expect([rest.isSpent, part.isSpent, whole.isSpent]).toEqual([true, false, false]);
    part.spend(3);
    expect(whole.isSpent).toBe(true);
    expect(whole.part(1).isSpent).toBe(true);
  });
});
