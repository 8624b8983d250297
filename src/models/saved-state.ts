import { CheckpointError } from '../errors.ts';
import { type Checkpoint, expectTensor, type Tensor } from '../files/checkpoint.ts';
import type { RealVector } from '../numeric/vectors.ts';
import type { BurstNetwork } from './burst/network.ts';
import type { Kernel } from './burst/population.ts';
import type { ReadoutLearner } from './readout/rules.ts';

/** A network by the name it has in checkpoints, with the rule its readout learns by. */
export interface NamedNetwork {
  readonly name: string;
  readonly network: BurstNetwork;
  readonly rule: ReadoutLearner;
}

/** How each network is computed. */
export function kernelsOf(
  networks: readonly Pick<NamedNetwork, 'name' | 'network'>[],
): Readonly<Record<string, Kernel>> {
  return Object.fromEntries(networks.map(({ name, network }) => [name, network.population.kernel]));
}

interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: RealVector;
}

/** Everything that networks are made of, as tensors by name, e.g. `worker/readoutWeights`. */
export function saveNetworks(networks: readonly NamedNetwork[]): Map<string, Tensor> {
  const arrays = networks.flatMap((network) => [...fixedArrays(network), ...learnedArrays(network)]);
  return new Map(arrays.map(({ name, shape, data }) => [name, { shape, data }]));
}

/**
 * Gives networks back what they had learned.
 * @param networks drawn from the same config and seed
 * @param settings fingerprint of the settings, which the checkpoint's metadata has as `settings`
 * @throws CheckpointError when a tensor is missing, has another shape or no place in the networks, or belongs to other
 *   initial weights
 */
export function restoreNetworks(
  networks: readonly NamedNetwork[],
  checkpoint: Checkpoint,
  settings: string,
): void {
  for (const network of networks) refuseOthers(network, checkpoint);
  const restored = networks.flatMap((network) => {
    for (const { name, shape, data } of fixedArrays(network)) {
      if (!sameNumbers(expectReals(checkpoint, name, shape), data)) throw foreignWeights(checkpoint, name);
    }
    return learnedArrays(network).map(({ name, shape, data }) => ({
      data,
      saved: expectReals(checkpoint, name, shape),
    }));
  });
  if (checkpoint.metadata['settings'] !== settings) throw otherSettings(checkpoint);
  // Only when everything fits is anything changed.
  for (const { data, saved } of restored) data.set(saved);
}

/** Refuses what was learned by a network that had more to learn, such as recurrent weights. */
function refuseOthers(network: NamedNetwork, { source, tensors }: Checkpoint): void {
  const known = new Set([...fixedArrays(network), ...learnedArrays(network)].map(({ name }) => name));
  for (const [name, { shape }] of tensors) {
    if (!name.startsWith(`${network.name}/`) || known.has(name)) continue;
    throw new CheckpointError(source, {
      path: `tensor ${name}`,
      expected: 'nothing',
      received: `a tensor [${shape}]`,
      remedy: 'use the configuration that it was trained with',
    });
  }
}

/** Weights that were drawn at the start and never change. */
function fixedArrays({ name, network }: NamedNetwork): NamedArray[] {
  const { size, weights } = network.population;
  const { neurons, inputs, contexts, outputs } = size;
  return [
    { name: `${name}/inputWeights`, shape: [inputs, neurons], data: weights.input },
    { name: `${name}/teachingWeights`, shape: [outputs, neurons], data: weights.teaching },
    { name: `${name}/apicalContextWeights`, shape: [contexts, neurons], data: weights.apicalContext },
    { name: `${name}/basalContextWeights`, shape: [contexts, neurons], data: weights.basalContext },
  ];
}

/** What learning changes. */
function learnedArrays({ name, network, rule }: NamedNetwork): NamedArray[] {
  const { size, weights } = network.population;
  const { neurons, outputs } = size;
  const arrays: NamedArray[] = [
    { name: `${name}/readoutWeights`, shape: [outputs, neurons], data: network.readout.weights },
    { name: `${name}/readoutBias`, shape: [outputs], data: network.readout.bias },
  ];
  if (weights.proximal !== null) {
    arrays.push({ name: `${name}/proximalWeights`, shape: [neurons, neurons], data: weights.proximal });
  }
  for (const [part, data] of Object.entries(rule.memory)) {
    arrays.push({ name: `${name}/${part}`, shape: [data.length], data });
  }
  return arrays;
}

/** A tensor at the precision of the kernel that it was saved from, which need not be the present one. */
function expectReals(checkpoint: Checkpoint, name: string, shape: readonly number[]): RealVector {
  const single = checkpoint.tensors.get(name)?.data instanceof Float32Array;
  return expectTensor<RealVector>(checkpoint, name, shape, single ? Float32Array : Float64Array);
}

/** Whether numbers are the same at the lower of their precisions. */
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
