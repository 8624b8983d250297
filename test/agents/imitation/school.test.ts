import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ActOptions, Agent, Correction } from '../../../agents/agent.ts';
import { createAgent } from '../../../agents/create-agent.ts';
import type { EpisodeReport } from '../../../agents/imitation/algorithm.ts';
import { algorithmOf } from '../../../agents/imitation/catalogue.ts';
import type { LabelCounts } from '../../../agents/imitation/label-counts.ts';
import { School } from '../../../agents/imitation/school.ts';
import { shuffled } from '../../../agents/imitation/shuffled.ts';
import { Recording } from '../../../src/data/recording.ts';
import { DemonstrationPlayer } from '../../../src/episodes/demonstration-player.ts';
import type { LabelledStep, Lesson } from '../../../src/episodes/lesson.ts';
import { ManualEpisode } from '../../../src/episodes/manual-episode.ts';
import { UsageError } from '../../../src/errors.ts';
import { streamGenerator, streamSeed } from '../../../src/numeric/seeds.ts';
import { Task } from '../../../src/task/task.ts';
import { learnedOf, lineConfig, networkOf } from '../line-agent.ts';
import { lineAdapter } from '../line-task.ts';

type Changes = Parameters<typeof lineConfig>[0];

interface ProtocolStep {
  readonly position: number;
  readonly subtask: number;
  readonly taught?: number | undefined;
  label?: { choice: number; action: number };
}

/** An agent that notes what it sees, carries out and is taught; `acts` takes the place of its own actions. */
class WatchedAgent implements Agent<Float64Array, Float64Array> {
  readonly protocol: ProtocolStep[] = [];
  acts: ((step: number) => Float64Array) | null = null;
  readonly #agent: Agent<Float64Array, Float64Array>;

  constructor(agent: Agent<Float64Array, Float64Array>) {
    this.#agent = agent;
  }

  get learners() {
    return this.#agent.learners;
  }

  get choice() {
    return this.#agent.choice;
  }

  get subtask() {
    return this.#agent.subtask;
  }

  reset(plastic?: boolean): void {
    this.#agent.reset(plastic);
  }

  act(observation: Float64Array, options: ActOptions<Float64Array> = {}): Float64Array {
    const action = this.#agent.act(observation, options);
    const taught = options.teaching?.action[0];
    this.protocol.push({ position: observation[0]!, subtask: this.subtask!, taught });
    return this.acts?.(this.protocol.length - 1) ?? action;
  }

  learn(correction: Correction<Float64Array>): LabelCounts {
    this.protocol.at(-1)!.label = { choice: correction.subtask!, action: correction.action![0]! };
    return this.#agent.learn(correction);
  }
}

/** A school on the line, its agent watched, and its algorithm. */
function schoolOf(changes: Changes = {}, seed = 1) {
  const { agent: settings, imitation, options } = lineConfig(changes);
  const task = new Task<Float64Array, Float64Array>(lineAdapter, options);
  const agent = new WatchedAgent(createAgent(task, settings, seed));
  const school = new School(task, agent, imitation, seed);
  const algorithm = algorithmOf(imitation);
  return {
    task,
    agent,
    school,
    protocol: agent.protocol,
    total: algorithm.episodes(imitation),
    runEpisode: (index: number): EpisodeReport =>
      algorithm.run(school as unknown as School, imitation, index),
  };
}

describe('DAgger', () => {
  test('shows every demonstration in every pass, then practises in rounds', () => {
    const { total, runEpisode } = schoolOf({
      imitation: { demonstrations: 2, passes: 2, rounds: 3, episodesPerRound: 2 },
    });
    expect(total).toBe(10);
    const reports = Array.from({ length: total }, (_, index) => runEpisode(index));
    expect(reports.map(({ phase, round, manager }) => [phase, round, manager])).toEqual([
      ...new Array<unknown>(4).fill(['demonstration', undefined, undefined]),
      ['practice', 0, 'expert'],
      ['practice', 0, 'expert'],
      ['practice', 1, 'network'],
      ['practice', 1, 'network'],
      ['practice', 2, 'expert'],
      ['practice', 2, 'expert'],
    ]);
  });

  test('may do without demonstrations, or without rounds', () => {
    const practiceOnly = schoolOf({ imitation: { demonstrations: 0, rounds: 3, episodesPerRound: 2 } });
    expect(practiceOnly.total).toBe(6);
    expect(practiceOnly.runEpisode(0)).toMatchObject({ phase: 'practice', round: 0 });
    expect(schoolOf({ imitation: { demonstrations: 4, rounds: 0 } }).total).toBe(4);
  });
});

describe('cloning', () => {
  test('shows demonstrations and nothing else', () => {
    const { total, runEpisode } = schoolOf({ imitation: { algorithm: 'cloning' } });
    expect(total).toBe(4);
    expect(runEpisode(3).phase).toBe('demonstration');
  });
});

