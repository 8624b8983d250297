import { convergenceStudy } from './study.ts';

/** Convergence of burst patterns by size of the network. */
export default convergenceStudy({
  title: 'convergence of burst patterns by number of neurons',
  quantity: 'N',
  values: [125, 250, 500, 1000, 2000],
  settingsOf: (neurons) => ({ teachingSigma: 20, neurons }),
});
