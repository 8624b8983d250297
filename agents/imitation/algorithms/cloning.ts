import type { Algorithm } from '../algorithm.ts';
import { demonstrationEpisodes, showDemonstration } from './demonstrations.ts';

/** Behaviour cloning: the agent learns from demonstrations alone. */
export const cloning: Algorithm = {
  name: 'cloning',
  description: 'Behaviour cloning: the agent learns from demonstrations alone.',
  lasting: ['imitation.demonstrations=20000'],
  settings: () => ({}),
  episodes: demonstrationEpisodes,
  run: showDemonstration,
};
