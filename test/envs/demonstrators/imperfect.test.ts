import { Discrete, npRandom } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { ImperfectDemonstrator } from '../../../envs/demonstrators/imperfect.ts';

/** Takes the action with the number of the subtask. */
const expert = { subtask: () => 0, action: (subtask: number) => subtask };

function demonstrator(
  perturbed: number,
  { action = 0, subtask = 0, steps = 3 }: { action?: number; subtask?: number; steps?: number } = {},
) {
  const settings = { perturbation: { action: perturbed }, suboptimality: { action, subtask, steps } };
  const space = { actionSpace: new Discrete(4) };
  return new ImperfectDemonstrator(expert, space, 4, settings, npRandom(3)[0]);
}

const shown = (from: ImperfectDemonstrator, dues: readonly number[]) => {
  from.reset();
  return dues.map((due) => from.demonstrate(due));
};
const share = <T>(values: readonly T[], is: (value: T) => boolean) =>
  values.filter(is).length / values.length;
const zeros = Array<number>(4000).fill(0);

describe('imperfect demonstrators', () => {
  it('are perfect unless told otherwise', () => {
    for (const step of shown(demonstrator(0), [0, 1, 2, 0]))
      expect(step).toEqual({ taken: step.subtask, label: step.subtask, subtask: step.subtask });
  });

  it('take random actions as often as asked, and label with the expert’s', () => {
    const steps = shown(demonstrator(0.4), zeros);
    expect(share(steps, ({ label }) => label === 0)).toBe(1);
    // A quarter of the random actions happen to be right.
    expect(share(steps, ({ taken }) => taken !== 0)).toBeCloseTo(0.3, 1);
  });

  it('show random actions as if they were right', () => {
    const steps = shown(demonstrator(0, { action: 0.4 }), zeros);
    expect(share(steps, ({ taken, label }) => taken === label)).toBe(1);
    expect(share(steps, ({ label }) => label !== 0)).toBeCloseTo(0.3, 1);
  });

  it('pursue another subtask for a while when one becomes due, and say so', () => {
    const steps = shown(demonstrator(0, { subtask: 1 }), [0, 0, 0, 0, 0, 2, 2, 2, 2]);
    const wrong = steps.map(({ subtask }, i) => subtask !== (i < 5 ? 0 : 2));
    expect(wrong).toEqual([true, true, true, false, false, true, true, true, false]);
    for (const { taken, label, subtask } of steps) expect([taken, label]).toEqual([subtask, subtask]);
    const choices = Array.from({ length: 2000 }, (_, i) => i % 2);
    const sometimes = shown(demonstrator(0, { subtask: 0.25, steps: 1 }), choices);
    expect(share(sometimes, ({ subtask }) => subtask! > 1)).toBeCloseTo(0.25 * (2 / 3), 1);
  });

  it('begin every episode anew', () => {
    const from = demonstrator(0, { subtask: 1 });
    shown(from, [0]);
    expect(shown(from, [0, 0, 0, 0]).map(({ subtask }) => subtask === 0)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});
