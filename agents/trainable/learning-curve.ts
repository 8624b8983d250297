import type { CurvePoint, LearningCurve } from '../../src/figures/learning-curve.ts';
import type { Figure } from '../../src/report/report.ts';
import { proportion } from '../../src/statistics/proportions.ts';
import type { EpisodeResult, SubtaskChooser } from '../evaluation/evaluate.ts';
import { conditionsOf, type PlayRequest, type Trial } from './conditions.ts';
import type { TrainedAgent } from './trained-agent.ts';

/** A line of the log of a training. */
export type MetricsLine = Readonly<Record<string, unknown>>;

/**
 * Success against labels so far. Of held-out layouts where training looked at them, in whole episodes as in the table;
 * else of practice. Null where there was neither.
 *
 * @param metrics the lines logged during training
 */
export async function drawLearningCurve(
  trained: TrainedAgent,
  metrics: readonly MetricsLine[],
): Promise<Figure | null> {
  const curve = heldOutCurve(trained, metrics) ?? practiceCurve(trained, metrics);
  if (curve === null) return null;
  const { learningCurve } = await import('../../src/figures/learning-curve.ts');
  const title = `${trained.task.name}: learning curve`;
  return { name: 'learning-curve', svg: learningCurve({ title, xLabel: 'expert labels', ...curve }) };
}

type Curve = Omit<LearningCurve, 'title' | 'xLabel'>;

/** Success on the held-out layouts, and in the evaluation at the end. */
function heldOutCurve(
  { task, labels, examined }: TrainedAgent,
  metrics: readonly MetricsLine[],
): Curve | null {
  const looks = metrics.filter((line) => 'heldOutSuccess' in line);
  if (looks.length === 0) return null;
  const points = looks.map((line) => {
    const [success, episodes] = [Number(line['heldOutSuccess']), Number(line['heldOutEpisodes'])];
    return { x: Number(line['labels']), ...proportion(Math.round(success * episodes), episodes) };
  });
  const [trial] = examined;
  if (trial !== undefined)
    points.push({ x: labels, ...proportion(successesOf(trial), trial.results.length) });
  const atEnd =
    trial === undefined ? '' : `; the last point, on ${trial.results.length}, is that of the table`;
  return {
    subtitle:
      `${task.milestones.at(-1)} reached in whole episodes on ${looks[0]!['heldOutEpisodes']} layouts kept for this` +
      `${atEnd}; bands: 95 % (Wilson)`,
    series: [{ name: trial?.condition.label ?? 'agent', points }],
  };
}

/**
 * Success of practice episodes, each on a layout that the agent meets for the first time; and of as many more after
 * training.
 */
function practiceCurve(trained: TrainedAgent, metrics: readonly MetricsLine[]): Curve | null {
  const { task, agent, labels } = trained;
  const practice = metrics.filter(({ phase }) => phase === 'practice');
  const goal = task.milestones.at(-1);
  const duration = durationOf(trained);
  if (practice.length === 0 || goal === undefined || duration === undefined) return null;
  const points = (manager: SubtaskChooser): CurvePoint[] => [
    ...roundsOf(practice.filter((line) => agent.choice === null || line['manager'] === manager)).map(
      (lines) => ({
        x: Number(lines[0]?.['labels']),
        ...proportion(lines.filter((line) => line[goal] === 1).length, lines.length),
      }),
    ),
    { x: labels, ...practiceSuccess(trained, manager, duration) },
  ];
  return {
    subtitle:
      `${goal} reached within ${duration} ms, as practice lasts, on new layouts: a point a round and one after training; ` +
      'dashed: in whole episodes, as the table has it',
    references: wholeEpisodes(trained),
    series: conditionsOf(agent, task).map(({ label, manager }) => ({ name: label, points: points(manager) })),
  };
}

/** Success of the evaluation, whose episodes are not cut off: of the agent itself, on the first kind of layouts. */
function wholeEpisodes({ examined: [trial] }: TrainedAgent) {
  if (trial === undefined) return [];
  const { condition, layout, results } = trial;
  const successes = successesOf(trial);
  const name = `${condition.label}: ${successes} of ${results.length} ${layout} layouts`;
  return [{ name, value: successes / results.length }];
}

function successesOf({ results }: Trial): number {
  return results.filter(({ achieved }) => achieved.at(-1)).length;
}

/** Longest episode of practice, ms; undefined where the algorithm has no such setting. */
function durationOf({ config: { imitation } }: TrainedAgent): number | undefined {
  return 'episodeDuration' in imitation ? Number(imitation.episodeDuration) : undefined;
}

/** Success on as many fresh layouts as a round of practice has, in as much time. */
function practiceSuccess(trained: TrainedAgent, manager: SubtaskChooser, durationMs: number) {
  const { imitation, seed } = trained.config;
  const episodes = 'episodesPerRound' in imitation ? Number(imitation.episodesPerRound) : 20;
  const maxSteps = trained.task.stepsWithin(durationMs);
  const request = { manager, episodes, layout: imitation.layout, seed, maxSteps };
  const results = evaluatedInTime(trained, request) ?? trained.play(request);
  return proportion(results.filter(({ achieved }) => achieved.at(-1)).length, episodes);
}

/** The same episodes as the evaluation has played them to their ends, where it has and none would have been cut off. */
function evaluatedInTime(
  { examined }: TrainedAgent,
  request: PlayRequest & { readonly maxSteps: number },
): readonly EpisodeResult[] | undefined {
  const { manager, episodes, layout, seed, maxSteps } = request;
  const trial = examined.find(
    (one) => one.layout === layout && one.seed === seed && one.condition.manager === manager,
  );
  const results = trial?.results.slice(0, episodes) ?? [];
  return results.length === episodes && results.every(({ steps }) => steps <= maxSteps) ? results : undefined;
}

/** Lines of the log, one list a round. */
function roundsOf(lines: readonly MetricsLine[]): MetricsLine[][] {
  const rounds = [...new Set(lines.map(({ round }) => round))];
  return rounds.map((round) => lines.filter((line) => line['round'] === round));
}
