import { expect, test } from 'vitest';
import { BurstWave } from '../../../agents/planning/burst-wave.ts';
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
