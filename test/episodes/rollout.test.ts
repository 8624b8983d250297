import { Box, Env, type Info, type ResetOptions, type ResetResult, type StepResult } from 'gymnasium-js';
import { describe, expect, test } from 'vitest';
import { type Policy, rollout, type Transition } from '../../src/episodes/rollout.ts';

/** Counts steps and writes down every call; ends as told. */
class Counter extends Env<number, string> {
  readonly observationSpace = new Box({ low: 0, high: 100, shape: [], dtype: 'float64' }) as never;
  readonly actionSpace = this.observationSpace as never;
  readonly calls: unknown[];
  readonly #end: { terminatedAt?: number; truncatedAt?: number };
  #count = 0;

  constructor(calls: unknown[], end: { terminatedAt?: number; truncatedAt?: number } = {}) {
    super();
    this.calls = calls;
    this.#end = end;
  }

  override reset(options: ResetOptions = {}): ResetResult<number> {
    this.calls.push(['env.reset', options.seed]);
    this.#count = 0;
    return [0, { at: 0 }];
  }

  override step(action: string): StepResult<number> {
    this.#count++;
    this.calls.push(['env.step', action]);
    const { terminatedAt, truncatedAt } = this.#end;
    const now = this.#count;
    return [now, now / 2, now === terminatedAt, now === truncatedAt, { at: now }];
  }
}

function policyOf(calls: unknown[]): Policy<number, string> {
  return {
    reset: () => calls.push(['policy.reset']),
    act(observation: number, info: Info) {
      calls.push(['policy.act', observation, info['at']]);
      return `action ${observation}`;
    },
  };
}

describe('rollout', () => {
  test('asks for an action, steps, and shows the transition, in this order, until the end', () => {
    const calls: unknown[] = [];
    const transitions: Transition<number, string>[] = [];
    const end = rollout(
      new Counter(calls, { terminatedAt: 2 }),
      policyOf(calls),
      { seed: 5 },
      10,
      (transition) => {
        calls.push(['observe']);
        transitions.push(transition);
      },
    );
    expect(calls).toEqual([
      ['env.reset', 5],
      ['policy.reset'],
      ['policy.act', 0, 0],
      ['env.step', 'action 0'],
      ['observe'],
      ['policy.act', 1, 1],
      ['env.step', 'action 1'],
      ['observe'],
    ]);
    expect(transitions).toEqual([
      { observation: 0, info: { at: 0 }, action: 'action 0', reward: 0.5, nextInfo: { at: 1 } },
      { observation: 1, info: { at: 1 }, action: 'action 1', reward: 1, nextInfo: { at: 2 } },
    ]);
    expect(end).toEqual({ steps: 2, return: 1.5, terminated: true, truncated: false, info: { at: 2 } });
  });

  test('tells an episode that was cut off from one that ended', () => {
    const play = (end: { terminatedAt?: number; truncatedAt?: number }, maxSteps?: number) =>
      rollout(new Counter([], end), policyOf([]), {}, maxSteps);
    expect(play({ truncatedAt: 3 })).toMatchObject({ steps: 3, terminated: false, truncated: true });
    expect(play({ terminatedAt: 3, truncatedAt: 3 })).toMatchObject({ terminated: true, truncated: true });
    expect(play({}, 4)).toMatchObject({ steps: 4, terminated: false, truncated: false, info: { at: 4 } });
    expect(play({}, 0)).toEqual({
      steps: 0,
      return: 0,
      terminated: false,
      truncated: false,
      info: { at: 0 },
    });
  });
});
