import { describe } from 'vitest';
import { levels } from '../../../../envs/gridworld/babyai/index.ts';
import { idsOf, itGivesKnownAnswers } from '../minigrid/suites.ts';
import knownAnswers from './known-answers.json' with { type: 'json' };

describe('known answers', () => {
  itGivesKnownAnswers(knownAnswers, idsOf(levels));
});
