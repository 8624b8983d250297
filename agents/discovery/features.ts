import type { ActionDecoder, ObservationEncoder } from '../../src/encoding/encoder.ts';
import type { Model } from '../../src/models/model.ts';
import type { Sequences } from './sequences.ts';

/** A demonstration without labels: what was seen before each action, and what was done. */
export interface UnlabelledEpisode<Observation = unknown, Action = unknown> {
  readonly observations: readonly Observation[];
  readonly actions: readonly Action[];
}

/** What discovery sees of demonstrations. */
export interface FeatureSettings<Observation, Action> {
  /** The input of the network, and of the path past it. */
  readonly input: ObservationEncoder<Observation>;
  /** What terminations and the manager of options see. */
  readonly conditions: ObservationEncoder<Observation>;
  readonly decoder: ActionDecoder<Action>;
  /** Whose features are read; null: none. */
  readonly model: Model | null;
  /** Factor of the encoder's units beside the features of the network; 0: none. */
  readonly direct: number;
  /** Environment steps from one row to the next. */
  readonly interval: number;
  /** Duration of an environment step, ms. */
  readonly stepDurationMs: number;
  /** Whether actions are one of several. */
  readonly discrete: boolean;
}

/** Shows the network all episodes; every `interval`-th step becomes a row. */
export function sequencesOf<Observation, Action>(
  episodes: readonly UnlabelledEpisode<Observation, Action>[],
  {
    input,
    conditions,
    decoder,
    model,
    direct,
    interval,
    stepDurationMs,
    discrete,
  }: FeatureSettings<Observation, Action>,
): Sequences {
  const lengths = episodes.map(({ actions }) => Math.ceil(actions.length / interval));
  const rows = lengths.reduce((sum, length) => sum + length, 0);
  const read = model?.feature.length ?? 0;
  const columns = read + (direct === 0 ? 0 : input.size);
  const features = new Float32Array(rows * columns);
  const seen = new Float32Array(rows * conditions.size);
  const done = new Float32Array(rows * decoder.size);
  const [x, psi, y] = [input, conditions, decoder].map(({ size }) => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const context = Float64Array.of(1);
  let row = 0;
  for (const { observations, actions } of episodes) {
    model?.reset();
    actions.forEach((action, step) => {
      const observation = observations[step]!;
      input.encode(x, observation);
      model?.perceive({ input: x, context }, stepDurationMs);
      if (step % interval !== 0) return;
      if (model !== null) features.set(model.feature, row * columns);
      if (direct !== 0)
        for (let i = 0; i < x.length; i++) features[row * columns + read + i] = direct * x[i]!;
      conditions.encode(psi, observation);
      seen.set(psi, row * conditions.size);
      decoder.encode(y, action);
      done.set(y, row * decoder.size);
      row++;
    });
    model?.settle();
  }
  return {
    lengths,
    features: { columns, values: features },
    conditions: { columns: conditions.size, values: seen },
    actions: { columns: decoder.size, values: done },
    discrete,
  };
}
