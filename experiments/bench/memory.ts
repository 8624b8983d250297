import type { Table } from '../../src/report/report.ts';
import { ImplementationProcess } from './implementation-process.ts';
import { type Workload, workloads } from './workloads.ts';

/** Memory of one implementation on one workload. */
export interface MemoryRow {
  /** Name of the workload. */
  readonly workload: string;
  /** Name of the implementation. */
  readonly implementation: string;
  /** Most memory of a process that trains one episode, MiB. */
  readonly peak: number;
  /** Part of it that the process takes before it has a network, MiB. */
  readonly idle: number;
}

/**
 * Memory of training store & recall, each measured in a process of its own.
 * @param interpreter of Python; null: without NumPy
 */
export async function measureMemory(interpreter: string | null): Promise<MemoryRow[]> {
  const rows: MemoryRow[] = [];
  for (const workload of workloads.filter(({ name }) => /store & recall, N = (500|4000)/.test(name))) {
    for (const kernel of ['simd', 'event64'] as const) {
      const process = ImplementationProcess.kernel(kernel);
      rows.push(await measure(workload, kernel, process, workload.steps));
    }
    const numpy = interpreter === null ? null : await ImplementationProcess.numpy(interpreter);
    if (numpy && 'implementation' in numpy)
      rows.push(await measure(workload, 'numpy', numpy.implementation, 20));
  }
  return rows;
}

async function measure(
  workload: Workload,
  implementation: string,
  process: ImplementationProcess,
  steps: number,
): Promise<MemoryRow> {
  const idle = await process.memory();
  await process.time(workload, true, steps, 1);
  const peak = await process.memory();
  process.stop();
  return { workload: workload.name, implementation, peak, idle };
}

/** Memory as a table, in mebibytes. */
export function memoryTable(rows: readonly MemoryRow[]): Table {
  return {
    head: ['workload', 'implementation', 'process, MiB', 'network, MiB'],
    rows: rows.map(({ workload, implementation, peak, idle }) => [
      workload,
      implementation,
      peak.toFixed(0),
      (peak - idle).toFixed(0),
    ]),
  };
}
