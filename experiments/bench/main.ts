import { writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { Command } from 'commander';
import { findPython } from 'gymnasium-js/python';
import { formatTable } from '../../src/cli/output.ts';
import { positiveNumber } from '../../src/cli/settings.ts';
import { createProgress } from '../../src/run/progress.ts';
import { measureEnvironments } from './environments.ts';
import { ImplementationProcess } from './implementation-process.ts';
import { measureMemory, memoryTable } from './memory.ts';
import { type Implementation, measureSpeed, type SpeedRow } from './speed.ts';
import { speedTable } from './speed-table.ts';
import { workloads } from './workloads.ts';

/** How fast the kernels are beside each other and beside dense NumPy, and how much memory they take; then environments. */
const options = new Command()
  .description(
    'speed and memory of the kernels beside dense NumPy, and of environments beside Python, in one run',
  )
  .option('--rounds <n>', 'how often everything is measured', positiveNumber, 9)
  .option('--seconds <n>', 'how long each measurement of a kernel takes, at least', Number, 0.25)
  .option('--only <text>', 'only workloads whose name contains this')
  .option('--quick', 'a few workloads, a few rounds')
  .option('--json <file>', 'write the results here as well')
  .parse()
  .opts<{ rounds: number; seconds: number; only?: string; quick?: boolean; json?: string }>();

const interpreter = findPython();
const numpy = await ImplementationProcess.numpy(interpreter);
const implementations = new Map<Implementation, ImplementationProcess>();
for (const kernel of ['simd', 'event64', 'dense64'] as const)
  implementations.set(kernel, ImplementationProcess.kernel(kernel));
if (numpy) implementations.set('numpy', numpy.implementation);
const machine = {
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${arch()}`,
  node: process.version,
  ...numpy?.versions,
};
const python = numpy
  ? `Python ${machine.python}, NumPy ${machine.numpy}`
  : 'no Python with NumPy: no comparison with it';
process.stdout.write(
  `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}, ${python}\n`,
);

const { only = '', quick = false } = options;
const large = /N = (250|1000|2000|4000)/;
const chosen = workloads.filter(({ name }) => name.includes(only) && !(quick && large.test(name)));
const measuring = quick ? { rounds: 3, seconds: 0.05 } : options;
const progress = createProgress();
progress.start(chosen.length, 'speed');
const speed: SpeedRow[] = [];
for (const [k, workload] of chosen.entries()) {
  speed.push(...(await measureSpeed(workload, implementations, measuring)));
  progress.update(k + 1);
}
progress.stop();
for (const implementation of implementations.values()) implementation.stop();
process.stdout.write(`${formatTable(speedTable(speed, numpy !== null))}\n`);

const everything = only === '';
const memory = everything ? await measureMemory(numpy ? interpreter : null) : [];
if (everything) process.stdout.write(`\n${formatTable(memoryTable(memory))}\n`);
const environments = everything
  ? measureEnvironments(quick ? { rounds: 3, seconds: 0.1 } : { rounds: options.rounds, seconds: 0.5 })
  : [];

if (options.json) {
  writeFileSync(options.json, `${JSON.stringify({ machine, speed, memory, environments }, null, 2)}\n`);
}
