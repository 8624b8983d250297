import type { BurstPopulation } from './population.ts';

/** When each neuron of a population spiked. */
export class SpikeRecorder {
  /** Times of somatic spikes, ms, one list a neuron. */
  readonly spikes: number[][];
  /** Of these, the ones fired within bursts. */
  readonly burstSpikes: number[][];
  readonly #population: BurstPopulation;

  constructor(population: BurstPopulation) {
    const { neurons } = population.size;
    this.#population = population;
    this.spikes = Array.from({ length: neurons }, () => []);
    this.burstSpikes = Array.from({ length: neurons }, () => []);
  }

  /** Takes down the spikes of the population's latest step. */
  record(timeMs: number): void {
    const { somaSpike, burstSpike } = this.#population.state;
    for (let i = 0; i < somaSpike.length; i++) {
      if (somaSpike[i]) this.spikes[i].push(timeMs);
      if (burstSpike[i]) this.burstSpikes[i].push(timeMs);
    }
  }
}
