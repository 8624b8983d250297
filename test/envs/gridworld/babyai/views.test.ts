import { describe, expect, it, vi } from 'vitest';
import { BabyAIExpert } from '../../../../envs/gridworld/babyai/expert/expert.ts';
import { subtaskNames } from '../../../../envs/gridworld/babyai/expert/labels.ts';
import { type BabyAILevel, tasksOf } from '../../../../envs/gridworld/babyai/index.ts';
import { babyAITasks } from '../../../../envs/gridworld/babyai/tasks.ts';
import { miniGridAdapter } from '../../../../envs/gridworld/minigrid/adapter/adapter.ts';
import { hindrancesIn } from '../../../../envs/gridworld/minigrid/adapter/hindrances.ts';
import type { RememberingObservation } from '../../../../envs/gridworld/minigrid/adapter/mission-memory.ts';
import { SeenGrid } from '../../../../envs/gridworld/minigrid/adapter/seen-grid.ts';
import { WALL } from '../../../../envs/gridworld/minigrid/grid.ts';
import { parseConfig } from '../../../../src/config/config.ts';

const adapter = miniGridAdapter(babyAITasks.find(({ name }) => name === 'babyai-synth')!);

/** A level, its expert, and all that the agent sees. */
function begin(id: string, seed: number) {
  const options = parseConfig(adapter.options, { env: { id } }, 'options');
  const env = adapter.makeEnv(options);
  const expert = adapter.makeExpert(env, options);
  const [observation] = env.reset({ seed });
  return {
    env,
    expert,
    encoder: adapter.workerEncoder(options),
    observation: observation as RememberingObservation,
  };
}

/** Plays the expert; shows every observation with the subtask that is due. */
function follow(
  id: string,
  seed: number,
  look: (observation: RememberingObservation, due: string, env: BabyAILevel) => void,
) {
  const { env, expert, observation: first } = begin(id, seed);
  let observation = first;
  for (let over = false; !over; ) {
    look(observation, subtaskNames[expert.subtask()]!, env.unwrapped as unknown as BabyAILevel);
    const [next, , terminated, truncated] = env.step(expert.action(expert.subtask()));
    expect(env.observationSpace.contains(next)).toBe(true);
    [observation, over] = [next, terminated || truncated];
  }
}

const gridOf = (observation: RememberingObservation, { grid }: BabyAILevel) =>
  SeenGrid.of(observation, grid.height);

describe('a memory of the mission', () => {
  it('knows what words of place meant at the start, and forgets the parts that are done', () => {
    const remaining = new Set<string>();
    for (let seed = 0; seed < 12; seed++) {
      follow('BabyAI-MiniBossLevel-v0', seed, (observation, _, env) => {
        const grid = gridOf(observation, env);
        remaining.add(
          `${grid.mentioned.length} of ${observation.mission.split(/ and |then | after you /).length}`,
        );
        const first = grid.mentioned[0];
        if (first === undefined) return;
        const { objects } = tasksOf(env.instruction)[first.part]!.descriptions[0]!;
        const someAreShut = objects.some((id) => !env.grid.isOpenDoor(id));
        const wrong = Array.from({ length: grid.cells }, (_, cell) => cell).filter((cell) => {
          const id = env.grid.get(Math.floor(cell / grid.height), cell % grid.height);
          const isPassed = first.verb === 'open' && env.grid.isOpenDoor(id) && someAreShut;
          return grid.isNamed(0, cell) !== (objects.includes(id) && id !== WALL && !isPassed);
        });
        expect(wrong).toEqual([]);
      });
    }
    expect([...remaining].some((text) => text.startsWith('1 of 3'))).toBe(true);
  });
});

describe('hindrances', () => {
  it('are what the expert turns to first: things in the way, keys, locks', () => {
    const told: Record<string, boolean[]> = { 'clear way': [], 'get key': [], 'unlock door': [] };
    for (let seed = 0; seed < 40; seed++) {
      follow('BabyAI-MiniBossLevel-v0', seed, (observation, due, env) => {
        const { thing, lock, keys, thingBeforeKey } = hindrancesIn(gridOf(observation, env));
        const isTold = {
          'clear way': thing >= 0 || thingBeforeKey >= 0,
          'get key': keys.size > 0,
          'unlock door': lock >= 0 && keys.size === 0,
        }[due];
        if (isTold !== undefined) told[due]!.push(isTold);
      });
    }
    // The expert may have put down what it is to put somewhere, to clear its way there: that is not seen.
    for (const [due, cases] of Object.entries(told)) {
      expect(cases.length, due).toBeGreaterThan(10);
      expect(cases.filter(Boolean).length / cases.length, due).toBeGreaterThan(0.9);
    }
  });
});

describe('the expert of a task', () => {
  it('plans only when it is asked', () => {
    const plans = vi.spyOn(BabyAIExpert.prototype as unknown as { makePlan(): unknown }, 'makePlan');
    const { env, expert } = begin('BabyAI-BossLevel-v0', 3);
    for (let step = 0; step < 50; step++) env.step(step % 3);
    expect(plans).not.toHaveBeenCalled();
    expert.action(expert.subtask());
    expect(plans).toHaveBeenCalledOnce();
    plans.mockRestore();
  });
});
