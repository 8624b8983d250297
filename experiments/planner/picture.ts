/** Draws a plan by a wave of bursts, animated: `npm run figure:wave -- --rooms 8 --seed 2 --out wave.svg`. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { BurstWave } from '../../agents/planning/burst-wave.ts';
import { animateWave } from '../../agents/planning/wave-animation.ts';
import { WIRED, waveParameters } from '../../agents/planning/wave-parameters.ts';
import { positiveNumber, wholeNumber } from '../../src/cli/settings.ts';
import { generatorOf, gridGraph, randomRiddle } from './riddles.ts';

/** What the picture shows, and where it goes. */
interface PictureOptions {
  readonly rooms: number;
  readonly seed: number;
  readonly out: string;
}

const { rooms, seed, out } = new Command('figure:wave')
  .description('draws the plan of a wave of bursts through a random maze as an animated SVG document')
  .option('--rooms <n>', 'rooms along a side', positiveNumber, 4)
  .option('--seed <n>', 'which maze', wholeNumber, 1)
  .option('--out <file>', 'where the picture goes', 'wave.svg')
  .parse()
  .opts<PictureOptions>();

const wave = new BurstWave(gridGraph(rooms), waveParameters, generatorOf(seed, 0));
wave.couplings.wire(WIRED);
const corner = { here: 0, goal: rooms * rooms - 1 };
const { open } = randomRiddle(wave.groups.graph, generatorOf(seed, 1), { ...corner, more: rooms });
writeFileSync(
  out,
  animateWave(wave, { ...corner, open }, (room) => [room % rooms, Math.floor(room / rooms)]),
);
process.stdout.write(`${out}\n`);
