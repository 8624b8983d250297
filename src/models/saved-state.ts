import { CheckpointError } from '../errors.ts';
import { type Checkpoint, expectTensor, type Tensor } from '../files/checkpoint.ts';
import type { RealVector } from '../numeric/vectors.ts';
import type { Model, NamedArray } from './model.ts';

/** A model and its name in checkpoints. */
export interface NamedModel {
  /** Prefix of its arrays in checkpoints. */
  readonly name: string;
  /** What is saved. */
  readonly model: Model;
}

/** The way in which each model is computed, by name. */
export function computedBy(models: readonly NamedModel[]): Readonly<Record<string, string>> {
  return Object.fromEntries(models.map(({ name, model }) => [name, model.computedBy]));
}

/** All arrays of models, as tensors by name, e.g. `worker/readoutWeights`. */
export function saveModels(models: readonly NamedModel[]): Map<string, Tensor> {
  const arrays = models.flatMap((named) => [...arraysOf(named, 'fixed'), ...arraysOf(named, 'learned')]);
  return new Map(arrays.map(({ name, shape, data }) => [name, { shape, data }]));
}

/**
 * Restores the learned arrays of models.
 * @param models drawn from the same config and seed
 * @param settings fingerprint of the settings, which must equal `settings` of the checkpoint's metadata
 * @throws CheckpointError when a tensor is missing, has another shape or no place in the models, or belongs to other initial
 *   weights
 */
export function restoreModels(models: readonly NamedModel[], checkpoint: Checkpoint, settings: string): void {
  for (const named of models) reserve(named, checkpoint);
  for (const named of models) refuseOthers(named, checkpoint);
  const restored = models.flatMap((named) => {
    for (const { name, shape, data } of arraysOf(named, 'fixed')) {
      if (!sameNumbers(expectReals(checkpoint, name, shape), data)) throw foreignWeights(checkpoint, name);
    }
    return arraysOf(named, 'learned').map(({ name, shape, data }) => ({
      data,
      saved: expectReals(checkpoint, name, shape),
    }));
  });
  if (checkpoint.metadata['settings'] !== settings) throw otherSettings(checkpoint);
  // No array changes unless all of them fit.
  for (const { data, saved } of restored) data.set(saved);
}

/** Arrays of a model under their names in checkpoints. */
function arraysOf({ name, model }: NamedModel, kind: 'fixed' | 'learned'): NamedArray[] {
  return model.arrays()[kind].map((array) => ({ ...array, name: `${name}/${array.name}` }));
}

/** Lets a model with growing arrays make them as large as the saved ones. */
function reserve({ name, model }: NamedModel, { source, tensors }: Checkpoint): void {
  const prefix = `${name}/`;
  const own = [...tensors].filter(([tensor]) => tensor.startsWith(prefix));
  try {
    model.reserve?.(new Map(own.map(([tensor, { shape }]) => [tensor.slice(prefix.length), shape])));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new CheckpointError(source, {
      path: `tensors ${prefix}…`,
      expected: 'shapes that the model can have',
      received: cause.message,
      remedy: 'use the configuration that it was trained with',
    });
  }
}

/** Refuses learned arrays that the model does not have, such as recurrent weights. */
function refuseOthers(named: NamedModel, { source, tensors }: Checkpoint): void {
  const known = new Set([...arraysOf(named, 'fixed'), ...arraysOf(named, 'learned')].map(({ name }) => name));
  for (const [name, { shape }] of tensors) {
    if (!name.startsWith(`${named.name}/`) || known.has(name)) continue;
    throw new CheckpointError(source, {
      path: `tensor ${name}`,
      expected: 'nothing',
      received: `a tensor [${shape}]`,
      remedy: 'use the configuration that it was trained with',
    });
  }
}

/** A tensor at its saved precision, which may differ from the present one. */
function expectReals(checkpoint: Checkpoint, name: string, shape: readonly number[]): RealVector {
  const single = checkpoint.tensors.get(name)?.data instanceof Float32Array;
  return expectTensor<RealVector>(checkpoint, name, shape, single ? Float32Array : Float64Array);
}

/** Whether numbers are equal at the lower of their precisions. */
function sameNumbers(a: RealVector, b: RealVector): boolean {
  const single = a instanceof Float32Array || b instanceof Float32Array;
  const at = single ? Math.fround : (value: number) => value;
  return a.every((value, i) => Object.is(at(value), at(b[i])));
}

function otherSettings({ source }: Checkpoint): CheckpointError {
  return new CheckpointError(source, {
    path: 'settings',
    expected: 'those that it was trained with',
    received: 'others',
    remedy: 'give config.yaml its old content back; only the evaluation may differ',
  });
}

function foreignWeights({ source }: Checkpoint, name: string): CheckpointError {
  return new CheckpointError(source, {
    path: `tensor ${name}`,
    expected: 'the weights that this config and seed draw',
    received: 'other numbers',
    remedy: 'use the configuration that it was trained with',
  });
}
