import { Box, type Env, InvalidWrapper, ObservationWrapper } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../../src/config/config.ts';
import { expectTextMission, type ImageObservation, imageShape } from './image-observations.ts';

const settingsSchema = z.strictObject({
  /** Greatest length of a mission in characters. Default 96. */
  maxStrLen: z.int().min(0).max(100_000).default(96),
});

/** Settings of `FlatObsWrapper`. */
export type FlatObsSettings = z.input<typeof settingsSchema>;

const alphabet = 'abcdefghijklmnopqrstuvwxyz ,';

/**
 * Shows image and mission as one array of bytes: the image, then 28 bits for each character of the mission (a letter,
 * a space or a comma), then zeros.
 */
export class FlatObsWrapper<
  Observation extends ImageObservation & { readonly mission: string },
> extends ObservationWrapper<Uint8Array, number, Observation> {
  readonly #maxLength: number;
  /** The mission that was encoded last, and its code: it rarely changes. */
  #mission: string | null = null;
  #code = new Uint8Array(0);

  /** @throws ConfigError; InvalidWrapper without an image of bytes, or when missions are not text */
  constructor(env: Env<Observation, number>, settings: FlatObsSettings = {}) {
    super(env, settings);
    const { maxStrLen } = parseConfig(settingsSchema, settings, 'FlatObsWrapper');
    expectTextMission(env, 'FlatObsWrapper');
    this.#maxLength = maxStrLen;
    const [width, height, channels] = imageShape(env, 'FlatObsWrapper', 'uint8');
    const length = width * height * channels + maxStrLen * alphabet.length;
    this.observationSpace = new Box({ low: 0, high: 255, shape: [length], dtype: 'uint8' });
  }

  /** @throws InvalidWrapper for missions that are too long, or have other characters */
  protected override observation({ image, mission }: Observation): Uint8Array {
    if (mission !== this.#mission) {
      this.#code = this.#encode(mission);
      this.#mission = mission;
    }
    const out = new Uint8Array(image.length + this.#code.length);
    out.set(image);
    out.set(this.#code, image.length);
    return out;
  }

  #encode(mission: string): Uint8Array<ArrayBuffer> {
    const characters = [...mission.toLowerCase()];
    if (characters.length > this.#maxLength) {
      throw new InvalidWrapper(
        `FlatObsWrapper.maxStrLen: expected at least the ${characters.length} characters of the mission ` +
          `'${mission}', received ${this.#maxLength}.`,
      );
    }
    const code = new Uint8Array(this.#maxLength * alphabet.length);
    characters.forEach((character, index) => {
      const number = alphabet.indexOf(character);
      if (number < 0) {
        throw new InvalidWrapper(
          `FlatObsWrapper: mission: expected letters, spaces and commas, received '${character}' in '${mission}'.`,
        );
      }
      code[index * alphabet.length + number] = 1;
    });
    return code;
  }
}
