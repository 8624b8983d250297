import type { Generator } from 'gymnasium-js';
import { describe, expect, test } from 'vitest';
import type { Model, ModelUnits, NamedArray } from '../../src/models/model.ts';
import { generatorOf } from './burst/random-population.ts';

/** An untrained model, the same for the same units and generator. */
export type CreateModel = (units: ModelUnits, generator: Generator) => Model;

/** One observation with its label. */
interface Observation {
  readonly input: Float64Array;
  readonly context: Float64Array;
  readonly target: Float64Array;
}

const STEP_MS = 20;
const units: ModelUnits = { inputs: 7, contexts: 3, outputs: 2 };

/** Random inputs in one context after the other, and targets that depend on both. */
export function observationsOf(
  seed: number,
  count: number,
  { inputs, contexts, outputs }: ModelUnits,
): Observation[] {
  const generator = generatorOf(seed);
  return Array.from({ length: count }, (_, k) => {
    const input = generator.random(inputs);
    const context = Float64Array.from({ length: contexts }, (_, c) => (c === k % contexts ? 1 : 0));
    const sign = k % contexts === 0 ? 1 : -1;
    const target = Float64Array.from({ length: outputs }, (_, o) => sign * input[o % inputs]!);
    return { input, context, target };
  });
}

/** One episode with a label for every observation; returns the outputs before each label. */
export function teachEpisode(model: Model, observations: readonly Observation[]): Float64Array[] {
  model.reset();
  const outputs = observations.map(({ input, context, target }) => {
    model.perceive({ input, context }, STEP_MS);
    const output = model.output.slice();
    model.learn(target);
    return output;
  });
  model.settle();
  return outputs;
}

/** Outputs for observations in an episode without labels. */
export function answers(model: Model, observations: readonly Omit<Observation, 'target'>[]): Float64Array[] {
  model.reset();
  const outputs = observations.map(({ input, context }) => {
    model.perceive({ input, context }, STEP_MS);
    return model.output.slice();
  });
  model.settle();
  return outputs;
}

/** Copies of a model's learned arrays, as a checkpoint holds them. */
export function saved(model: Model): NamedArray[] {
  return model
    .arrays()
    .learned.map(({ name, shape, data }) => ({ name, shape: [...shape], data: data.slice() }));
}

/** Gives a model saved arrays, as a checkpoint does. */
export function restore(model: Model, arrays: readonly NamedArray[]): void {
  model.reserve?.(new Map(arrays.map(({ name, shape }) => [name, shape])));
  const own = model.arrays().learned;
  expect(own.map(({ name, shape }) => [name, shape])).toEqual(arrays.map(({ name, shape }) => [name, shape]));
  for (const [k, { data }] of own.entries()) data.set(arrays[k]!.data);
}

