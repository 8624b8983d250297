import type { Info } from 'gymnasium-js';
import { z } from 'zod';
import { duration } from '../../src/config/units.ts';
import { Clock } from '../../src/encoding/clock.ts';
import { concatenate, encodePart } from '../../src/encoding/combine.ts';
import type { ActionDecoder, ObservationEncoder } from '../../src/encoding/encoder.ts';
import { OneHot } from '../../src/encoding/one-hot.ts';
import type { EnvironmentAdapter } from '../../src/task/environment-adapter.ts';
import { unwrappedAs } from '../unwrapped-as.ts';
import { Alphabet } from './alphabet.ts';
import { Scribe } from './expert.ts';
import { drawEpisodes } from './figure.ts';
import { Handwriting, seen } from './handwriting.ts';
import { handwritingOptions } from './options.ts';
import { handwritingRecipe } from './recipe.ts';
import type { HandwritingInfo } from './types.ts';

const options = z.strictObject({
  env: handwritingOptions.prefault({}),
  encoding: z
    .strictObject({
      clockUnits: z
        .int()
        .min(1)
        .max(10_000)
        .default(60)
        .describe(
          'units of the clock that workers see, one on after the other since the letter was begun; the last one stays on',
        ),
      clockUnitSteps: z
        .int()
        .min(1)
        .max(10_000)
        .default(10)
        .describe('steps for which a unit of the clock is on'),
      managerSees: z
        .enum(['letter', 'word-and-place'])
        .default('letter')
        .describe(
          'the letter that is to be written, where the word is shown; or which word of the list it is, and the place in it: the manager then spells from memory',
        ),
    })
    .prefault({}),
  expert: z
    .strictObject({
      strokeTime: duration({ default: '60 ms', min: '1 ms', max: '10 s' }).describe(
        'time for a way of the height of a small letter with the pen on the paper',
      ),
      travelTime: duration({ default: '20 ms', min: '1 ms', max: '10 s' }).describe(
        'the same with the pen lifted',
      ),
    })
    .prefault({}),
});

/** Options of the task `handwriting`, with their defaults. */
export type HandwritingTaskOptions = z.infer<typeof options>;

/** x, y, pressure and end are readouts. */
const penAction: ActionDecoder<Float64Array> = {
  size: 4,
  decode: (readout) => readout.slice(0, 4),
  encode: (out, action) => out.set(action),
};

function clock({
  clockUnits,
  clockUnitSteps,
}: HandwritingTaskOptions['encoding']): ObservationEncoder<Float64Array> {
  const steps = clockUnits * clockUnitSteps;
  return encodePart(new Clock(clockUnits, steps), (observation) =>
    Math.min(observation[seen.timeMs]!, steps - 1),
  );
}

/** What a manager that spells from memory sees. */
function wordAndPlace(alphabet: Alphabet): ObservationEncoder<Float64Array> {
  const { words } = alphabet;
  const names = words.map((word) => alphabet.textOf(word));
  const places = Math.max(...words.map(({ length }) => length));
  return concatenate(
    encodePart(new OneHot(names), (observation) => observation[seen.word]!),
    encodePart(
      new OneHot(Array.from({ length: places }, (_, place) => `letter ${place + 1}`)),
      (observation) => Math.min(observation[seen.place]!, places - 1),
    ),
  );
}

/** The task for an alphabet, with milestones for each letter of words of up to a number of letters. */
function writing(
  letters: readonly string[],
  longest: number,
): EnvironmentAdapter<Float64Array, Float64Array, HandwritingTaskOptions> {
  const milestones = [...Array.from({ length: longest - 1 }, (_, k) => `letter ${k + 1}`), 'whole text'];
  return {
    name: 'handwriting',
    envId: 'burstwise/Handwriting-v0',
    description:
      'A pen with inertia is to write a word, which is shown or known by heart, letter by letter; each letter is a subtask, and its worker, ' +
      'who sees a clock alone, says when it is finished.',
    options,
    subtasks: { names: letters, order: [], shared: true },
    milestones,
    recipe: handwritingRecipe,
    stepDurationMs: 1,
    layouts: {
      words: { text: 'random-word' },
      list: { text: 'listed-word' },
      alphabet: { text: 'alphabet' },
    },
    trainingLayout: 'alphabet',
    resolve: ({ env }) => writing(new Alphabet(env).letters, env.longest),
    // All the way to the end of each letter.
    demonstrationEnv: () => ({ endThreshold: 1 }),

    makeEnv: ({ env }, renderMode) => new Handwriting({ ...env, renderMode }),
    makeExpert: (env, { expert: { strokeTime, travelTime } }) =>
      new Scribe(unwrappedAs(env, Handwriting), { strokeMs: strokeTime, travelMs: travelTime }),
    workerEncoder: ({ encoding }) => clock(encoding),
    managerEncoder: ({ env, encoding }) => {
      const alphabet = new Alphabet(env);
      return encoding.managerSees === 'letter'
        ? encodePart(new OneHot(alphabet.letters), (observation) => observation[seen.letter]!)
        : wordAndPlace(alphabet);
    },
    actionDecoder: () => penAction,
    // Each letter leads to the next place on the page.
    places: () => ({
      place: (observation) => observation[seen.written]!,
      destination: (observation) => observation[seen.written]! + 1,
    }),
    achieved(info: Info) {
      const { rightInARow, finished, written } = info as HandwritingInfo;
      const allRight = finished && rightInARow === written.length;
      return milestones.map((_, k) => allRight || (k < longest - 1 && rightInARow > k));
    },
    drawEpisodes: (episodes) => drawEpisodes(episodes),
  };
}

/** Writing with the small letters of the Hershey font, words of up to ten letters. */
export const handwritingAdapter = writing([...'abcdefghijklmnopqrstuvwxyz'], 10);
