import { describe } from 'vitest';
import { families } from '../../../../envs/gridworld/minigrid/index.ts';
import knownAnswers from './known-answers.json' with { type: 'json' };
import { idsOf, itGivesKnownAnswers } from './suites.ts';

describe('known answers', () => {
  itGivesKnownAnswers(knownAnswers, idsOf(families));
});
