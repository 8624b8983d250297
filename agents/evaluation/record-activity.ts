import { rollout } from '../../src/episodes/rollout.ts';
import type { RasterPopulation } from '../../src/figures/spike-raster.ts';
import type { ActivitySource } from '../../src/models/model.ts';
import { SpikeRecorder } from '../../src/models/spike-recorder.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';

/** What the neurons of an agent did during one episode. */
export interface Activity {
  /** One a learner whose model has neurons that spike. */
  readonly populations: readonly RasterPopulation[];
  /** The subtask carried out at each environment step. */
  readonly choices: readonly number[];
  readonly durationMs: number;
}

/** Plays one fresh layout and records every spike. */
export function recordActivity<Observation, Action>(
  task: Task<Observation, Action>,
  agent: Agent<Observation, Action>,
  {
    seed,
    episode,
    layout,
  }: { readonly seed: number; readonly episode: number; readonly layout?: string | undefined },
): Activity {
  const choices: number[] = [];
  const watched = agent.learners.flatMap(({ name, model: { activity } }) =>
    activity === null ? [] : [{ name, activity, recorder: new SpikeRecorder(activity) }],
  );
  for (const { activity, recorder } of watched)
    activity.watch = (timeMs) => recorder.record(choices.length * task.stepDurationMs + timeMs);
  const policy = {
    reset: () => agent.reset(),
    act(observation: Observation) {
      const action = agent.act(observation);
      choices.push(agent.subtask ?? 0);
      return action;
    },
  };
  rollout(task.environment({ layout }), policy, { seed: streamSeed(seed, 'evaluation', episode) });
  for (const { activity } of watched) activity.watch = null;
  const populations = watched.map(({ name, activity, recorder }) => ({
    name,
    size: activity.neurons,
    spikes: recorder.spikes,
    burstSpikes: recorder.burstSpikes,
    groups: groupsOf(activity, task.subtasks.names),
  }));
  return { populations, choices, durationMs: choices.length * task.stepDurationMs };
}

/** The consecutive neurons that each subtask lets burst; none where contexts are not dealt out to the subtasks. */
function groupsOf(
  { assemblies }: ActivitySource,
  subtasks: readonly string[],
): NonNullable<RasterPopulation['groups']> {
  if (assemblies === null || assemblies.some((unit) => unit >= subtasks.length)) return [];
  return subtasks.map((name, unit) => ({
    name,
    first: assemblies.indexOf(unit),
    size: assemblies.filter((assembly) => assembly === unit).length,
  }));
}
