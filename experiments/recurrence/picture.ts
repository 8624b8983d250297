/** Draws how long a cue is held: `npm run figure:recurrence -- --from recurrence.json --out hold`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { learningCurve } from '../../src/figures/learning-curve.ts';
import { svgToPng } from '../../src/figures/svg-to-image.ts';
import type { Estimate } from '../../src/statistics/proportions.ts';
import { CONTEXTS, CUE } from './protocol.ts';

/** The part of the table's JSON that the figure shows. */
interface Measurements {
  readonly rows: readonly {
    readonly name: string;
    readonly curve: readonly { readonly delayMs: number; readonly accuracy: Estimate }[];
  }[];
}

const { from, out } = new Command('figure:recurrence')
  .description('draws what `npm run table:recurrence -- --json` has measured')
  .requiredOption('--from <file>', 'what the table printed')
  .option('--out <name>', 'name of the SVG and the PNG file, without the ending', 'hold')
  .parse()
  .opts<{ from: string; out: string }>();

const { rows } = JSON.parse(readFileSync(from, 'utf8')) as Measurements;
const svg = learningCurve({
  title: 'A cue is held by learned recurrence',
  subtitle: `which of ${CONTEXTS} contexts was shown for ${CUE} ms; noise on every soma and distal compartment; 95 % intervals over seeds`,
  xLabel: 'time since the cue, ms',
  yLabel: 'share of right answers',
  yDomain: [0, 1],
  series: rows.map(({ name, curve }) => ({
    name,
    points: curve.map(({ delayMs, accuracy: { value, low, high } }) => ({
      x: delayMs,
      value,
      low: Math.max(low, 0),
      high: Math.min(high, 1),
    })),
  })),
  references: [{ name: 'chance', value: 1 / CONTEXTS }],
});
writeFileSync(`${out}.svg`, svg);
writeFileSync(`${out}.png`, svgToPng(svg, { width: 1400 }));
process.stdout.write(`${out}.svg\n${out}.png\n`);
