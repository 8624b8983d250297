import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { positiveNumber } from '../../../src/cli/settings.ts';
import { version } from '../../../src/process/program-info.ts';
import { createProgress } from '../../../src/process/progress.ts';
import type { MeanSummary } from '../../../src/statistics/means.ts';
import { experimentCommand } from '../../harness/options.ts';
import { markdownTable } from '../markdown.ts';
import { digits } from '../speed-table.ts';
import { fitGrowth, type Growth, medians, type Round } from './fit.ts';
import { type Law, laws } from './laws.ts';
import { measureGrowth } from './measure.ts';
import { growthPicture } from './picture.ts';

/** How cost grows: a table with exponents beside what is expected, and with --out a picture of each. */
const command = experimentCommand(
  'bench:growth',
  'how cost grows with sizes, beside the order that is expected',
)
  .option('--rounds <n>', 'how often everything is measured; intervals need two', positiveNumber, 5)
  .option('--only <text>', 'only what has this in its name')
  .option('--quick', 'two short rounds')
  .option('--out <folder>', 'keep pictures and numbers here')
  .parse();
const given = command.opts<{ rounds: number; only?: string; quick?: boolean; out?: string }>();
const { only = '', out } = given;
const { rounds, seconds } = given.quick
  ? { rounds: 2, seconds: 0.01 }
  : { rounds: given.rounds, seconds: 0.1 };
const chosen = laws.filter(({ name }) => name.includes(only));
if (chosen.length === 0) {
  const names = laws.map(({ name }) => name).join(', ');
  command.error(`error: --only: expected a part of ${names}, received ${JSON.stringify(only)}`);
}

/** What was measured of a law. */
interface Row {
  readonly law: string;
  readonly sizes: readonly number[];
  readonly order: number;
  /** Seconds of processor time by round and size. */
  readonly rounds: readonly Round[];
  readonly growth: Growth;
}

const startedAt = new Date().toISOString();
const machine = `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
process.stdout.write(`Burstwise ${version()}, ${startedAt.slice(0, 10)}; ${machine}; ${rounds} rounds\n\n`);
if (out !== undefined) mkdirSync(out, { recursive: true });
const progress = createProgress();
progress.start(chosen.length, 'growth');
const rows: Row[] = [];
for (const [k, law] of chosen.entries()) {
  const measured = await measureGrowth(law, { rounds, seconds });
  const growth = fitGrowth(law.sizes, measured, law.order);
  rows.push({ law: law.name, sizes: law.sizes, order: law.order, rounds: measured, growth });
  if (out !== undefined) writeFileSync(join(out, `${law.name}.svg`), growthPicture(law, measured, growth));
  progress.update(k + 1);
}
progress.stop();
const head = [
  'what grows',
  'from – to',
  'what is measured',
  'ms',
  'exponent',
  'last step',
  'order',
  'exceeded',
];
process.stdout.write(`${markdownTable({ head, rows: chosen.map((law, k) => cells(law, rows[k]!)) })}\n`);
if (out !== undefined)
  writeFileSync(
    join(out, 'growth.json'),
    `${JSON.stringify({ burstwise: version(), startedAt, machine, rows }, null, 2)}\n`,
  );

function cells({ name, sizes, work, order }: Law, { rounds: measured, growth }: Row): string[] {
  const ends = (values: readonly (number | string)[]) => `${values[0]} – ${values.at(-1)}`;
  const interval = ({ value, low, high }: MeanSummary) =>
    `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
  const costs = medians(measured).map((cost) => digits(cost * 1000));
  const { exponent, last, exceeds } = growth;
  return [
    ...[name, ends(sizes), work, ends(costs), interval(exponent), interval(last)],
    ...[String(order), exceeds ? 'yes' : 'no'],
  ];
}
