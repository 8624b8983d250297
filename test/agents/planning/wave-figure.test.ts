import { expect, test } from 'vitest';
import { BurstWave } from '../../../agents/planning/burst-wave.ts';
import { animateWave } from '../../../agents/planning/wave-animation.ts';
import { drawWave } from '../../../agents/planning/wave-figure.ts';
import { WIRED, waveParameters } from '../../../agents/planning/wave-parameters.ts';
import { generatorOf, gridGraph } from '../../../experiments/planner/riddles.ts';

test('a picture of a wave shows more places that have burst the later its frame is', () => {
  const wave = new BurstWave(gridGraph(3), waveParameters, generatorOf(1));
  wave.couplings.wire(WIRED);
  const question = { here: 8, goal: 0, open: () => true };
  const times = [10, 25, 32];
  const svg = drawWave(wave, question, { position: (place) => [place % 3, Math.floor(place / 3)], times });
  const frames = svg.split(' ms</text>').slice(1);
  const bursting = frames.map((frame) => [...frame.matchAll(/fill-opacity="(?!0")/g)].length);
  expect(frames).toHaveLength(3);
  expect(bursting[0]).toBe(0);
  expect(bursting[1]).toBeGreaterThan(0);
  expect(bursting[2]).toBeGreaterThan(bursting[1]!);
  expect(wave.watch).toBeNull();
});

test('an animated picture darkens places in the order in which the wave reaches them, and then shows its answer', () => {
  const wave = new BurstWave(gridGraph(3), waveParameters, generatorOf(1));
  wave.couplings.wire(WIRED);
  const row = new Set([0, 1, 2]);
  const open = (exit: number) => {
    const { from, to } = wave.groups.graph.exits[exit]!;
    return row.has(from) && row.has(to);
  };
  const position = (place: number) => [place % 3, Math.floor(place / 3)] as const;
  const svg = animateWave(wave, { here: 0, goal: 2, open }, position);
  const changes = [
    ...svg.matchAll(/<animate attributeName="(.*?)-opacity" .*?values="(.*?)" keyTimes="(.*?)"/g),
  ];
  const firsts = changes.map(([, kind, values, times]) => {
    const first = values!.split(';').findIndex((value) => value !== '0');
    return { kind, time: first < 0 ? null : Number(times!.split(';')[first]) };
  });
  const [agent, between, goal, ...others] = firsts.slice(0, 9).map(({ time }) => time);
  expect(goal).toBeLessThan(between!);
  expect(between).toBeLessThan(agent!);
  expect(others).toEqual([null, null, null, null, null, null]);
  expect(firsts[9]!.kind).toBe('stroke');
  expect(firsts[9]!.time).toBeGreaterThan(agent!);
  const nowhere = animateWave(wave, { here: 8, goal: 2, open }, position);
  expect(nowhere).not.toContain('stroke-opacity');
});
