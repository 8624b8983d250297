import { Box } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OneHot } from '../../src/encoding/one-hot.ts';
import { checkAdapter } from '../../src/task/check-adapter.ts';
import { defineTask } from '../../src/task/define-task.ts';
import type { AnyAdapter } from '../../src/task/environment-adapter.ts';
import { Line, lineAdapter } from '../agents/line-task.ts';

const faultsOf = (changes: Partial<AnyAdapter>) =>
  checkAdapter({ ...lineAdapter, ...changes }, { episodes: 2 });

const { workerEncoder, makeExpert, actionDecoder, options } = lineAdapter as AnyAdapter;
const none = z.strictObject({}).prefault({});
const encoder = workerEncoder({});
const decoder = actionDecoder({});

/** The expert of the line with a part replaced. */
const expertWith = (changes: (expert: ReturnType<typeof makeExpert>) => object): Partial<AnyAdapter> => ({
  makeExpert(env, settings) {
    const expert = makeExpert(env, settings);
    return { ...expert, ...changes(expert) };
  },
});

let calls = 0;

/** A line whose start depends on how many there were. */
class CountedLine extends Line {
  static count = 0;
  readonly #number = CountedLine.count++;

  override reset(given = {}) {
    const result = super.reset(given);
    this.position += this.#number / 1000;
    return [Float64Array.of(this.position, 0), result[1]] as ReturnType<Line['reset']>;
  }
}

class FlatBattery extends Error {}

class FailingLine extends Line {
  override step(): never {
    throw new FlatBattery('battery at 7');
  }
}

class FailingReset extends Line {
  override reset(): never {
    return drain();
  }
}

function drain(): never {
  throw new FlatBattery('battery at 7');
}

class WronglyBounded extends Line {
  override readonly observationSpace = new Box({ low: 5, high: 6, shape: [2], dtype: 'float64' });
}

const mistakes: readonly (readonly [mistake: string, changes: Partial<AnyAdapter>, message: RegExp])[] = [
  [
    'options without defaults',
    {
      options: z.strictObject({
        env: z.strictObject({ startRange: z.number() }),
        encoding: none,
        expert: none,
      }),
    },
    /^options: expected defaults that parse, received .*env.*; give every option a default/,
  ],
  [
    'options that drop what they do not know',
    { options: z.object({ env: z.object({}).prefault({}), encoding: none, expert: none }) },
    /^options\.env: expected unknown keys to be refused, received a schema that drops them; use z\.strictObject/,
  ],
  [
    'a layout that does not parse',
    { layouts: { wide: { startRange: 7 } } },
    /^layouts\.wide: expected options of the environment, received .*startRange/,
  ],
  [
    'a training layout that there is not',
    { trainingLayout: 'narrow' },
    /^trainingLayout: expected one of the layouts/,
  ],
  [
    'an order of subtasks that there are not',
    { subtasks: { names: ['left', 'right'], order: [[0, 2]] } },
    /^subtasks: expected indices below 2 in order and sketches, received 2/,
  ],
  [
    'a milestone named twice',
    { milestones: ['end', 'end'] },
    /^milestones: expected one name or more, all different/,
  ],
  [
    'an environment that breaks its contract',
    { makeEnv: () => new WronglyBounded() },
    /^makeEnv: expected no error, received .*observation/,
  ],
  [
    'an environment that throws in a step',
    { makeEnv: () => new FailingLine() },
    /^step: expected no error, received FlatBattery: battery at 7, thrown at \/.*\/test\/task\/check-adapter\.test\.ts:\d+; mend/,
  ],
  [
    'an environment that throws in reset',
    { makeEnv: () => new FailingReset() },
    /^reset: expected no error, received FlatBattery: battery at 7, thrown at .*\.test\.ts:\d+; mend/,
  ],
  [
    'an environment that cannot be made',
    { makeEnv: () => drain() },
    /^makeEnv: expected no error, received FlatBattery: battery at 7, thrown at/,
  ],
  [
    'environments that differ',
    { makeEnv: () => new CountedLine() },
    /^makeEnv: expected two environments of one seed to be the same/,
  ],
  [
    'an encoder with too few labels',
    { workerEncoder: () => ({ ...encoder, labels: [], encode: encoder.encode.bind(encoder) }) },
    /^workerEncoder\.labels: expected 12 \(size\), received 0/,
  ],
  [
    'an encoder that leaves units unwritten',
    { workerEncoder: () => ({ size: 2, labels: ['a', 'b'], encode: (out) => void (out[0] = 1) }) },
    /^workerEncoder: expected a finite number in every unit, received NaN in unit 1 \(b\)/,
  ],
  [
    'an encoder that writes elsewhere',
    { managerEncoder: () => ({ size: 1, labels: ['a'], encode: (out) => void (out[0] = out[1] = 1) }) },
    /^managerEncoder: expected writes within its 1 units, received one to unit 1/,
  ],
  [
    'an encoder with a memory',
    { workerEncoder: () => ({ size: 1, labels: ['calls'], encode: (out) => void (out[0] = calls++) }) },
    /^workerEncoder: expected the same code whenever an observation is the same/,
  ],
  [
    'an encoder that refuses observations',
    { workerEncoder: () => new OneHot(['only']) as never },
    /^playing: expected no error, received one-hot code of only/,
  ],
  [
    'a decoder that is no inverse',
    { actionDecoder: () => ({ ...decoder, decode: () => Float64Array.of(1) }) },
    /^actionDecoder: expected decode to undo encode on actions of the expert/,
  ],
  [
    'an expert that names no subtask',
    expertWith(() => ({ subtask: () => 2 })),
    /^playing: expected no error, received a subtask of 2, of 2/,
  ],
  [
    'an expert beyond the actions',
    expertWith(() => ({ action: () => Float64Array.of(3) })),
    /^playing: .*an action of \["3"\], which Box/,
  ],
  [
    'an expert that draws',
    expertWith(() => ({ action: () => Float64Array.of((calls++ % 2) / 10) })),
    /^makeExpert: expected the same answer to the same question in the same state/,
  ],
  [
    'an expert that never succeeds',
    expertWith(() => ({ action: () => Float64Array.of(0) })),
    /^makeExpert: expected an expert that reaches "right end", received none of 6 episodes in which it did/,
  ],
  [
    'an expert out of order',
    { subtasks: { names: ['left', 'right'], order: [[1, 0]] } },
    /^subtasks\.order: expected "left" only after "right"/,
  ],
  [
    'too few milestones',
    { achieved: () => [true] },
    /^achieved: expected 2 values, one for each milestone, received 1/,
  ],
  [
    'milestones that are lost again',
    { achieved: (info) => [Number(info['position']) < 0, info['arrived'] === true] },
    /^achieved: expected milestones that stay reached, received "left end" reached and then not/,
  ],
  [
    'places without a way',
    { places: () => ({ place: () => 0, destination: () => null }) },
    /^places\.destination: expected a place for the subtask that the expert carries out/,
  ],
  [
    'places that lead elsewhere',
    {
      places: () => ({ place: ([x]: Float64Array) => (x! < -0.9 ? 1 : 0), destination: () => 7 }),
    } as Partial<AnyAdapter>,
    /^places: expected the subtask under way to lead to its destination, received place 1 after place 0/,
  ],
  [
    'pictures that are none',
    { drawEpisodes: () => 'nothing' },
    /^drawEpisodes: expected an SVG document, received nothing/,
  ],
];

