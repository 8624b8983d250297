import { describe, expect, test } from 'vitest';
import { BurstWave } from '../../../agents/planning/burst-wave.ts';
import { Imprinter } from '../../../agents/planning/imprint.ts';
import {
  LEARNED_GAIN,
  type WaveParameters,
  WIRED,
  waveParameters,
} from '../../../agents/planning/wave-parameters.ts';
import { generatorOf, gridGraph, randomRiddle } from '../../../experiments/planner/riddles.ts';

const graph = gridGraph(4);

function wiredWave(changes: Partial<WaveParameters> = {}): BurstWave {
  const wave = new BurstWave(graph, { ...waveParameters, ...changes }, generatorOf(1));
  wave.couplings.wire(WIRED);
  return wave;
}

/** Share of mazes in which the wave takes a way that breadth-first search takes, too. */
function accuracy(wave: BurstWave, mazes: number, more: (maze: number) => number = () => 0): number {
  let right = 0;
  for (let maze = 0; maze < mazes; maze++) {
    const riddle = randomRiddle(wave.groups.graph, generatorOf(2, maze), { more: more(maze) });
    if (riddle.best.includes(wave.plan(riddle).way)) right++;
  }
  return right / mazes;
}

describe('a wave of bursts', () => {
  test('takes the ways of breadth-first search in mazes with few and many doors', () => {
    expect(accuracy(wiredWave(), 300, (maze) => maze % 12)).toBeGreaterThanOrEqual(0.999);
  });

  test('plans in larger mazes', () => {
    const wave = new BurstWave(gridGraph(8), waveParameters, generatorOf(1));
    wave.couplings.wire(WIRED);
    expect(accuracy(wave, 10)).toBe(1);
  });

  test('gives the same traces again, and takes longer from farther away', () => {
    const wave = wiredWave();
    const everywhere = (here: number) => ({ here, goal: 0, open: () => true });
    const [near, far] = [wave.plan(everywhere(1)), wave.plan(everywhere(15))];
    expect(wave.plan(everywhere(1))).toEqual(near);
    expect(near.way).toBe(2);
    expect(far.durationMs).toBeGreaterThan(near.durationMs);
  });

  test('is over when half of the neurons of an answer burst', () => {
    const wave = wiredWave();
    const { couplings, groups } = wave;
    const { members } = waveParameters;
    const exit = groups.exitTo(1, 0);
    const question = { here: 1, goal: 0, open: (door: number) => door === exit };
    const { durationMs } = wave.plan(question);
    // Neurons of the answer that get nothing from their door.
    const toAnswer = groups.along(exit)[2]!;
    const block = new Float64Array(members ** 2);
    const planWithout = (silent: number) => {
      couplings.read(block, toAnswer);
      block.forEach((_, k) => {
        if (k % members < silent) block[k] = 0;
      });
      couplings.write(block, toAnswer);
      return wave.plan(question).durationMs;
    };
    expect(planWithout(2)).toBeLessThanOrEqual(durationMs + 2);
    // Then it is over when the wave has come to the agent's own place, which answers, too.
    expect(planWithout(3)).toBeGreaterThan(durationMs + 2);
  });

  test('answers by the mean of the burst traces of a group', () => {
    const wave = wiredWave();
    const { way, traces } = wave.plan({ here: 1, goal: 0, open: () => true });
    const exit = wave.groups.exitsOf[1]!.find((each) => graph.exits[each]!.way === way)!;
    const { members } = waveParameters;
    const first = wave.groups.answers[exit]! * members;
    const group = [...wave.population.feature.subarray(first, first + members)];
    expect(traces[way]).toBeCloseTo(group.reduce((sum, trace) => sum + trace, 0) / members, 12);
  });

  test('answers at every place as it does where it is asked', () => {
    const wave = wiredWave();
    const { open } = randomRiddle(graph, generatorOf(3), { here: 0, goal: 15, more: 6 });
    const { traces } = wave.planEverywhere({ goals: [15], open });
    for (let here = 0; here < graph.places; here++)
      expect([...traces.subarray(here * graph.ways, (here + 1) * graph.ways)]).toEqual([
        ...wave.plan({ here, goal: 15, open }).traces,
      ]);
  });

  test('of several goals leads to the nearest', () => {
    const { traces } = wiredWave().planEverywhere({ goals: [0, 3], open: () => true });
    // A row of four places with a goal at either end: the inner ones lead outwards (2 west, 3 east).
    expect(traces[1 * graph.ways + 2]).toBeGreaterThan(0);
    expect(traces[1 * graph.ways + 3]).toBe(0);
    expect(traces[2 * graph.ways + 3]).toBeGreaterThan(0);
    expect(traces[2 * graph.ways + 2]).toBe(0);
  });

  test('does not pass closed doors, says so, and soon', () => {
    const closed = { here: 0, goal: 5, open: () => false };
    const nowhere = { way: -1, traces: new Float64Array(5) };
    const { durationMs, ...answer } = wiredWave().plan(closed);
    expect(answer).toEqual(nowhere);
    expect(durationMs).toBeLessThan(100);
    expect(wiredWave({ longest: 40 }).plan(closed)).toEqual({ ...nowhere, durationMs: 40 });
  });

  test('needs burst spikes and its couplings, and bears noise', () => {
    const { neuron } = waveParameters;
    expect(accuracy(wiredWave({ neuron: { ...neuron, transmission: 'spikes' } }), 50)).toBeLessThan(0.7);
    const shuffled = wiredWave({ longest: 200 });
    shuffled.couplings.shuffle(generatorOf(3));
    expect(accuracy(shuffled, 50)).toBeLessThan(0.6);
    expect(
      accuracy(wiredWave({ noise: { ...waveParameters.noise, soma: 50, distal: 5 } }), 50),
    ).toBeGreaterThan(0.95);
  });

  test('bears damage and every noise at once, if little', () => {
    const noise = { soma: 20, distal: 2, proximal: 2, failure: 0.1 };
    const damaged = wiredWave({ members: 8, arm: 50, noise });
    damaged.couplings.wire(WIRED / 2);
    damaged.couplings.scatter(0.5, generatorOf(4));
    damaged.couplings.kill(0.05, generatorOf(5));
    expect(accuracy(damaged, 20)).toBeGreaterThan(0.9);
    damaged.couplings.kill(1, generatorOf(5));
    expect(damaged.plan({ here: 0, goal: 1, open: () => true }).way).toBe(-1);
  });

  test('has neurons that neither send nor receive when they are dead', () => {
    const { couplings } = wiredWave();
    couplings.kill(0.3, generatorOf(6));
    const { starts, targets, values } = couplings.synapses;
    const neurons = Array.from({ length: starts.length - 1 }, (_, j) => j);
    const silent = neurons.filter(
      (j) => starts[j + 1]! > starts[j]! && values.subarray(starts[j], starts[j + 1]).every((w) => w === 0),
    );
    expect(silent.length).toBeGreaterThan(50);
    const received = silent.flatMap((j) => [...values].filter((_, s) => targets[s] === j));
    expect(received.length).toBeGreaterThan(0);
    expect(new Set(received)).toEqual(new Set([0]));
  });

  test('can be watched in every step', () => {
    const wave = wiredWave();
    const times: number[] = [];
    wave.watch = (timeMs) => times.push(timeMs);
    const { durationMs } = wave.plan({ here: 0, goal: 1, open: () => true });
    expect(times).toEqual(Array.from({ length: durationMs }, (_, k) => k));
  });
});

