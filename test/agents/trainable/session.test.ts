import { describe, expect, test, vi } from 'vitest';
import { ImitationSession } from '../../../agents/trainable/session.ts';
import { CheckpointError, ConfigError, DivergenceError } from '../../../src/errors.ts';
import { createCheckpoint, decodeCheckpoint, encodeCheckpoint } from '../../../src/files/checkpoint.ts';
import { lineConfig, lineTask, networkOf } from '../line-agent.ts';

type Changes = Parameters<typeof lineConfig>[0];

const begin = (changes: Changes = {}) => lineTask.begin(lineConfig(changes));

function finished(session: ReturnType<typeof begin>) {
  while (session.completed < session.total) session.advance();
  return session;
}

/** A session's checkpoint as a file; compared as bytes, since `toEqual` takes seconds over so many. */
const bytesOf = (session: ReturnType<typeof begin>) => Buffer.from(encodeCheckpoint(session.checkpoint()));

function catchError(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a session of imitation', () => {
  test('logs what every episode was', () => {
    const session = begin();
    const metrics = Array.from({ length: session.total }, () => session.advance());
    expect(metrics.map(({ phase }) => phase)).toEqual([
      ...new Array<string>(4).fill('demonstration'),
      ...new Array<string>(6).fill('practice'),
    ]);
    expect(metrics[0]).toMatchObject({ 'left end': 1, 'right end': 1 });
    expect(
      metrics.slice(4).map((line) => ['round' in line && line.round, 'manager' in line && line.manager]),
    ).toEqual([...new Array<unknown>(3).fill([0, 'expert']), ...new Array<unknown>(3).fill([1, 'network'])]);
    const labels = metrics.map((line) => line.labels);
    expect(labels).toEqual([...labels].sort((a, b) => a - b));
    expect(session.labels).toBe(labels.at(-1));
    expect(session.networkSteps).toBe(metrics.at(-1)!.networkSteps);
  });

  test.each([1, 50, 151])('ends when a budget of %d labels is spent, and has learned them', (labelBudget) => {
    const session = finished(begin({ imitation: { labelBudget } }));
    const { managerLabels, workerLabels } = session.counts;
    expect(managerLabels + workerLabels).toBe(labelBudget);
    expect(session.completed).toBeLessThan(begin().total);
    const readout = session.agent.learners.at(-1)!.model.arrays().learned[0]!.data;
    expect(readout.some((weight) => weight !== 0)).toBe(true);
  });

  test('gives demonstrations the noise of the agent’s errors', () => {
    const imitation = { algorithm: 'dart', demonstrations: 12, demonstrationsPerRound: 3 };
    const session = begin({ imitation });
    const steps = (changes: object) => finished(begin({ imitation: { ...imitation, ...changes } })).steps;
    const metrics = Array.from({ length: session.total }, () => session.advance());
    expect(metrics.map((line) => 'round' in line && line.round)).toEqual([
      0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3,
    ]);
    expect(session.steps).toEqual(steps({}));
    // Without noise all demonstrations are those of cloning.
    const cloned = finished(begin({ imitation: { algorithm: 'cloning', demonstrations: 12 } })).steps;
    expect(steps({ noiseScale: 0 })).toEqual(cloned);
    expect(session.steps).not.toEqual(cloned);
  });

  const plastic = networkOf({ teachingSigma: 100, plasticity: { learningRate: 1 } });

  test.each<[string, Changes]>([
    ['ridge regression', {}],
    [
      'a local rule',
      {
        manager: { readout: { kind: 'normalised-delta', annealing: 50 } },
        workers: { readout: { kind: 'delta', rate: 1e-4, annealing: 50 } },
      },
    ],
    [
      'recursive least squares and separate workers',
      { manager: { readout: { kind: 'recursive-least-squares' } }, workers: { networks: 'separate' } },
    ],
    [
      'noise fitted to errors',
      { imitation: { algorithm: 'dart', demonstrations: 9, demonstrationsPerRound: 3 } },
    ],
    ['inspections of segments', { imitation: { corrections: 'first-failure' } }],
    ['a budget of labels', { imitation: { labelBudget: 175 } }],
    ['memory and several passes', { manager: { memory: 'basal' }, imitation: { passes: 2 } }],
    ['plastic recurrence', { manager: plastic, workers: plastic, imitation: { teaching: true } }],
    ['shuffled subtasks', { imitation: { shuffleSubtasks: true } }],
  ])('saved at any time and restored, it ends with the same bits (%s)', (_, changes) => {
    const whole = bytesOf(finished(begin(changes)));
    for (const at of [2, 5]) {
      const half = begin(changes);
      for (let k = 0; k < at; k++) half.advance();
      const resumed = begin(changes);
      resumed.restore(decodeCheckpoint(bytesOf(half), 'half-way'));
      expect(resumed.completed).toBe(at);
      expect(resumed.networkSteps).toBe(half.networkSteps);
      expect(bytesOf(finished(resumed)).equals(whole)).toBe(true);
    }
  });

  test('other seeds and the other way of computing end otherwise and alike', () => {
    const weights = (changes: Changes) => {
      const { data } = finished(begin(changes)).checkpoint().tensors.get('worker/readoutWeights')!;
      return Array.from(data);
    };
    const first = weights({});
    expect(weights({ seed: 2 })).not.toEqual(first);
    for (const [k, value] of weights({ kernel: 'dense64' }).entries())
      expect(value).toBeCloseTo(first[k]!, 9);
  });

  test.each<[string, Changes, RegExp]>([
    [
      'another number of neurons',
      { workers: networkOf({ neurons: 61 }) },
      /tensor worker\/inputWeights: expected F64 \[12,61\], received F64 \[12,60\]/,
    ],
    ['other workers', { workers: { networks: 'separate' } }, /tensor worker-left\/inputWeights/],
    ['another memory', { manager: { memory: 'basal' } }, /tensor manager\/inputWeights/],
    ['another seed', { seed: 2 }, /metadata\.seed: expected 2, received 1/],
    [
      'other initial weights',
      { workers: networkOf({ inputSigma: 31 }) },
      /tensor worker\/inputWeights: expected the weights that this config/,
    ],
    [
      'another learning rule',
      { workers: { readout: { kind: 'delta' } } },
      /tensor worker\/gram: expected nothing/,
    ],
    [
      'fewer episodes',
      { imitation: { demonstrations: 1, rounds: 0 } },
      /metadata\.completed: expected a number <= 1, received 2/,
    ],
  ])('a checkpoint of a run with %s is refused, and nothing is changed', (_, changes, message) => {
    const saved = begin();
    saved.advance();
    saved.advance();
    const other = begin(changes);
    const before = bytesOf(other);
    const error = catchError(() => other.restore(saved.checkpoint()));
    expect(error).toBeInstanceOf(CheckpointError);
    expect((error as Error).message).toMatch(message);
    expect(bytesOf(other).equals(before)).toBe(true);
  });

  test('other settings of acting may look at what was learned, but not train it further', () => {
    const saved = begin({ repeatInhibition: 0.5 });
    saved.advance();
    const checkpoint = saved.checkpoint();
    begin({ repeatInhibition: 0.5 }).restore(checkpoint, { toTrain: true });
    begin({ repeatInhibition: 0.7 }).restore(checkpoint);
    const other = begin({ repeatInhibition: 0.7 });
    const error = catchError(() => other.restore(checkpoint, { toTrain: true }));
    expect(error).toBeInstanceOf(CheckpointError);
    expect((error as Error).message).toMatch(
      /agent\.repeatInhibition: expected 0\.5, with which it was trained until now, received 0\.7; give config\.yaml/,
    );
    expect(other.completed).toBe(0);
    // Checkpoints from before it was kept are accepted, as they were.
    const { acting: _, ...metadata } = checkpoint.metadata;
    other.restore(createCheckpoint({ ...checkpoint, metadata }), { toTrain: true });
    expect(other.completed).toBe(1);
  });

  test.each<[string, Changes]>([
    ['ridge regression', {}],
    ['a local rule', { workers: { readout: { kind: 'delta', rate: 1e-4, annealing: 50 } } }],
    ['memory', { manager: { memory: 'apical' } }],
    ['a budget of labels', { imitation: { labelBudget: 175 } }],
  ])('looks at held-out layouts change nothing that is learned (%s)', (_, changes) => {
    const looking = { ...changes, evaluation: { episodes: 20, every: 1, heldOut: 7 } };
    const played = vi.spyOn(ImitationSession.prototype, 'play');
    const [plain, watched] = [begin(changes), begin(looking)];
    const tensorsOf = (session: typeof plain) =>
      Buffer.from(encodeCheckpoint({ ...finished(session).checkpoint(), metadata: {} }));
    const lines: Readonly<Record<string, unknown>>[] = [];
    const half = { completed: 0, checkpoint: watched.checkpoint() };
    while (watched.completed < watched.total) {
      lines.push(watched.advance());
      if (watched.completed === 5) Object.assign(half, { completed: 5, checkpoint: watched.checkpoint() });
    }
    expect(tensorsOf(watched).equals(tensorsOf(plain))).toBe(true);
    // Once after the demonstrations, and after each round but the last, which the evaluation follows.
    const looks = lines.filter((line) => 'heldOutSuccess' in line);
    expect(looks.map((line) => lines.indexOf(line))).toEqual([3, 6].slice(0, looks.length));
    expect(looks.length).toBeGreaterThan(0);
    for (const { heldOutEpisodes, heldOutSuccess, heldOutSteps } of looks) {
      expect(heldOutEpisodes).toBe(7);
      expect(Number(heldOutSuccess) * 7).toBeCloseTo(Math.round(Number(heldOutSuccess) * 7), 9);
      expect(heldOutSteps).toBeGreaterThan(0);
    }
    expect(played.mock.calls.every(([{ stream }]) => stream === 'heldOut')).toBe(true);
    // Continued, it looks at the same times and sees the same.
    const resumed = begin(looking);
    resumed.restore(half.checkpoint);
    const rest: unknown[] = [];
    while (resumed.completed < resumed.total) rest.push(resumed.advance());
    expect(rest).toEqual(lines.slice(half.completed));
    played.mockRestore();
  });

  test('a checkpoint of another task is refused', () => {
    const saved = begin().checkpoint();
    const metadata = { ...saved.metadata, task: 'button-food' };
    expect(() => begin().restore(createCheckpoint({ ...saved, metadata }))).toThrow(
      /metadata\.task: expected line, received "button-food"/,
    );
  });

  test.each<[string, Changes, RegExp]>([
    ['in demonstrations', {}, /population worker, step \d+: .* a (weight|readout) of/],
    [
      'in practice',
      { imitation: { demonstrations: 0 } },
      /population worker, step \d+: .* a (weight|readout) of/,
    ],
  ])('exploding weights stop it %s, before they reach the environment', (_, changes, message) => {
    const readout = { kind: 'delta', rate: 1000, biasRate: 1000 };
    const session = begin({ ...changes, workers: { readout } });
    const error = catchError(() => finished(session));
    expect(error).toBeInstanceOf(DivergenceError);
    expect((error as Error).message).toMatch(message);
    expect(error).toMatchObject({ population: 'worker', exitCode: 3 });
    const [, worker] = session.agent.learners;
    expect((error as DivergenceError).step).toBe(worker!.steps);
    expect(worker!.steps).toBeGreaterThan(0);
  });
});

