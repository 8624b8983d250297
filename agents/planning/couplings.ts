import type { Generator } from 'gymnasium-js';
import type { SparseColumns } from '../../src/models/burst/weights.ts';
import type { Coupling } from './wave-groups.ts';

/**
 * The synapses of couplings between groups of neurons, all 0 to begin with: n × n for each coupling, sorted by presynaptic
 * neuron. Neuron a of group g has the number g · n + a.
 */
export class Couplings {
  readonly list: readonly Coupling[];
  /** n: neurons of a group. */
  readonly members: number;
  readonly synapses: SparseColumns;
  /** First synapse of each coupling from each presynaptic member, `[couplings, n]`. */
  readonly #first: Uint32Array;

  /** @param groups number of groups */
  constructor(list: readonly Coupling[], groups: number, members: number) {
    this.list = list;
    this.members = members;
    const bySource: number[][] = Array.from({ length: groups }, () => []);
    for (const [k, { from }] of list.entries()) bySource[from]!.push(k);
    const starts = new Uint32Array(groups * members + 1);
    const targets = new Uint32Array(list.length * members * members);
    this.#first = new Uint32Array(list.length * members);
    let next = 0;
    for (let j = 0; j < groups * members; j++) {
      starts[j] = next;
      for (const k of bySource[Math.floor(j / members)]!) {
        this.#first[k * members + (j % members)] = next;
        for (let b = 0; b < members; b++) targets[next++] = list[k]!.to * members + b;
      }
    }
    starts[groups * members] = next;
    this.synapses = { starts, targets, values: new Float64Array(targets.length) };
  }

  /** Gives every group the same drive for a given sum of weights onto a neuron from one coupling. */
  wire(sum: number): void {
    this.synapses.values.fill(sum / this.members);
  }

  /** Control: deals the targets of the synapses out anew. */
  shuffle(generator: Generator): void {
    generator.shuffle(this.synapses.targets);
  }

  /** Control: multiplies each weight by a factor of its own, uniform in 1 ± `spread`. */
  scatter(spread: number, generator: Generator): void {
    const { values } = this.synapses;
    for (let s = 0; s < values.length; s++) values[s]! *= 1 + spread * (2 * generator.random() - 1);
  }

  /** Control: neurons die, each with a probability: synapses from and to them have no weight any more. */
  kill(share: number, generator: Generator): void {
    const { starts, targets, values } = this.synapses;
    const dead = Array.from({ length: starts.length - 1 }, () => generator.random() < share);
    for (const [from, fromDead] of dead.entries()) {
      for (let s = starts[from]!; s < starts[from + 1]!; s++) {
        if (fromDead || dead[targets[s]!]) values[s] = 0;
      }
    }
  }

  /** Copies the weights of a coupling into `block`, `[n, n]` by presynaptic member. */
  read(block: Float64Array, coupling: number): void {
    this.#rows(block, coupling, (row, first) =>
      row.set(this.synapses.values.subarray(first, first + row.length)),
    );
  }

  /** Copies `block` into the weights of a coupling. */
  write(block: Float64Array, coupling: number): void {
    this.#rows(block, coupling, (row, first) => this.synapses.values.set(row, first));
  }

  #rows(block: Float64Array, coupling: number, visit: (row: Float64Array, first: number) => void): void {
    const { members } = this;
    for (let a = 0; a < members; a++) {
      visit(block.subarray(a * members, (a + 1) * members), this.#first[coupling * members + a]!);
    }
  }
}