describe('checkAdapter', () => {
  it('finds nothing wrong with a good adapter, nor with one that leaves out what it can', () => {
    expect(faultsOf({})).toEqual([]);
    const plain = defineTask({
      name: 'plain',
      envId: 'test/Plain-v0',
      description: 'The line, without an expert.',
      subtasks: { names: ['solve'], order: [] },
      milestones: ['arrived'],
      makeEnv: () => new Line(),
    });
    expect(checkAdapter(plain)).toEqual([]);
  });

  it.each(mistakes)('names %s', (_, changes, message) => {
    expect(faultsOf(changes)).toContainEqual(expect.stringMatching(message));
  });

  it('names an observation outside of its space where the task’s own encoder refuses it', () => {
    const guarded = defineTask({
      ...(lineAdapter as AnyAdapter),
      makeEnv: () => new WronglyBounded(),
      workerEncoder: () => new OneHot(['only']) as never,
    });
    expect(checkAdapter(guarded, { episodes: 1 })).toContainEqual(
      expect.stringMatching(/^playing: .*observation\[0\]: expected a number in \[5, 6\], received/),
    );
  });

  it('tells a milestone that no info holds from an expert that fails', () => {
    const { achieved: _, ...line } = lineAdapter as AnyAdapter;
    const unknown = defineTask({ ...line, milestones: ['nope'] } as Parameters<typeof defineTask>[0]);
    expect(checkAdapter(unknown, { episodes: 2 })).toEqual([
      'milestones: expected the info of some step to hold "nope", received infos with turned, arrived, position; return it with the info, or name a milestone that is there',
    ]);
  });

  it('plays with options of its own, once each fault', () => {
    const given = options.parse({ env: { startRange: 0.1 } });
    expect(checkAdapter(lineAdapter, { options: given, episodes: 1 })).toEqual([]);
    expect(faultsOf(expertWith(() => ({ action: () => Float64Array.of(0) })))).toHaveLength(1);
  });
});