describe('settings of a session', () => {
  test.each<[string, Changes, string]>([
    [
      'a time step that does not divide that of the environment',
      { workers: networkOf({ neuron: { timeStep: '2 ms' } }) },
      'agent.workers.network.neuron.timeStep',
    ],
    [
      'a time step above that of the environment',
      { manager: networkOf({ neuron: { timeStep: '10 ms' } }) },
      'agent.manager.network.neuron.timeStep',
    ],
    [
      'an average over more than a decision',
      { workers: networkOf({ timing: { mode: 'decision', duration: '5 ms' } }) },
      'agent.workers.network.timing.averaging',
    ],
    [
      'an average over less than a time step',
      { workers: networkOf({ timing: { mode: 'decision', averaging: '0.5 ms' } }) },
      'agent.workers.network.timing.averaging',
    ],
    [
      'neurons that cannot rest',
      { workers: networkOf({ neuron: { restingInput: 1 } }) },
      'agent.workers.network.neuron.restingInput',
    ],
    [
      'recurrence that should learn without a teacher',
      { workers: networkOf({ plasticity: { learningRate: 1 } }) },
      'agent.workers.network.plasticity.learningRate',
    ],
    ['an unknown layout', { evaluation: { layouts: ['wide'] } }, 'evaluation.layouts[0]'],
    ['an unknown field', { imitation: { round: 3 } }, 'imitation.round'],
    ['options of another task', { options: { env: { lockRadius: 1 } } }, 'options.env.lockRadius'],
  ])('%s is refused', (_, changes, path) => {
    const error = catchError(() => lineConfig(changes));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems.map((problem) => problem.path)).toContain(path);
  });
});