describe('groups', () => {
  test('have names, and are coupled from a place through its door to the place before it and to the answer', () => {
    const { groups } = wiredWave();
    const exit = groups.exitTo(0, 1);
    const names = groups.along(exit).map((coupling) => {
      const { from, to } = groups.couplings[coupling]!;
      return `${groups.name(from)} → ${groups.name(to)}`;
    });
    expect(names).toEqual(['P 1 → E 0.3', 'E 0.3 → P 0', 'E 0.3 → Q 0.3']);
    expect(groups.exitTo(0, 5)).toBe(-1);
  });
});

describe('imprinting', () => {
  const learned = (order: readonly number[]) => {
    const wave = new BurstWave(
      graph,
      { ...waveParameters, gain: LEARNED_GAIN, longest: 200 },
      generatorOf(1),
    );
    const imprinter = new Imprinter(wave);
    for (const exit of order) imprinter.learn(exit);
    return wave;
  };
  const everyExit = Array.from(graph.exits.keys());

  test('lets a wave plan through the transitions that were shown', () => {
    expect(accuracy(learned([...everyExit, ...everyExit]), 100)).toBe(1);
  });

  test('teaches nothing about transitions that were not shown', () => {
    const wave = learned([wiredWave().groups.exitTo(0, 1)]);
    expect(wave.plan({ here: 0, goal: 1, open: () => true }).way).toBe(3);
    expect(wave.plan({ here: 1, goal: 0, open: () => true }).way).toBe(2);
    expect(wave.plan({ here: 5, goal: 1, open: () => true }).way).toBe(-1);
  });

  test('changes the couplings of the transition alone', () => {
    const wave = learned([]);
    const exit = wave.groups.exitTo(0, 1);
    new Imprinter(wave).learn(exit);
    const touched = new Set([...wave.groups.along(exit), ...wave.groups.along(wave.groups.exitTo(1, 0))]);
    const block = new Float64Array(waveParameters.members ** 2);
    const changed = wave.couplings.list.flatMap((_, coupling) => {
      wave.couplings.read(block, coupling);
      return block.some((weight) => weight !== 0) ? [coupling] : [];
    });
    expect(changed).toEqual([...touched].sort((a, b) => a - b));
  });
});
