import { expect, test } from 'vitest';
import { Learner } from '../../agents/learner.ts';
import { learnerSchema } from '../../agents/learner-config.ts';
import { measureOf, measuresByRole } from '../../agents/measures-by-role.ts';
import { parseConfig } from '../../src/config/config.ts';
import { createModel } from '../../src/models/create-model.ts';
import type { Model } from '../../src/models/model.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';

const units = { inputs: 2, contexts: 1, outputs: 2 };
const [input, context, teaching] = [Float64Array.of(60, -30), Float64Array.of(1), Float64Array.of(3, -3)];

function learner(name: string, network: Readonly<Record<string, unknown>>, kind: string): Learner {
  const config = parseConfig(learnerSchema('flat', {}), { network, readout: { kind } }, 'test');
  return new Learner(
    name,
    createModel(config.network, units, config.readout ?? null, streamGenerator(1, 'test')),
  );
}

test('the error of a label is what the output lacked before it was learned', () => {
  const one = learner('worker-a', { model: 'linear' }, 'ridge');
  const other = learner('worker-b', { model: 'linear' }, 'ridge');
  for (const each of [one, other]) each.reset();
  one.perceive({ input, context }, 1);
  one.target.set([3, 4]);
  one.learn();
  expect(measuresByRole([one, other])).toEqual({ workerLabelError: (9 + 16) / 2 });
  // Asked again, it begins anew; a role has the mean of its learners.
  expect(measuresByRole([one, other])).toEqual({});
  for (const [each, y] of [
    [one, 1],
    [other, 3],
  ] as const) {
    each.target.fill(y);
    each.learn();
  }
  expect(measuresByRole([one, other])).toEqual({ workerLabelError: (1 + 9) / 2 });
});

test('metrics name role and measure', () => {
  expect(measureOf('managerBurstDistance')).toEqual({ role: 'manager', name: 'burstDistance' });
  expect(measureOf('workerLabelError')).toEqual({ role: 'worker', name: 'labelError' });
  expect(measureOf('managerLabels')).toBeNull();
  expect(measureOf('labelError')).toBeNull();
});

test('target and recurrent bursts are counted under a teacher alone, and others may watch', () => {
  const plastic = learner('manager', { plasticity: { learningRate: 10 }, teachingSigma: 20 }, 'ridge');
  const fixed = learner('manager', {}, 'ridge');
  const { activity } = plastic.model as Model & { activity: NonNullable<Model['activity']> };
  let differing = 0;
  let steps = 0;
  plastic.reset(true);
  const counted = activity.watch!;
  activity.watch = (time) => {
    counted(time);
    const { targetBurst, recurrentBurst } = activity.state as Record<string, Uint8Array>;
    differing += targetBurst!.reduce((sum, burst, i) => sum + Number(burst !== recurrentBurst![i]), 0);
    steps++;
  };
  plastic.perceive({ input, context, teaching }, 50);
  expect(differing).toBeGreaterThan(0);
  expect(measuresByRole([plastic])).toEqual({ managerBurstDistance: differing / steps / activity.neurons });
  plastic.settle();
  plastic.reset(false);
  expect(activity.watch).toBeNull();
  const mine = () => {};
  activity.watch = mine;
  plastic.reset(false);
  expect(activity.watch).toBe(mine);
  fixed.reset(true);
  expect(fixed.model.activity!.watch).toBeNull();
});
