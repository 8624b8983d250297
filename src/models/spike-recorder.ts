import type { ActivitySource } from './model.ts';

/** Records the spike times of all neurons of a model. */
export class SpikeRecorder {
  /** Times of spikes, ms, one list for each neuron. */
  readonly spikes: number[][];
  /** Times of the spikes within bursts, ms, one list for each neuron. */
  readonly burstSpikes: number[][];
  readonly #source: Pick<ActivitySource, 'neurons' | 'spikes' | 'burstSpikes'>;

  constructor(source: Pick<ActivitySource, 'neurons' | 'spikes' | 'burstSpikes'>) {
    const lists = () => Array.from({ length: source.neurons }, (): number[] => []);
    this.#source = source;
    this.spikes = lists();
    this.burstSpikes = lists();
  }

  /** Notes the spikes of the latest step. */
  record(timeMs: number): void {
    const { spikes, burstSpikes } = this.#source;
    for (let i = 0; i < spikes.length; i++) {
      if (spikes[i]) this.spikes[i].push(timeMs);
      if (burstSpikes?.[i]) this.burstSpikes[i].push(timeMs);
    }
  }
}