/** What agents and checkpoints ask of every model. */
export function testConformance(name: string, create: CreateModel): void {
  const observations = observationsOf(1, 45, units);
  const fresh = () => create(units, generatorOf(3));
  const taught = (lessons: number) => {
    const model = fresh();
    for (let lesson = 0; lesson < lessons; lesson++) {
      teachEpisode(model, observations);
      model.apply();
    }
    return model;
  };

  describe(`${name} as a model`, () => {
    test('keeps its units, its output array and its feature array', () => {
      const model = fresh();
      const { output, feature } = model;
      expect(model.units).toEqual(units);
      expect(output.length).toBe(units.outputs);
      teachEpisode(model, observations);
      model.apply();
      expect(model.output).toBe(output);
      expect(model.feature).toBe(feature);
      expect(model.computedBy).toMatch(/^\w+$/);
    });

    test('perceives one step or more, and leaves the arrays of the stimulus as they are', () => {
      const model = taught(1);
      const [{ input, context }] = observations as [Observation];
      const before = [input.slice(), context.slice()];
      model.reset();
      expect(model.perceive({ input, context }, STEP_MS)).toBeGreaterThanOrEqual(1);
      expect([input, context]).toEqual(before);
    });

    test('an episode does not depend on those before it', () => {
      const model = taught(1);
      const first = answers(model, observations.slice(0, 9));
      answers(model, observations.slice(9, 20));
      expect(answers(model, observations.slice(0, 9))).toEqual(first);
    });

    test('what is not shown anew still counts, until the reset', () => {
      const [{ input, context }] = observations as [Observation];
      const [model, other] = [taught(1), taught(1)];
      const outputs = (of: Model, again: { input?: Float64Array }) => {
        of.reset();
        of.perceive({ input, context }, STEP_MS);
        of.perceive(again, STEP_MS);
        return of.output.slice();
      };
      expect(outputs(model, {})).toEqual(outputs(other, { input }));
      const nothing = (of: Model) => {
        of.reset();
        of.perceive({}, STEP_MS);
        return of.output.slice();
      };
      const untouched = taught(1);
      expect(nothing(model)).toEqual(nothing(untouched));
    });

    test('an input that its caller overwrites afterwards was still learned as it was', () => {
      const [model, other] = [fresh(), fresh()];
      const buffer = new Float64Array(units.inputs);
      for (const of of [model, other]) {
        of.reset();
        for (const { input, context, target } of observations) {
          if (of === model) of.perceive({ input, context }, STEP_MS);
          else {
            buffer.set(input);
            of.perceive({ input: buffer, context }, STEP_MS);
            buffer.fill(Number.NaN);
          }
          of.learn(target);
        }
        of.settle();
        of.apply();
      }
      expect(saved(other)).toEqual(saved(model));
    });

    test('learns: lessons bring its answers closer to the targets', () => {
      const error = (model: Model) =>
        answers(model, observations).reduce(
          (sum, output, k) => sum + output.reduce((s, y, o) => s + (y - observations[k]!.target[o]!) ** 2, 0),
          0,
        );
      expect(error(taught(3))).toBeLessThan(0.5 * error(fresh()));
    });

    test('without labels, applying changes no weight', () => {
      const model = fresh();
      const before = answers(model, observations);
      model.apply();
      expect(answers(model, observations)).toEqual(before);
    });

    test('two models of one seed are equal bit for bit; fixed arrays never change', () => {
      const [a, b] = [fresh(), fresh()];
      const fixed = a.arrays().fixed.map(({ name, data }) => ({ name, data: data.slice() }));
      for (const model of [a, b]) {
        teachEpisode(model, observations);
        model.apply();
      }
      expect(saved(a)).toEqual(saved(b));
      expect(a.arrays().fixed.map(({ name, data }) => ({ name, data }))).toEqual(fixed);
    });

    test('names of arrays are names in checkpoints, differ, and shapes fit their data', () => {
      const { fixed, learned } = taught(1).arrays();
      const arrays = [...fixed, ...learned];
      expect(new Set(arrays.map(({ name }) => name)).size).toBe(arrays.length);
      for (const { name, shape, data } of arrays) {
        expect(name).toMatch(/^[a-z][\w./-]*$/i);
        expect(data.length).toBe(shape.reduce((product, extent) => product * extent, 1));
        expect(data.every(Number.isFinite)).toBe(true);
      }
    });

    test('saved and restored in mid-lesson, it continues bit for bit', () => {
      const model = taught(1);
      teachEpisode(model, observations.slice(0, 20));
      const successor = fresh();
      restore(successor, saved(model));
      for (const of of [model, successor]) {
        teachEpisode(of, observations.slice(20));
        of.apply();
        teachEpisode(of, observations.slice(5, 12));
        of.apply();
      }
      expect(saved(successor)).toEqual(saved(model));
      expect(answers(successor, observations)).toEqual(answers(model, observations));
    });

    test('restoring replaces what a model had learned itself', () => {
      const model = taught(1);
      const successor = taught(2);
      restore(successor, saved(model));
      expect(saved(successor)).toEqual(saved(model));
      expect(answers(successor, observations)).toEqual(answers(model, observations));
    });

    test('tells a weight that is not finite', () => {
      const model = taught(1);
      expect(model.problem()).toBeUndefined();
      const weights = model.arrays().learned.find(({ name }) => /weights$/i.test(name))!;
      weights.data[0] = Number.NaN;
      expect(model.problem()).toMatch(/NaN/);
    });
  });
}
