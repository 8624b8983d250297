import { Catalogue } from '../config/catalogue.ts';
import type { Trainable } from './trainable.ts';

/** A trainable of any settings. */
// biome-ignore lint/suspicious/noExplicitAny: trainables of different configs; each checks its own
export type AnyTrainable = Trainable<any>;

/** Everything that can be trained by name: each task with an environment, and those without one. */
export const trainables = new Catalogue<AnyTrainable>(
  'task',
  '`burstwise envs list`, the id of a level, or a task of your own (--use)',
);
