import type { ActionDecoder, ObservationEncoder } from '../../encoding/encoder.ts';
import { type Faults, textOf } from './faults.ts';

/** Checks an encoder on observations, one after another. */
export class EncoderCheck<Observation> {
  readonly #part: string;
  readonly #encoder: ObservationEncoder<Observation>;
  readonly #faults: Faults;
  /** The first observation and its code: the code has to stay the same. */
  #first: { readonly observation: Observation; readonly code: Float64Array } | null = null;

  constructor(part: string, encoder: ObservationEncoder<Observation>, faults: Faults) {
    this.#part = part;
    this.#encoder = encoder;
    this.#faults = faults;
    const { size, labels } = encoder;
    const fix = 'give a label for each unit';
    faults.unless(labels.length === size, `${part}.labels`, `${size} (size)`, String(labels.length), fix);
  }

  see(observation: Observation): void {
    const code = this.#encode(observation);
    if (this.#first === null) {
      // Environments may change what they have returned.
      this.#first = { observation: structuredClone(observation), code };
      return;
    }
    const again = this.#encode(this.#first.observation);
    const differs = again.findIndex((value, i) => !Object.is(value, this.#first?.code[i]));
    this.#faults.unless(
      differs === -1,
      this.#part,
      'the same code whenever an observation is the same',
      `${again[differs]} in unit ${differs} after another observation, ${this.#first.code[differs]} before`,
      'write all units in each call, and keep nothing between calls',
    );
  }

  #encode(observation: Observation): Float64Array {
    const out = new Float64Array(this.#encoder.size).fill(Number.NaN);
    let outside: string | undefined;
    const watched = new Proxy(out, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
      set(target, key, value) {
        if (typeof key === 'string' && /^-?\d+$/.test(key) && !(key in target)) outside = key;
        return Reflect.set(target, key, value, target);
      },
    });
    this.#encoder.encode(watched, observation);
    this.#faults.unless(
      outside === undefined,
      this.#part,
      `writes within its ${out.length} units`,
      `one to unit ${outside}`,
      'give it the size that it writes',
    );
    const wrong = out.findIndex((value) => !Number.isFinite(value));
    this.#faults.unless(
      wrong === -1,
      this.#part,
      'a finite number in every unit',
      `${out[wrong]} in unit ${wrong} (${this.#encoder.labels[wrong]})`,
      'write all units, and nothing that is not finite',
    );
    return out;
  }
}

/** Checks that the code of an action stands for the same action. */
export function checkDecoder<Action>(decoder: ActionDecoder<Action>, action: Action, faults: Faults): void {
  const readout = new Float64Array(decoder.size).fill(Number.NaN);
  decoder.encode(readout, action);
  const wrong = readout.findIndex((value) => !Number.isFinite(value));
  faults.unless(
    wrong === -1,
    'actionDecoder.encode',
    'a finite number in every unit',
    `${readout[wrong]} in unit ${wrong}`,
    'write all units',
  );
  const decoded = textOf(decoder.decode(readout));
  faults.unless(
    decoded === textOf(action),
    'actionDecoder',
    'decode to undo encode on actions of the expert',
    `${decoded} for ${textOf(action)}`,
    'make one the inverse of the other',
  );
}
