import { writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import { findPython } from 'gymnasium-js/python';
import { version } from '../../src/process/program-info.ts';
import { createProgress } from '../../src/process/progress.ts';
import { measureEnvironments } from './environments.ts';
import { ImplementationProcess } from './implementation-process.ts';
import { markdownTable } from './markdown.ts';
import { measureMemory, memoryTable } from './memory.ts';
import { benchOptions } from './options.ts';
import { measurePeers, type PeerRow, peerTable, startPeers } from './peers.ts';
import { type Implementation, measureSpeed, type SpeedRow } from './speed.ts';
import { speedTable } from './speed-table.ts';

/** How fast the kernels are beside each other, dense NumPy and what a user would pick instead; memory; then environments. */
const { rounds, seconds, environmentSeconds, workloads, everything, quick, out, json } = benchOptions();
const startedAt = new Date().toISOString();

/** Tables are for people; with --json they get none. */
function print(text: string): void {
  if (!json) process.stdout.write(`${text}\n`);
}

const interpreter = findPython();
const started = await ImplementationProcess.numpy(interpreter);
const numpy = 'missing' in started ? null : started;
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
  ? `Python ${numpy.versions['python']}, NumPy ${numpy.versions['numpy']}`
  : 'no Python with NumPy: no comparison with it';
print(
  `Burstwise ${version()}, ${startedAt.slice(0, 10)}; ${machine.cpu}, ${machine.cores} cores, ${machine.system}, ` +
    `Node ${machine.node}, ${python}; medians of ${rounds} rounds of ${seconds} s\n`,
);

const progress = createProgress();
progress.start(workloads.length, 'speed');
const speed: SpeedRow[] = [];
for (const [k, workload] of workloads.entries()) {
  speed.push(...(await measureSpeed(workload, implementations, { rounds, seconds })));
  progress.update(k + 1);
}
progress.stop();
for (const implementation of implementations.values()) implementation.stop();
print(markdownTable(speedTable(speed, numpy !== null)));

const peers = await measureAllPeers();

const memory = everything ? await measureMemory(numpy ? interpreter : null) : [];
if (everything) print(`\n${markdownTable(memoryTable(memory))}`);
const environments = everything ? measureEnvironments({ rounds, seconds: environmentSeconds }, print) : [];

const settings = { rounds, seconds, quick, workloads: workloads.map(({ name }) => name) };
const record = { burstwise: version(), startedAt, settings, machine, speed, peers, memory, environments };
const text = `${JSON.stringify(record, null, 2)}\n`;
if (out !== undefined) writeFileSync(out, text);
if (json) process.stdout.write(text);

/** Workloads that have peers beside the peers that run here; a line says which do not. */
async function measureAllPeers() {
  const compared = workloads.filter(({ peers }) => peers);
  if (compared.length === 0) return null;
  const { running, versions, missing } = await startPeers(interpreter);
  const rows: PeerRow[] = [];
  if (running.size > 0) {
    progress.start(compared.length, 'peers');
    for (const [k, workload] of compared.entries()) {
      rows.push(...(await measurePeers(workload, running, { rounds, seconds })));
      progress.update(k + 1);
    }
    progress.stop();
    for (const process of running.values()) process.stop();
    const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
    print(`\nPeers (${used.join(', ')}):\n\n${markdownTable(peerTable(rows))}`);
  }
  if (missing.length > 0) print(`\nLeft out, because ${interpreter} cannot run them: ${missing.join('; ')}`);
  return { versions, rows, missing };
}
