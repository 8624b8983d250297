import { z } from 'zod';
import { Catalogue } from '../../src/config/catalogue.ts';
import { define } from '../../src/config/definition.ts';
import { checkDefinition, method, words } from '../../src/config/definition-fields.ts';
import type { Algorithm } from './algorithm.ts';
import { cloning } from './algorithms/cloning.ts';
import { dagger } from './algorithms/dagger.ts';
import { dart } from './algorithms/dart.ts';
import { rehearsal } from './algorithms/rehearsal.ts';
import type { ImitationConfig } from './settings.ts';

/** An algorithm of any settings. */
// biome-ignore lint/suspicious/noExplicitAny: algorithms of different settings; each checks its own
export type AnyAlgorithm = Algorithm<any>;

/** What is built in; a new algorithm is a file and an entry here. */
const builtIn: readonly AnyAlgorithm[] = [dagger, cloning, dart, rehearsal];

/** Every algorithm of imitation, by name. */
export const algorithms = new Catalogue<AnyAlgorithm>('algorithm', 'an algorithm');
for (const algorithm of builtIn) algorithms.add(algorithm.name, () => algorithm);

/** The algorithm that settings name. @throws UsageError where there is none */
export function algorithmOf({ algorithm }: ImitationConfig): AnyAlgorithm {
  return algorithms.find(algorithm).entry;
}

const fields = {
  name: words,
  description: words,
  settings: method,
  practises: z.boolean().optional(),
  lasting: z.array(z.string()).optional(),
  episodes: method,
  run: method,
};

/**
 * An algorithm of your own. A module that exports it makes it a value of `imitation.algorithm`: see `--use`.
 *
 * @returns the algorithm itself, marked as a definition
 * @throws ConfigError naming the fields that are missing or of another type
 */
export function defineAlgorithm<Config extends ImitationConfig>(
  algorithm: Algorithm<Config>,
): Algorithm<Config> {
  checkDefinition('defineAlgorithm', fields, algorithm);
  return define('algorithm', algorithm);
}
