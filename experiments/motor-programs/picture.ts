/** Draws a word that bursts have written: `npm run figure:handwriting -- --word bursts --seed 1 --out pictures`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { handwritingAdapter } from '../../envs/handwriting/adapter.ts';
import { wholeNumber } from '../../src/cli/settings.ts';
import { parseConfig } from '../../src/config/config.ts';
import { loadConfigFile } from '../../src/config/config-file.ts';
import { BurstwiseError } from '../../src/errors.ts';
import { svgToPng } from '../../src/figures/svg-to-image.ts';
import { drawWord } from './word-picture.ts';
import { pageFor, writeWord } from './write-word.ts';

const { word, config, seed, out } = new Command('figure:handwriting')
  .description('learns to write and draws a word as SVG, PNG and animated SVG')
  .option('--word <word>', 'letters from a to z, or those of --config', 'bursts')
  .option('--config <file>', 'settings of the training, e.g. with letters of your own')
  .option('--seed <n>', 'seed of the training', wholeNumber, 1)
  .option('--out <folder>', 'where the pictures go', '.')
  .parse()
  .opts<{ word: string; config?: string; seed: number; out: string }>();

try {
  drawWritten();
} catch (error) {
  if (!(error instanceof BurstwiseError)) throw error;
  process.stderr.write(`figure:handwriting: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

function drawWritten(): void {
  const trainable = imitationTrainable(handwritingAdapter);
  const settings = { ...(config === undefined ? {} : loadConfigFile(config)), seed };
  const session = trainable.begin(parseConfig(trainable.schema, settings, config ?? 'figure:handwriting'));
  // Letters that there are none of are refused before the training.
  pageFor(word, session.task);
  while (session.completed < session.total) session.advance();
  const written = writeWord(session, word);
  mkdirSync(out, { recursive: true });
  const still = drawWord(written, { animated: false });
  const files = {
    'word.svg': still,
    'word.png': svgToPng(still, { width: 1920 }),
    'word-animated.svg': drawWord(written, { animated: true }),
  };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(out, name), content);
    process.stdout.write(`${join(out, name)}\n`);
  }
}
