import { resolveSettings } from '../settings.ts';
import type { Trainable } from '../trainable.ts';
import { configOf } from './plan.ts';
import type { CheckedSweep } from './prepare.ts';

/** What a run will take, judged by the beginning of the first one. */
export interface Estimate {
  /** Seconds of training on one thread. */
  readonly seconds: number;
  /** Bytes of the checkpoint, by far the largest file. */
  readonly bytes: number;
}

/** How long the beginning of a training is watched. */
const WATCHED_MS = 1000;

/** Trains the first run of a sweep for a second, in memory. @throws ConfigError when settings do not fit together */
export async function estimateRun({ file, points, source }: CheckedSweep): Promise<Estimate> {
  const config = configOf(file, points[0]!, source);
  const resolved = await resolveSettings({ task: file.task, config, seed: file.seeds[0], use: file.use });
  const session = (resolved.task as Trainable).begin(resolved.config);
  const start = performance.now();
  let spent = 0;
  while (session.completed < session.total && spent < WATCHED_MS) {
    session.advance();
    spent = performance.now() - start;
  }
  const { tensors } = session.checkpoint();
  const bytes = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  return { seconds: (spent * session.total) / Math.max(1, session.completed) / 1000, bytes };
}
