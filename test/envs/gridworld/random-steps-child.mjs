/**
 * Takes random steps in environments, given as a JSON object of ids with numbers of steps; prints for each by how many
 * bytes the memory in use has grown between the first quarter and the end. Runs on the build, by itself, with --expose-gc.
 */
import { make } from 'gymnasium-js';
import '../../../dist/envs/index.js';

/** Bytes in use after the rubbish is gone; array buffers go while the second collection waits for the first. */
function inUse() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const grown = {};
for (const [id, steps] of Object.entries(JSON.parse(process.argv[2]))) {
  const env = make(id, {}, { disableEnvChecker: true });
  env.actionSpace.seed(1);
  env.reset({ seed: 1 });
  let early = 0;
  for (let step = 1; step <= steps; step++) {
    const [, , terminated, truncated] = env.step(env.actionSpace.sample());
    if (terminated || truncated) env.reset();
    if (step === steps / 4) early = inUse();
  }
  grown[id] = inUse() - early;
  env.close();
}
process.stdout.write(JSON.stringify(grown));
