/**
 * Workloads on the kernel that the argument names, for `ImplementationProcess`: reads one request a line from standard input,
 * as `workloads.py` does, and answers in the same way.
 */
import { createInterface } from 'node:readline';
import type { BurstNetwork } from '../../src/models/burst/network.ts';
import type { Kernel } from '../../src/models/burst/population.ts';
import { saveLearned } from './learned-weights.ts';
import { createRunner, type Runner } from './runners.ts';
import type { Workload } from './workloads.ts';

type Request =
  | { readonly memory: true }
  | {
      readonly workload: Workload;
      readonly training: boolean;
      readonly steps: number;
      readonly episodes: number;
      readonly record?: boolean;
      readonly save?: string;
    };

const kernel = process.argv[2] as Kernel;
let present = '';
let runner: Runner = () => {};
let networks: BurstNetwork[] = [];
for await (const line of createInterface(process.stdin)) {
  const answer = respond(JSON.parse(line) as Request);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function respond(request: Request): object {
  if ('memory' in request) return { mebibytes: process.resourceUsage().maxRSS / 1024 };
  const { workload, training, steps, episodes, record = false, save } = request;
  const wanted = JSON.stringify(workload);
  if (record || wanted !== present) {
    present = record ? '' : wanted;
    networks = [];
    runner = createRunner(workload, kernel, (network) => networks.push(network));
  }
  const spikes = record ? networks.map(countSpikes) : [];
  const start = process.cpuUsage();
  for (let k = 0; k < episodes; k++) runner(training, steps);
  const { user, system } = process.cpuUsage(start);
  if (save !== undefined) saveLearned(networks[0]!, save);
  return { seconds: (user + system) / 1e6, networks: spikes.map((counts) => ({ spikes: counts })) };
}

/** Counts the spikes of soma, distal and proximal compartments from now on. */
function countSpikes(network: BurstNetwork): number[] {
  const counts = [0, 0, 0];
  network.watch = () => {
    const { somaSpike, distalSpike, proximalSpike } = network.population.state;
    for (const [k, spikes] of [somaSpike, distalSpike, proximalSpike].entries()) {
      for (const spike of spikes) counts[k]! += spike;
    }
  };
  return counts;
}
