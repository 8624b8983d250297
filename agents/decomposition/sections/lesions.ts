import type { Section } from '../../../src/report/document.ts';
import { holm } from '../../../src/statistics/holm.ts';
import { differenceOfRates, mcNemar, pairOutcomes } from '../../../src/statistics/paired.ts';
import { proportion } from '../../../src/statistics/proportions.ts';
import type { EpisodeResult } from '../../evaluation/evaluate.ts';
import { ALL, type Lesion, lesionsOf, tryLesions } from '../lesions.ts';
import type { DecompositionContext } from './context.ts';

/** Layouts that are played under each lesion. */
const MOST_EPISODES = 100;

/** What a lesion of each part of each network costs; only in the long report, since every lesion plays all layouts. */
export async function lesionsSection({
  analysis,
  agent,
  full,
  evaluation,
  command,
}: DecompositionContext): Promise<Section | null> {
  if (!full) return null;
  const { task, study } = analysis;
  const lesions = lesionsOf(agent, task);
  if (lesions.length === 0) return null;
  const { seed, layout } = study.request;
  const request = { seed, layout, episodes: Math.min(study.request.episodes, MOST_EPISODES) };
  const { intact, under } = await tryLesions(task, agent, lesions, request, evaluation);
  const before = successes(intact);
  const pairs = under.map((results) => pairOutcomes(successes(results), before));
  const adjusted = holm(pairs.map(mcNemar));
  const rows = lesions.map(({ learner, part, neurons, given }, k) => {
    const after = successes(under[k]!);
    return {
      learner,
      part,
      neurons,
      success: proportion(after.filter(Boolean).length, after.length),
      difference: differenceOfRates(pairs[k]!),
      p: mcNemar(pairs[k]!),
      adjusted: adjusted[k]!,
      steps: meanSteps(under[k]!),
      perturbation: given,
    };
  });
  const whole = { value: before.filter(Boolean).length / before.length };
  return {
    id: 'lesions',
    title: 'What each part of the networks is needed for',
    text: [
      verdict(lesions, adjusted, request.episodes),
      `Neurons do not spike, or the apical input is taken away, from the first step to the last, on the same ${request.episodes} layouts, on which the intact agent succeeds in ${whole.value.toFixed(2)} and takes ${meanSteps(intact).toFixed(0)} steps. Difference: of success, 95 % (Agresti & Min); p: exact McNemar, adjusted for the number of lesions after Holm.`,
      `The last column is what \`burstwise eval --perturb\` takes, in a file such as \`{"perturbations":[…]}\`; \`--seed ${seed} --layout ${layout} --episodes ${request.episodes}\` finds the same numbers.`,
    ],
    parts: [
      {
        kind: 'table',
        id: 'lesions',
        caption: 'Success without a part of a network',
        columns: [
          { key: 'learner', title: 'network' },
          { key: 'part', title: 'without' },
          { key: 'neurons', title: 'neurons', digits: 0 },
          { key: 'success', title: 'success', show: 'bar' },
          { key: 'difference', title: 'difference' },
          { key: 'p', title: 'p', show: 'p' },
          { key: 'adjusted', title: 'p, adjusted', show: 'p' },
          { key: 'steps', title: 'steps', digits: 0 },
          { key: 'perturbation', title: 'perturbation', show: 'command' },
        ],
        rows,
      },
    ],
    command,
  };
}

/** What is needed is said only where the adjusted test excludes chance. */
function verdict(lesions: readonly Lesion[], adjusted: readonly number[], episodes: number): string {
  const inWords = (chosen: readonly Lesion[]) =>
    chosen.map(({ learner, part }) => `${part} of ${learner}`).join(', ') || 'none';
  const needed = lesions.filter((_, k) => adjusted[k]! < 0.05);
  const spared = lesions.filter(({ part }, k) => part === ALL && adjusted[k]! >= 0.05);
  const without =
    spared.length === 0
      ? ''
      : ` No loss can be told on ${episodes} layouts without ${inWords(spared)}: what is read past the neurons, or other networks, carry the task.`;
  return `Success changes without: ${inWords(needed)}.${without}`;
}

function successes(results: readonly EpisodeResult[]): boolean[] {
  return results.map(({ achieved }) => achieved.at(-1) === true);
}

function meanSteps(results: readonly EpisodeResult[]): number {
  return results.reduce((sum, { steps }) => sum + steps, 0) / results.length;
}