describe('demonstrations', () => {
  test('the expert acts; agent and networks see its subtask, and learn its action every label interval', () => {
    const { runEpisode, protocol } = schoolOf();
    const { steps, labels, achieved } = runEpisode(0);
    expect(achieved).toEqual([true, true]);
    expect(protocol).toHaveLength(steps);
    // 15 ms of 5 ms steps
    expect(labels).toBe(Math.ceil(steps / 3));
    for (const [k, { position, subtask, label, taught }] of protocol.entries()) {
      const next = protocol[k + 1];
      if (next !== undefined) expect(next.position - position).toBeCloseTo(subtask === 0 ? -0.08 : 0.08, 12);
      expect(label !== undefined).toBe(k % 3 === 0);
      if (label) expect(label).toEqual({ choice: subtask, action: subtask === 0 ? -0.8 : 0.8 });
      expect(taught).toBeUndefined();
    }
    expect(protocol.findIndex(({ subtask }) => subtask === 1)).toBe(
      protocol.findIndex(({ position }) => position <= -1),
    );
  });

  test('shown again they are the same, and cost no labels', () => {
    const { runEpisode, protocol } = schoolOf({ imitation: { demonstrations: 2, passes: 2 } });
    const reports = [0, 1, 2, 3].map((index) => runEpisode(index));
    expect(reports[2]!.steps).toBe(reports[0]!.steps);
    expect(reports[0]!.steps).not.toBe(reports[1]!.steps);
    expect(reports.map(({ labels }) => labels > 0)).toEqual([true, true, false, false]);
    const half = protocol.length / 2;
    expect(protocol.slice(half)).toEqual(protocol.slice(0, half));
  });

  test('teaching drives the distal compartments, and plastic recurrence learns from it', () => {
    const learning = networkOf({ teachingSigma: 100, plasticity: { learningRate: 1 } });
    const { runEpisode, agent, protocol } = schoolOf({
      manager: learning,
      workers: learning,
      imitation: { teaching: true },
    });
    const learned = () =>
      agent.learners.map(({ model }) => learnedOf(model, 'proximalWeights').some((value) => value !== 0));
    expect(learned()).toEqual([false, false]);
    runEpisode(0);
    expect(learned()).toEqual([true, true]);
    for (const { taught, subtask } of protocol) expect(taught).toBe(subtask === 0 ? -0.8 : 0.8);
  });

  test('readouts change when a phase ends, not before', () => {
    const { runEpisode, agent } = schoolOf();
    const weights = () => [...learnedOf(agent.learners[1]!.model, 'readoutWeights')];
    const untrained = weights();
    for (let index = 0; index < 3; index++) runEpisode(index);
    expect(weights()).toEqual(untrained);
    runEpisode(3);
    expect(weights()).not.toEqual(untrained);
  });
});

describe('practice', () => {
  const rounds = {
    imitation: { demonstrations: 0, rounds: 2, episodesPerRound: 1, episodeDuration: '250 ms' },
  };

  test('the expert’s subtask is carried out in even rounds, the manager’s own in odd ones; labels are for that', () => {
    const { runEpisode, agent, protocol } = schoolOf(rounds);
    for (const { model } of agent.learners) {
      learnedOf(model, 'readoutWeights').fill(0);
      model.apply = () => {};
    }
    const [expert, network] = [0, 1].map((index) => {
      const from = protocol.length;
      // Walks left and back, whatever it sees; the manager always chooses the first subtask.
      agent.acts = (step) => Float64Array.of((step - from) % 50 < 20 ? -1 : 1);
      const { steps: taken, labels, manager } = runEpisode(index);
      expect(taken).toBeLessThanOrEqual(50);
      expect(labels).toBe(Math.ceil(taken / 3));
      expect(manager).toBe(['expert', 'network'][index]);
      return protocol.slice(from);
    }) as [ProtocolStep[], ProtocolStep[]];
    expect(new Set(expert.map(({ subtask }) => subtask))).toEqual(new Set([0, 1]));
    expect(new Set(network.map(({ subtask }) => subtask))).toEqual(new Set([0]));
    const labelled = network.filter(({ label }) => label !== undefined);
    // The choice that would have been right, and the right action for the one that was made.
    expect(new Set(labelled.map(({ label }) => label!.choice))).toEqual(new Set([0, 1]));
    expect(new Set(labelled.map(({ label }) => label!.action))).toEqual(new Set([-0.8]));
  });

  test('an episode ends after its duration', () => {
    const { runEpisode, protocol } = schoolOf({
      imitation: { ...rounds.imitation, episodeDuration: '40 ms' },
    });
    expect(runEpisode(0).steps).toBe(8);
    expect(protocol).toHaveLength(8);
  });
});

