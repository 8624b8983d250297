import { valuesOf } from '../../src/data/column.ts';
import { openDataset } from '../../src/data/dataset.ts';
import { labelsOf } from '../../src/data/demonstration.ts';
import { datasetsRoot } from '../../src/data/disk.ts';
import { DemonstrationPlayer } from '../../src/episodes/demonstration-player.ts';
import { UsageError } from '../../src/errors.ts';
import { Task } from '../../src/task/task.ts';
import { withSubtasks } from '../../src/task/without-expert.ts';
import type { CloningSource, LabelledDemonstrations } from '../decomposition/cloned-splits.ts';
import { viewOf } from '../discovery/discover.ts';
import { DatasetEpisodes } from '../imitation/dataset-episodes.ts';
import { openRecorded } from '../imitation/open-recorded.ts';
import type { RecordedEpisode } from '../imitation/recorded.ts';
import type { ExaminedSession, SessionMaker } from './examined-session.ts';
import { learn, trained } from './learn.ts';
import type { ImitationRunConfig } from './schema.ts';
import { withoutPlaces } from './without-places.ts';

/** Demonstrations, or all of a dataset that has fewer: discovery needs many, whose labels it does not see. */
const DEMONSTRATIONS = 200;

/** The demonstrations of a run, and agents that are cloned from demonstrations with its settings. */
export function cloningSource(
  { task, config }: ExaminedSession,
  begin: SessionMaker,
  demonstrations = DEMONSTRATIONS,
): CloningSource {
  const { workers } = config.agent.kind === 'flat' ? { workers: config.agent } : config.agent;
  return {
    given: {
      name: 'the task’s own',
      subtasks: task.subtasks.names,
      episodes: shownTo(task, config, demonstrations),
    },
    view: viewOf(task, workers.network),
    async clone({ subtasks, episodes }, labelBudget, context) {
      const imitation = {
        ...config.imitation,
        algorithm: 'cloning',
        dataset: undefined,
        division: undefined,
        demonstrations: episodes.length,
        subtasks,
        labelBudget,
      };
      const settings = { ...config, agent: withoutPlaces(config.agent), imitation };
      const session = begin(settings, { episode: (index) => episodes[index]! });
      await learn(session, context);
      return trained(session);
    },
    open: ({ id, root = datasetsRoot() }) => opened(task, id, root),
  };
}

/** The first demonstrations that the seed of the run names, or those of its dataset. */
function shownTo(
  task: Task,
  config: ImitationRunConfig,
  count: number,
): readonly RecordedEpisode<unknown, unknown>[] {
  const { demonstrations, layout } = config.imitation;
  const recorded = openRecorded(task, config.imitation);
  if (recorded !== null) {
    const length = Math.min(count, demonstrations);
    return Array.from({ length }, (_, index) => recorded.episode(index));
  }
  const player = new DemonstrationPlayer(task.forDemonstrations(layout), { seed: config.seed });
  const { observationSpace, actionSpace } = player.env;
  const episodes = Array.from({ length: count }, (_, index): RecordedEpisode<unknown, unknown> => {
    const { episode, succeeded } = player.play(index);
    const labels = labelsOf({ ...episode, id: index })!;
    const observations = valuesOf(observationSpace, episode.observations);
    const actions = valuesOf(actionSpace, labels.expertActions);
    return {
      steps: labels.subtasks.map((subtask, k) => ({
        observation: observations[k],
        subtask,
        label: actions[k],
      })),
      achieved: task.milestones.map(() => succeeded),
      terminated: succeeded,
    };
  });
  player.close();
  return episodes;
}

/** A dataset as demonstrations of the split that labels it. */
function opened(task: Task, id: string, root: string): LabelledDemonstrations {
  using dataset = openDataset(root, id);
  const names = dataset.metadata.own?.subtasks ?? [];
  if (names.length === 0)
    throw new UsageError(
      `${id}: expected a dataset with subtasks, received none; see burstwise data label --help`,
    );
  const count = Math.min(DEMONSTRATIONS, dataset.length);
  const labelled = new Task(withSubtasks(task.adapter, names), task.options);
  const env = labelled.environment();
  const episodes = new DatasetEpisodes(id, env, labelled, { root, needed: count });
  env.close();
  return {
    name: id,
    subtasks: names,
    episodes: Array.from({ length: count }, (_, k) => episodes.episode(k)),
  };
}
