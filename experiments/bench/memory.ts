import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Table } from '../../src/run/task.ts';
import { NumpyProcess } from './numpy-process.ts';
import { workloads } from './workloads.ts';

const probe = fileURLToPath(new URL('memory-probe.js', import.meta.url));

export interface MemoryRow {
  readonly workload: string;
  readonly implementation: string;
  /** The most that a process that trains one episode has had in use, MiB; and how much of it such a process takes anyway. */
  readonly peak: number;
  readonly idle: number;
}

/**
 * Memory of processes that train store & recall, each in one of its own.
 * @param interpreter of Python; null: without NumPy
 */
export async function measureMemory(interpreter: string | null): Promise<MemoryRow[]> {
  const idle = peakOf();
  const rows: MemoryRow[] = [];
  for (const workload of workloads.filter(({ name }) => /store & recall, N = (500|4000)/.test(name))) {
    for (const implementation of ['simd', 'event64']) {
      const peak = peakOf(workload.name, implementation);
      rows.push({ workload: workload.name, implementation, peak, idle });
    }
    const numpy = interpreter === null ? null : await NumpyProcess.start(interpreter);
    if (!numpy) continue;
    const numpyIdle = await numpy.memory();
    await numpy.time(workload, true, 20);
    const peak = await numpy.memory();
    rows.push({ workload: workload.name, implementation: 'numpy', peak, idle: numpyIdle });
    numpy.stop();
  }
  return rows;
}

function peakOf(...options: string[]): number {
  return Number(execFileSync(process.execPath, [probe, ...options], { encoding: 'utf8' }));
}

export function memoryTable(rows: readonly MemoryRow[]): Table {
  return {
    head: ['workload', 'implementation', 'process, MiB', 'of which for the network'],
    rows: rows.map(({ workload, implementation, peak, idle }) => [
      workload,
      implementation,
      peak.toFixed(0),
      (peak - idle).toFixed(0),
    ]),
  };
}
