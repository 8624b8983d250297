import { convergenceStudy } from './study.ts';

/** Convergence of burst patterns by strength of the teacher. */
export default convergenceStudy({
  title: 'convergence of burst patterns by σ_target',
  quantity: 'σ_target',
  values: [10, 20, 50, 100, 200, 500, 1000],
  settingsOf: (teachingSigma) => ({ teachingSigma, neurons: 500 }),
});
