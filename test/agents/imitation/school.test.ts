import { describe, expect, test } from 'vitest';
import { createAgent } from '../../../agents/hierarchy/create-agent.ts';
import type { HierarchicalAgent } from '../../../agents/hierarchy/hierarchical-agent.ts';
import { episodesOf, ImitationSchool, planEpisode } from '../../../agents/imitation/school.ts';
import { ShuffledExpert } from '../../../agents/imitation/shuffled-expert.ts';
import { UsageError } from '../../../src/errors.ts';
import { streamGenerator } from '../../../src/numeric/seeds.ts';
import { lineConfig, networkOf } from '../line-agent.ts';
import { lineAdapter } from '../line-task.ts';

type Changes = Parameters<typeof lineConfig>[0];

/** A school on the line, with a protocol of what the agent carried out and what its networks were taught. */
function schoolOf(changes: Changes = {}, seed = 1) {
  const { agent: settings, imitation, options } = lineConfig(changes);
  const agent = createAgent(lineAdapter, options, settings, seed, 'event64');
  const school = new ImitationSchool(lineAdapter, options, agent, imitation, seed);
  return { agent, school, protocol: protocolOf(agent) };
}

interface ProtocolStep {
  readonly position: number;
  readonly subtask: number;
  readonly taught?: number | undefined;
  label?: { choice: number[]; action: number[] };
}

function protocolOf(agent: HierarchicalAgent<Float64Array, Float64Array>): ProtocolStep[] {
  const protocol: ProtocolStep[] = [];
  const [manager, worker] = agent.learners as [(typeof agent.learners)[0], (typeof agent.learners)[0]];
  const { workers } = agent;
  const act = workers.act.bind(workers);
  workers.act = (observation, subtask, durationMs, taught) => {
    protocol.push({ position: observation[0]!, subtask, taught: taught?.[0] });
    return act(observation, subtask, durationMs, taught);
  };
  const learn = worker.learn.bind(worker);
  worker.learn = () => {
    protocol.at(-1)!.label = { choice: [...manager.target], action: [...worker.target] };
    learn();
  };
  return protocol;
}

describe('the plan of training', () => {
  const config = lineConfig({
    imitation: { demonstrations: 2, passes: 2, rounds: 3, episodesPerRound: 2 },
  }).imitation;

  test('shows every demonstration in every pass, then practises in rounds', () => {
    expect(episodesOf(config)).toBe(10);
    const plan = Array.from({ length: 10 }, (_, index) => planEpisode(config, index));
    expect(plan.slice(0, 4)).toEqual([
      { phase: 'demonstration', pass: 0, episode: 0, last: false },
      { phase: 'demonstration', pass: 0, episode: 1, last: false },
      { phase: 'demonstration', pass: 1, episode: 0, last: false },
      { phase: 'demonstration', pass: 1, episode: 1, last: true },
    ]);
    expect(plan.slice(4)).toEqual(
      [
        ['expert', 0, 0],
        ['expert', 0, 1],
        ['network', 1, 0],
        ['network', 1, 1],
        ['expert', 2, 0],
        ['expert', 2, 1],
      ].map(([manager, round, episode]) => ({
        phase: 'practice',
        round,
        episode,
        manager,
        last: episode === 1,
      })),
    );
  });

  test('may do without demonstrations, or without rounds', () => {
    const practiceOnly = { ...config, demonstrations: 0 };
    expect(episodesOf(practiceOnly)).toBe(6);
    expect(planEpisode(practiceOnly, 0)).toMatchObject({ phase: 'practice', round: 0, episode: 0 });
    expect(episodesOf({ ...config, rounds: 0 })).toBe(4);
  });
});

describe('demonstrations', () => {
  test('the expert acts; agent and networks see its subtask, and learn its action every label interval', () => {
    const { school, protocol } = schoolOf();
    const { steps, labels, achieved } = school.runEpisode(0);
    expect(achieved).toEqual([true, true]);
    expect(protocol).toHaveLength(steps);
    // 15 ms of 5 ms steps
    expect(labels).toBe(Math.ceil(steps / 3));
    for (const [k, { position, subtask, label, taught }] of protocol.entries()) {
      const next = protocol[k + 1];
      if (next !== undefined) expect(next.position - position).toBeCloseTo(subtask === 0 ? -0.08 : 0.08, 12);
      expect(label !== undefined).toBe(k % 3 === 0);
      if (label)
        expect(label).toEqual({
          choice: subtask === 0 ? [1, 0] : [0, 1],
          action: [subtask === 0 ? -0.8 : 0.8],
        });
      expect(taught).toBeUndefined();
    }
    expect(protocol.findIndex(({ subtask }) => subtask === 1)).toBe(
      protocol.findIndex(({ position }) => position <= -1),
    );
  });

  test('shown again they are the same, and cost no labels', () => {
    const { school, protocol } = schoolOf({ imitation: { demonstrations: 2, passes: 2 } });
    const reports = [0, 1, 2, 3].map((index) => school.runEpisode(index));
    expect(reports[2]!.steps).toBe(reports[0]!.steps);
    expect(reports[0]!.steps).not.toBe(reports[1]!.steps);
    expect(reports.map(({ labels }) => labels > 0)).toEqual([true, true, false, false]);
    const half = protocol.length / 2;
    expect(protocol.slice(half)).toEqual(protocol.slice(0, half));
  });

  test('teaching drives the distal compartments, and plastic recurrence learns from it', () => {
    const learning = networkOf({ teachingSigma: 100, plasticity: { learningRate: 1 } });
    const { school, agent, protocol } = schoolOf({
      manager: learning,
      workers: learning,
      imitation: { teaching: true },
    });
    const learned = () =>
      agent.learners.map(({ network }) =>
        Array.from(network.population.weights.proximal!).some((value) => value !== 0),
      );
    expect(learned()).toEqual([false, false]);
    school.runEpisode(0);
    expect(learned()).toEqual([true, true]);
    for (const { taught, subtask } of protocol) expect(taught).toBe(subtask === 0 ? -0.8 : 0.8);
  });

  test('readouts change when a phase ends, not before', () => {
    const { school, agent } = schoolOf();
    const weights = () => Array.from(agent.learners[1]!.network.readout.weights);
    const untrained = weights();
    for (let index = 0; index < 3; index++) school.runEpisode(index);
    expect(weights()).toEqual(untrained);
    school.runEpisode(3);
    expect(weights()).not.toEqual(untrained);
  });
});

