import { writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { Command } from 'commander';
import { findPython, PythonBridgeError } from 'gymnasium-js/python';
import { formatTable } from '../../src/cli/output.ts';
import { positiveNumber } from '../../src/cli/settings.ts';
import { createProgress } from '../../src/run/progress.ts';
import { benchGridworld } from './gridworld.ts';
import { type BenchResult, benchGymnasium } from './gymnasium.ts';
import { NumpyProcess } from './numpy-process.ts';
import { implementations, measureSpeed, type SpeedRow, type Spread } from './speed.ts';
import { workloads } from './workloads.ts';

/** How fast the kernels are beside each other and beside dense NumPy, and how much memory they take. */
const options = new Command()
  .description('speed of the kernels beside dense NumPy, in one run')
  .option('--rounds <n>', 'how often everything is measured', positiveNumber, 9)
  .option('--seconds <n>', 'how long each measurement takes, at least', Number, 0.25)
  .option('--only <text>', 'workloads whose name contains this')
  .option('--quick', 'a few workloads, a few rounds')
  .option('--json <file>', 'write the results here as well')
  .parse()
  .opts<{ rounds: number; seconds: number; only?: string; quick?: boolean; json?: string }>();

const numpy = await NumpyProcess.start(findPython());
const machine = {
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${arch()}`,
  node: process.version,
  ...numpy?.versions,
};
process.stdout.write(`${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}`);
process.stdout.write(numpy ? `, Python ${machine.python}, NumPy ${machine.numpy}\n` : '\n');
if (!numpy)
  process.stdout.write(
    'No Python with NumPy here: no comparison with it (see experiments/bench/README.md).\n',
  );

const chosen = workloads.filter(
  ({ name }) =>
    name.includes(options.only ?? '') && !(options.quick && /N = (250|1000|2000|4000)/.test(name)),
);
const measuring = options.quick ? { rounds: 3, seconds: 0.05 } : options;
const progress = createProgress();
progress.start(chosen.length, 'speed');
const speed: SpeedRow[] = [];
for (const [k, workload] of chosen.entries()) {
  speed.push(...(await measureSpeed(workload, { ...measuring, numpy })));
  progress.update(k + 1);
}
progress.stop();
numpy?.stop();

const times = ({ median, low, high }: Spread) => `${digits(median)} [${digits(low)}, ${digits(high)}]`;
const digits = (value: number) => value.toPrecision(value >= 1000 ? 4 : 3).replace(/e\+3$/, '000');
process.stdout.write(
  `${formatTable({
    head: [
      'workload',
      'phase',
      ...implementations.map((name) => `${name}, µs`),
      ...(numpy ? ['simd ×', 'event64 ×', 'dense64 ×', 'goals'] : []),
    ],
    rows: speed.map(({ workload, phase, microseconds, speedUp, goals }) => [
      workload,
      phase,
      ...implementations.map((name) => (microseconds[name] ? digits(microseconds[name].median) : '–')),
      ...(numpy
        ? [
            times(speedUp.simd!),
            times(speedUp.event64!),
            times(speedUp.dense64!),
            Object.entries(goals)
              .map(([name, goal]) => `${name} ${goal}`)
              .join(', '),
          ]
        : []),
    ]),
  })}\n`,
);
const environments = options.only === undefined ? measureEnvironments() : [];
if (options.json)
  writeFileSync(options.json, `${JSON.stringify({ machine, speed, environments }, null, 2)}\n`);

/** Steps per second of environments beside Python's; what Python lacks is left out with a line. */
function measureEnvironments() {
  const settings = options.quick ? { rounds: 3, seconds: 0.1 } : { rounds: options.rounds, seconds: 0.5 };
  return [
    { name: 'Env + OrderEnforcing + TimeLimit, and the bridge to Python', measure: benchGymnasium },
    { name: 'gridworlds beside Python’s minigrid', measure: benchGridworld },
  ].flatMap(({ name, measure }) => {
    try {
      const result = measure(settings);
      process.stdout.write(`\n${name}\n${environmentTable(result)}\n`);
      return [{ name, ...result }];
    } catch (error) {
      if (!(error instanceof PythonBridgeError)) throw error;
      process.stdout.write(
        `\n${name}: left out, for Python lacks something: ${error.message.split('\n')[0]}\n`,
      );
      return [];
    }
  });
}

function environmentTable({ rows, ratios }: BenchResult): string {
  return formatTable({
    head: ['', 'median [least, most]', 'goal'],
    rows: [
      ...rows.map((row) => [
        row.name,
        `${times({ median: row.value, low: row.low, high: row.high })} ${row.unit}`,
        '',
      ]),
      ...ratios.map(({ name, value, goal }) => [name, digits(value), `${goal}`]),
    ],
  });
}
