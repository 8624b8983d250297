/**
 * Workloads on the kernel that the argument names, for `ImplementationProcess`: reads one request a line from standard input,
 * as `dense_numpy.py` does, and answers in the same way.
 */
import { createInterface } from 'node:readline';
import type { Kernel } from '../../src/models/burst/population.ts';
import { createRunner, type Runner } from './runners.ts';
import type { Workload } from './workloads.ts';

type Request =
  | { readonly memory: true }
  | {
      readonly workload: Workload;
      readonly training: boolean;
      readonly steps: number;
      readonly episodes: number;
    };

const kernel = process.argv[2] as Kernel;
let present = '';
let runner: Runner = () => {};
for await (const line of createInterface(process.stdin)) {
  const answer = respond(JSON.parse(line) as Request);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

function respond(request: Request): object {
  if ('memory' in request) return { mebibytes: process.resourceUsage().maxRSS / 1024 };
  const { workload, training, steps, episodes } = request;
  if (workload.name !== present) {
    present = workload.name;
    runner = createRunner(workload, kernel);
  }
  const start = process.cpuUsage();
  for (let k = 0; k < episodes; k++) runner(training, steps);
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6 };
}
