import { describe, expect, test } from 'vitest';
import { burst } from '../../../src/models/burst/definition.ts';
import { testConformance } from '../conformance.ts';
import { generatorOf } from './random-population.ts';

const configOf = (settings: object = {}) =>
  burst.schema('workers').parse({ neurons: 60, excitatory: 60, kernel: 'event64', ...settings });

const variants: readonly [string, object][] = [
  ['continuous', {}],
  ['decision', { timing: { mode: 'decision' } }],
  ['decision with carried state', { timing: { mode: 'decision', carryState: true } }],
  ['direct path', { directPath: 3 }],
  ['decision, direct path', { timing: { mode: 'decision' }, directPath: 3 }],
];
for (const [name, settings] of variants) {
  testConformance(`burst network, ${name}`, (units, generator) =>
    burst.create(configOf(settings), units, { kind: 'ridge', ridge: 1e-3 }, generator),
  );
}

describe('the burst network as a model', () => {
  const units = { inputs: 5, contexts: 3, outputs: 2 };
  const create = (settings: object = {}) => burst.create(configOf(settings), units, null, generatorOf(1));

  test('shows which assembly its neurons belong to', () => {
    const { activity } = create();
    expect(activity?.neurons).toBe(60);
    expect([0, 19, 20, 59].map((neuron) => activity?.assemblies?.[neuron])).toEqual([0, 0, 1, 2]);
    expect(create({ apicalContext: { targets: 'all' } }).activity?.assemblies).toBeNull();
  });

  test('notes that another kernel took the place of the one asked for', () => {
    const slow = { kernel: 'event64', plasticity: { learningRate: 1 }, neuron: { tauSynapse: '0.02 ms' } };
    const model = create(slow);
    expect(model.computedBy).toBe('dense64');
    expect(model.notice).toMatch(/kernel event64 does not suit/);
    expect(create().notice).toBeUndefined();
  });

  test('names a weight that is no longer finite', () => {
    const model = create();
    expect(model.problem()).toBeUndefined();
    model.arrays().learned[0]!.data[3] = Number.NaN;
    expect(model.problem()).toBe('a weight of NaN');
  });

  const use = { role: 'workers', stepDurationMs: 5, teaching: false, contexts: 3 } as const;
  test.each([
    [
      'a time step that does not divide a step',
      { neuron: { timeStep: '2 ms' } },
      use,
      ['neuron', 'timeStep'],
    ],
    [
      'plasticity without a teacher',
      { plasticity: { learningRate: 1 }, teachingSigma: 9 },
      use,
      ['plasticity', 'learningRate'],
    ],
    [
      'plasticity in decisions that start from rest',
      { plasticity: { learningRate: 1 }, teachingSigma: 9, timing: { mode: 'decision' } },
      { ...use, teaching: true },
      ['plasticity', 'learningRate'],
    ],
    [
      'plasticity of synapses that no teacher reaches',
      { plasticity: { learningRate: 1 } },
      { ...use, teaching: true },
      ['teachingSigma'],
    ],
    ['too few neurons for the contexts', { excitatory: 2 }, use, ['excitatory']],
  ])('refuses %s', (_, settings, given, path) => {
    expect(burst.problems?.(configOf(settings), given).map((problem) => problem.path)).toEqual([path]);
  });
});
