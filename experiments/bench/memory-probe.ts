/**
 * Trains one episode of the workload and on the kernel that the arguments name, or nothing when there are none; prints the
 * most memory that this process has had in use, MiB.
 */
import type { Kernel } from '../../src/neuron/population.ts';
import { createRunner } from './runners.ts';
import { workloads } from './workloads.ts';

const [name, kernel] = process.argv.slice(2);
const workload = workloads.find((candidate) => candidate.name === name);
if (workload) createRunner(workload, kernel as Kernel)(true, workload.steps);
process.stdout.write(`${process.resourceUsage().maxRSS / 1024}\n`);
