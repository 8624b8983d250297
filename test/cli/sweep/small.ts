import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt } from '../../../src/run/leases/attempts.ts';
import { openSweep } from '../../../src/run/sweep/sweep-folder.ts';

/** A sweep whose runs take some tenths of a second each, with several checkpoints on the way. */
export const small = {
  task: 'store-recall',
  settings: {
    network: { neurons: 20, excitatory: 16 },
    clockBins: 5,
    iterations: 100,
    duration: '100 ms',
  },
  lease: { beat: '200 ms', expires: '5 s' },
  measure: { report: 'error', goal: 'least' },
};

/** Writes the file of a sweep. @returns its path */
export function sweepFile(folder: string, value: Record<string, unknown>): string {
  const path = join(folder, 'sweep.yaml');
  writeFileSync(path, JSON.stringify({ ...small, ...value }));
  return path;
}

/** Checksums of what each run of a sweep learned and found, by its id. */
export function outcomes(sweep: string): Record<string, string> {
  const files = ['checkpoint.safetensors', 'metrics.jsonl', 'report.json', 'sweep-result.json'];
  return Object.fromEntries(
    readdirSync(join(sweep, 'runs')).map((id) => {
      const hash = createHash('sha256');
      for (const file of files) {
        const path = join(sweep, 'runs', id, file);
        hash.update(existsSync(path) ? readFileSync(path) : 'missing');
      }
      return [id, hash.digest('hex')];
    }),
  );
}

/** The attempts at each run of a sweep, in the order of the plan. */
export function attemptsOf(sweep: string): readonly (readonly Attempt[])[] {
  const folder = openSweep(sweep);
  return folder.readPlan().map(({ id }) => folder.attempts(id).all());
}
