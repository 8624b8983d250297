import type { ActivitySource } from './model.ts';

/** When each neuron of a model spiked. */
export class SpikeRecorder {
  /** Times of spikes, ms, one list a neuron. */
  readonly spikes: number[][];
  /** Of these, the ones fired within bursts. */
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
