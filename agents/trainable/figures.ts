import { registeredEnv } from '../../src/episodes/dataset-env.ts';
import type { CurvePoint } from '../../src/figures/learning-curve.ts';
import { composeSheet, type SheetContent } from '../../src/figures/sheet.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import type { Figure } from '../../src/report/report.ts';
import { proportion } from '../../src/statistics/proportions.ts';
import type { SubtaskChooser } from '../evaluation/evaluate.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { recordActivity } from '../evaluation/record-activity.ts';
import { conditionsOf } from './conditions.ts';
import type { TrainedAgent } from './trained-agent.ts';

const DRAWN_EPISODES = 12;

type MetricsLine = Readonly<Record<string, unknown>>;

/** Pictures of what a trained agent has learned. @param metrics the lines logged during training */
export async function drawTrained(trained: TrainedAgent, metrics: readonly MetricsLine[]): Promise<Figure[]> {
  const figures = [
    drawEpisodes(trained),
    await drawActivity(trained),
    await drawLearningCurve(trained, metrics),
  ];
  return figures.filter((figure) => figure !== null);
}

function drawEpisodes({ task, agent, config }: TrainedAgent): Figure {
  const { traces } = evaluate(task, agent, {
    seed: config.seed,
    episodes: DRAWN_EPISODES,
    traces: DRAWN_EPISODES,
    layout: config.evaluation.layouts[0],
    manager: 'network',
    judged: agent.choice === null,
  });
  const layout = config.evaluation.layouts[0];
  const seeds = traces.map((_, episode) => streamSeed(config.seed, 'evaluation', episode));
  const { id } = registeredEnv(task.adapter, { ...task.options });
  const places = layout === undefined ? '' : ` --layout ${layout}`;
  return {
    name: 'trajectories',
    svg: framed(task.drawEpisodes(traces), {
      title: `${task.name}: fresh layouts${layout === undefined ? '' : ` (${layout})`}, run of seed ${config.seed}`,
      subtitle: `To meet one of them yourself: burstwise play ${id}${places} --seed <its seed>`,
      caption: `Seeds of the pictures, row by row: ${seeds.join(', ')}`,
    }),
  };
}

/** A picture of episodes under a heading, where it says how large it is. */
function framed(svg: string, about: Omit<SheetContent, 'panels'>): string {
  const [, width, height] = /^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  if (width === undefined || height === undefined) return svg;
  return composeSheet({ ...about, panels: [{ width: Number(width), height: Number(height), content: svg }] });
}

/** Null where no model of the agent has neurons that spike. */
async function drawActivity({ task, agent, config }: TrainedAgent): Promise<Figure | null> {
  const request = { seed: config.seed, episode: 0, layout: config.evaluation.layouts[0] };
  const { populations, choices, durationMs } = recordActivity(task, agent, request);
  if (populations.length === 0) return null;
  const { spikeRaster } = await import('../../src/figures/spike-raster.ts');
  const { stepDurationMs, subtasks } = task;
  const svg = spikeRaster({
    title: `${task.name}: spikes and bursts on one fresh layout`,
    subtitle: `the first of the trajectories: seed ${streamSeed(config.seed, 'evaluation', 0)}`,
    populations,
    ...(agent.choice === null ? {} : { manager: { choices, stepDurationMs, subtaskNames: subtasks.names } }),
    durationMs,
  });
  return { name: 'raster', svg };
}

/**
 * Success of practice episodes, each on a layout that the agent meets for the first time, against labels so far; and of
 * as many more after training. Null where nothing was practised.
 */
async function drawLearningCurve(
  trained: TrainedAgent,
  metrics: readonly MetricsLine[],
): Promise<Figure | null> {
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
  const { learningCurve } = await import('../../src/figures/learning-curve.ts');
  const svg = learningCurve({
    title: `${task.name}: learning curve`,
    subtitle:
      `${goal} reached within ${duration} ms, as practice lasts, on new layouts: a point a round and one after training; ` +
      'dashed: in whole episodes, as the table has it',
    xLabel: 'expert labels',
    references: wholeEpisodes(trained),
    series: conditionsOf(agent, task).map(({ label, manager }) => ({ name: label, points: points(manager) })),
  });
  return { name: 'learning-curve', svg };
}

/** Success of the evaluation, whose episodes are not cut off: of the agent itself, on the first kind of layouts. */
function wholeEpisodes({ examined: [trial] }: TrainedAgent) {
  if (trial === undefined) return [];
  const { condition, layout, results } = trial;
  const successes = results.filter(({ achieved }) => achieved.at(-1)).length;
  const name = `${condition.label}: ${successes} of ${results.length} ${layout} layouts`;
  return [{ name, value: successes / results.length }];
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
  const results = trained.play({ manager, episodes, layout: imitation.layout, seed, maxSteps });
  return proportion(results.filter(({ achieved }) => achieved.at(-1)).length, episodes);
}

/** Lines of the log, one list a round. */
function roundsOf(lines: readonly MetricsLine[]): MetricsLine[][] {
  const rounds = [...new Set(lines.map(({ round }) => round))];
  return rounds.map((round) => lines.filter((line) => line['round'] === round));
}
