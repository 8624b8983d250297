import { composeSheet, type SheetContent } from '../../src/figures/sheet.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import type { Figure } from '../../src/report/report.ts';
import { playCommand } from '../../src/task/play-command.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import { recordActivity } from '../evaluation/record-activity.ts';
import { drawLearningCurve, type MetricsLine } from './learning-curve.ts';
import type { TrainedAgent } from './trained-agent.ts';

const DRAWN_EPISODES = 12;

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
  return {
    name: 'trajectories',
    svg: framed(task.drawEpisodes(traces), {
      title: `${task.name}: fresh layouts${layout === undefined ? '' : ` (${layout})`}, run of seed ${config.seed}`,
      subtitle: `To meet one of them yourself: ${playCommand(task.adapter, task.options, layout)} --seed <its seed>`,
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
