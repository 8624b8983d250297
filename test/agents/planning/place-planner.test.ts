import { describe, expect, test } from 'vitest';
import { Manager } from '../../../agents/hierarchy/manager.ts';
import { Learner } from '../../../agents/learner.ts';
import { placeGraph } from '../../../agents/planning/place-graph.ts';
import { PlacePlanner } from '../../../agents/planning/place-planner.ts';
import { imitationTrainable } from '../../../agents/trainable/trainable.ts';
import { roomsMazeAdapter } from '../../../envs/gridworld/rooms-maze/index.ts';
import { parseConfig } from '../../../src/config/config.ts';
import type { PlaceStructure } from '../../../src/task/environment-adapter.ts';
import { FakeLearner, FakeModel } from '../fakes.ts';
import { lineAdapter } from '../line-task.ts';

/** Three places in a row; subtasks: 0 to the left, 1 to the right, 2 stay. The goal is place 2; the door 1–2 may be shut. */
type Seen = { readonly at: number; readonly shut?: boolean };
const map: NonNullable<PlaceStructure<Seen>['map']> = {
  places: 3,
  neighbour: (place, subtask) => {
    const next = place + [-1, 1, 0][subtask]!;
    return next < 0 || next > 2 ? null : next;
  },
  open: ({ shut = false }, place, subtask) => !shut || place + (subtask === 1 ? 0 : -1) !== 1,
  goal: () => 2,
};
const row: PlaceStructure<Seen> = {
  place: ({ at }) => at,
  destination: ({ at }, subtask) => map.neighbour(at, subtask),
  map,
};
const graph = placeGraph(3, 3, (place, way) => map.neighbour(place, way));

function plannerOf() {
  const model = new FakeModel(3);
  Object.assign(model, { units: { inputs: graph.exits.length + 3, contexts: 3, outputs: 3 } });
  const planner = new PlacePlanner(new Learner('planner', model), graph, row, map);
  planner.reset();
  return { model, planner };
}

describe('a planner of places', () => {
  test('shows its model which exits are open, where the agent is, and the goal', () => {
    const { model, planner } = plannerOf();
    planner.perceive({ at: 1 }, 20);
    planner.perceive({ at: 1, shut: true }, 20);
    // Exits: 0 right, 0 stay, 1 left, 1 right, 1 stay, 2 left, 2 stay.
    expect(model.shown.map(({ input, context }) => ({ input, context }))).toEqual([
      { input: [1, 1, 1, 1, 1, 1, 1, 0, 1, 0], context: [0, 0, 1] },
      { input: [1, 1, 1, 0, 1, 0, 1, 0, 1, 0], context: [0, 0, 1] },
    ]);
  });

  test('learns in lessons that one can stay, and the ways that were taken', () => {
    const { model, planner } = plannerOf();
    planner.perceive({ at: 0 }, 20);
    planner.learn();
    planner.learn();
    expect(model.learned).toEqual([[0, 0, 1]]);
    planner.perceive({ at: 1 }, 20);
    expect(model.learned).toEqual([
      [0, 0, 1],
      [0, 1, 0],
    ]);
    planner.perceive({ at: 0 }, 20);
    planner.reset();
    planner.perceive({ at: 2 }, 20);
    expect(model.learned).toHaveLength(2);
  });

  test('takes the place where an episode begins for no way from where the last one ended, nor does its manager', () => {
    const { model, planner } = plannerOf();
    const encoder = { size: 1, labels: ['x'], encode: () => {} };
    const manager = new Manager(new FakeLearner('manager', 3), encoder, 'none', 3, undefined, planner);
    for (const reset of [() => planner.reset(), () => manager.reset()]) {
      reset();
      manager.choose({ at: 0 }, 20);
      manager.learn(1);
      const learned = model.learned.length;
      reset();
      manager.choose({ at: 1 }, 20);
      expect(model.learned).toHaveLength(learned);
    }
  });
});

describe('agents with a planner', () => {
  const task = imitationTrainable(roomsMazeAdapter);
  const network = { neurons: 60, excitatory: 60 };
  const config = (couplings: string) =>
    parseConfig(
      task.schema,
      {
        options: { env: { rooms: 3 }, encoding: { guide: 'none' } },
        agent: { manager: { network, planner: { kind: 'burst-wave', couplings } }, workers: { network } },
        imitation: { demonstrations: 8, rounds: 1, episodesPerRound: 2 },
      },
      'test',
    );

  test('learn couplings, and act alike when restored from a checkpoint', () => {
    const session = task.begin(config('learned'));
    while (session.completed < session.total) session.advance();
    const planner = session.agent.learners.find(({ name }) => name === 'planner')!;
    const [couplings] = planner.model.arrays().learned;
    expect(couplings!.data.some((weight) => weight > 10)).toBe(true);
    expect(session.steps['planner']).toBeGreaterThan(0);
    const restored = task.begin(config('learned'));
    restored.restore(session.checkpoint());
    const request = { layout: 'random', episodes: 4, seed: 5 };
    expect(restored.play(request)).toEqual(session.play(request));
  });

  test('may have wired couplings, which are fixed', () => {
    const { agent } = task.begin(config('wired'));
    const { fixed, learned } = agent.learners[1]!.model.arrays();
    expect(fixed.map(({ name }) => name)).toEqual(['armFactors', 'couplings']);
    expect(learned).toEqual([]);
  });

  test('need a map of places', () => {
    const line = imitationTrainable(lineAdapter);
    const given = { agent: { manager: { planner: { kind: 'burst-wave' } } } };
    expect(() => line.begin(parseConfig(line.schema, given, 'test'))).toThrow(
      /agent\.manager\.planner: expected no planner: line has no map of places/,
    );
  });
});