describe('layouts', () => {
  test('training takes place on the layout asked for', () => {
    const start = (layout?: string) => {
      const { runEpisode, protocol } = schoolOf({ imitation: { layout } });
      runEpisode(0);
      return protocol[0]!.position;
    };
    expect(start('centre')).toBe(0);
    expect(start()).not.toBe(0);
    expect(start('spread')).toBeCloseTo(start() * 1.8, 12);
  });

  test('an unknown one is refused with the known ones', () => {
    expect(() => schoolOf({ imitation: { layout: 'wide' } })).toThrow(UsageError);
    expect(() => schoolOf({ imitation: { layout: 'wide' } })).toThrow(
      /one of centre, spread.*received "wide"/,
    );
  });
});

describe('a lesson with shuffled subtasks', () => {
  /** Subtasks 0 1 2 in turn; the right action is the name of what is to be done. */
  function* lesson(): Lesson<number, string> {
    for (let step = 0; step < 3; step++) {
      const label = (subtask: number) => ['left', 'right', 'up'][subtask]!;
      yield { observation: step, info: {}, subtask: step, label, inCharge: step };
    }
    return { steps: 3, terminated: true, achieved: [true] };
  }

  test('calls subtasks by other names; what a name stands for is labelled rightly', () => {
    for (let seed = 0; seed < 20; seed++) {
      const steps: LabelledStep<number, string>[] = [];
      const renamed = shuffled(lesson(), 3, streamGenerator(seed, 'shuffledSubtasks'));
      for (let turn = renamed.next(); !turn.done; turn = renamed.next('')) steps.push(turn.value);
      expect(steps.map(({ subtask }) => subtask).sort()).toEqual([0, 1, 2]);
      expect(steps.map(({ label, subtask }) => label(subtask))).toEqual(['left', 'right', 'up']);
      for (const { subtask, inCharge } of steps) expect(inCharge).toBe(subtask);
    }
  });

  test('has other names in every episode', () => {
    const { runEpisode, protocol } = schoolOf({ imitation: { demonstrations: 12, shuffleSubtasks: true } });
    const first = Array.from({ length: 12 }, (_, index) => {
      const from = protocol.length;
      runEpisode(index);
      const { subtask, label } = protocol[from]!;
      // The way to the left comes first, under whatever name.
      expect(label).toEqual({ choice: subtask, action: -0.8 });
      return subtask;
    });
    expect(first).toContain(0);
    expect(first).toContain(1);
  });
});

describe('demonstrations shown live, recorded from the expert and played by hand', () => {
  const seed = 4;
  const demonstrations = 5;

  /** All learned weights after the demonstrations. */
  function weightsAfter(imitation: object) {
    const { agent, runEpisode, total } = schoolOf(
      { imitation: { algorithm: 'cloning', demonstrations, ...imitation } },
      seed,
    );
    for (let index = 0; index < total; index++) runEpisode(index);
    return agent.learners.map(({ model }) => [...learnedOf(model, 'readoutWeights')]);
  }

  test('train identical weights', () => {
    const root = mkdtempSync(join(tmpdir(), 'burstwise-lessons-'));
    try {
      const task = schoolOf({}, seed).task.forDemonstrations();
      const live = weightsAfter({});
      const byExpert = new DemonstrationPlayer(task, { seed });
      record(root, 'line/expert-v0', task, (index) => byExpert.play(index).episode);
      record(root, 'line/human-v0', task, (index) => playedByHand(task, index));
      for (const dataset of ['line/expert-v0', 'line/human-v0'])
        expect(weightsAfter({ dataset, datasetRoot: root })).toEqual(live);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  /** A person who does what the expert would. */
  function playedByHand(task: Task<Float64Array, Float64Array>, index: number) {
    const env = task.environment();
    const expert = task.expert(env);
    const episode = new ManualEpisode(env, expert, streamSeed(seed, 'demonstration', index));
    while (!episode.over) episode.act(expert.action(expert.subtask()));
    return episode.demonstration();
  }

  function record(
    root: string,
    id: string,
    task: Task<Float64Array, Float64Array>,
    play: (index: number) => ReturnType<DemonstrationPlayer<Float64Array, Float64Array>['play']>['episode'],
  ) {
    const { observationSpace, actionSpace } = task.environment();
    const description = {
      observationSpace,
      actionSpace,
      envSpec: null,
      authors: [],
      licence: null,
      description: null,
      own: { version: '1', env: 'line', options: {}, subtasks: [...task.subtasks.names], recording: {} },
    };
    const recording = new Recording(description, { root, id });
    for (let index = 0; index < demonstrations; index++) recording.append(play(index), index);
    recording.finish();
    recording.close();
  }
});
