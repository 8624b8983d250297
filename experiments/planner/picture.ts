/** Draws a plan by a wave of bursts, animated: `npm run figure:wave -- --rooms 8 --seed 2 --out wave.svg`. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { BurstWave } from '../../agents/planning/burst-wave.ts';
import { animateWave } from '../../agents/planning/wave-animation.ts';
import { WIRED, waveParameters } from '../../agents/planning/wave-parameters.ts';
import { positiveNumber, wholeNumber } from '../../src/cli/settings.ts';
import { UsageError } from '../../src/errors.ts';
import { levelScene } from './level-scene.ts';
import { generatorOf, gridGraph, randomRiddle, type Scene } from './riddles.ts';

/** What the picture shows, and where it goes. */
interface PictureOptions {
  readonly rooms: number;
  readonly level?: string;
  readonly seed: number;
  readonly out: string;
}

const { rooms, level, seed, out } = new Command('figure:wave')
  .description(
    'draws the plan of a wave of bursts through a random maze, or a level, as an animated SVG document',
  )
  .option('--rooms <n>', 'rooms along a side', positiveNumber, 4)
  .option(
    '--level <id>',
    'a level of MiniGrid or BabyAI, from cell to cell, to a thing that its agents go to',
  )
  .option('--seed <n>', 'which maze', wholeNumber, 1)
  .option('--out <file>', 'where the picture goes', 'wave.svg')
  .parse()
  .opts<PictureOptions>();

try {
  const { graph, question, position } = level === undefined ? mazeScene() : levelScene(level, seed);
  const wave = new BurstWave(graph, waveParameters, generatorOf(seed, 0));
  wave.couplings.wire(WIRED);
  writeFileSync(out, animateWave(wave, question, position));
  process.stdout.write(`${out}\n`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`figure:wave: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

/** A random maze from corner to corner. */
function mazeScene(): Scene {
  const graph = gridGraph(rooms);
  const corner = { here: 0, goal: rooms * rooms - 1 };
  const { open } = randomRiddle(graph, generatorOf(seed, 1), { ...corner, more: rooms });
  return {
    graph,
    question: { ...corner, open },
    position: (room) => [room % rooms, Math.floor(room / rooms)],
  };
}
