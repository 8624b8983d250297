import type { ObservationEncoder } from './encoder.ts';

/** An encoder of a part of an observation, or of a value computed from it. */
export function encodePart<Observation, Part>(
  encoder: ObservationEncoder<Part>,
  select: (observation: Observation) => Part,
): ObservationEncoder<Observation> {
  return {
    size: encoder.size,
    labels: encoder.labels,
    encode: (out, observation) => encoder.encode(out, select(observation)),
  };
}

/** An encoder that writes the codes of several encoders one after another. */
export function concatenate<Observation>(
  ...encoders: readonly ObservationEncoder<Observation>[]
): ObservationEncoder<Observation> {
  // Every encoder overwrites the whole of its own buffer, so that the hot path allocates no views.
  const parts = encoders.map((encoder) => ({ encoder, buffer: new Float64Array(encoder.size) }));
  return {
    size: encoders.reduce((sum, encoder) => sum + encoder.size, 0),
    labels: encoders.flatMap((encoder) => encoder.labels),
    encode(out, observation) {
      let offset = 0;
      for (const { encoder, buffer } of parts) {
        encoder.encode(buffer, observation);
        out.set(buffer, offset);
        offset += buffer.length;
      }
    },
  };
}

/** The same, but that units of the same label are written once, where the first of them stands. */
export function union<Observation>(
  ...encoders: readonly ObservationEncoder<Observation>[]
): ObservationEncoder<Observation> {
  const all = concatenate(...encoders);
  const kept = all.labels.flatMap((label, unit) => (all.labels.indexOf(label) === unit ? [unit] : []));
  const buffer = new Float64Array(all.size);
  return {
    size: kept.length,
    labels: kept.map((unit) => all.labels[unit]!),
    encode(out, observation) {
      all.encode(buffer, observation);
      for (let k = 0; k < kept.length; k++) out[k] = buffer[kept[k]!]!;
    },
  };
}