describe('practice', () => {
  const rounds = {
    imitation: { demonstrations: 0, rounds: 2, episodesPerRound: 1, episodeDuration: '250 ms' },
  };

  test('the expert’s subtask is carried out in even rounds, the manager’s own in odd ones; labels are for that', () => {
    const { school, agent, protocol } = schoolOf(rounds);
    // An agent that walks left and back, whatever it sees, but always chooses the first subtask.
    let steps = 0;
    const act = agent.workers.act.bind(agent.workers);
    agent.workers.act = (...seen) => {
      act(...seen);
      return Float64Array.of(steps++ % 50 < 20 ? -1 : 1);
    };
    for (const learner of agent.learners) learner.network.readout.weights.fill(0);
    agent.apply = () => {};
    const [expert, network] = [0, 1].map((index) => {
      steps = 0;
      const from = protocol.length;
      const { plan, steps: taken, labels } = school.runEpisode(index);
      expect(taken).toBeLessThanOrEqual(50);
      expect(labels).toBe(Math.ceil(taken / 3));
      expect(plan).toMatchObject({ phase: 'practice', manager: ['expert', 'network'][index] });
      return protocol.slice(from);
    }) as [ProtocolStep[], ProtocolStep[]];
    expect(new Set(expert.map(({ subtask }) => subtask))).toEqual(new Set([0, 1]));
    expect(new Set(network.map(({ subtask }) => subtask))).toEqual(new Set([0]));
    const labelled = network.filter(({ label }) => label !== undefined);
    // The choice that would have been right, and the right action for the one that was made.
    expect(new Set(labelled.map(({ label }) => label!.choice.join()))).toEqual(new Set(['1,0', '0,1']));
    expect(new Set(labelled.map(({ label }) => label!.action.join()))).toEqual(new Set(['-0.8']));
  });

  test('an episode ends after its duration', () => {
    const { school, protocol } = schoolOf({ imitation: { ...rounds.imitation, episodeDuration: '40 ms' } });
    expect(school.runEpisode(0).steps).toBe(8);
    expect(protocol).toHaveLength(8);
  });
});

describe('layouts', () => {
  test('training takes place on the layout asked for', () => {
    const start = (layout?: string) => {
      const { school, protocol } = schoolOf({ imitation: { layout } });
      school.runEpisode(0);
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

describe('ShuffledExpert', () => {
  /** Says 0 1 2 in turn and acts by the name of what is to be done. */
  const expertOf = () => {
    let calls = 0;
    return { subtask: () => calls++ % 3, action: (subtask: number) => ['left', 'right', 'up'][subtask]! };
  };

  test('calls subtasks by other names, and does what the name means to it', () => {
    for (let seed = 0; seed < 20; seed++) {
      const shuffled = new ShuffledExpert(expertOf(), 3, streamGenerator(seed, 'shuffledSubtasks'));
      const names = [shuffled.subtask(), shuffled.subtask(), shuffled.subtask()];
      expect([...names].sort()).toEqual([0, 1, 2]);
      expect(names.map((name) => shuffled.action(name))).toEqual(['left', 'right', 'up']);
    }
  });

  test('deals the names out anew in every episode', () => {
    const { school, protocol } = schoolOf({ imitation: { demonstrations: 12, shuffleSubtasks: true } });
    const first = Array.from({ length: 12 }, (_, index) => {
      const from = protocol.length;
      school.runEpisode(index);
      const { subtask, label } = protocol[from]!;
      // The way to the left comes first, under whatever name.
      expect(label!.action).toEqual([-0.8]);
      expect(label!.choice).toEqual(subtask === 0 ? [1, 0] : [0, 1]);
      return subtask;
    });
    expect(first).toContain(0);
    expect(first).toContain(1);
  });
});
