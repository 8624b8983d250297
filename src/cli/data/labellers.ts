import { valuesOf } from '../../data/column.ts';
import type { Dataset } from '../../data/dataset.ts';
import { DatasetError } from '../../data/dataset-error.ts';
import { type Demonstration, stepsOf } from '../../data/demonstration.ts';
import type { EpisodeLabels } from '../../data/label.ts';
import { type LabelRule, labelByRule, type NamedRule, ruleOf } from '../../data/label-rule.ts';
import { labelByTimes, readMarkedFile } from '../../data/label-times.ts';
import { hasLayoutOf } from '../../data/space-layout.ts';
import { expertOf, labelByExpert } from '../../episodes/label-by-expert.ts';
import { UsageError } from '../../errors.ts';
import { type DiscoveryRequest, exportsOf, isModulePath, openRoof } from '../../run/modules.ts';
import { openRun } from '../../run/open-run.ts';
import { tell } from '../output.ts';

/** Says which subtask is under way at each step of the episodes of a dataset. */
export interface Labeller {
  readonly subtasks: readonly string[];
  label(episode: Demonstration): EpisodeLabels;
  /** For the record of the new dataset. */
  readonly about: Readonly<Record<string, unknown>>;
  close?(): void;
}

/** The sources of labels, by the value of --by, with the option that each needs. */
export const sources = {
  expert: null,
  rule: '--rule',
  agent: '--agent',
  discovery: null,
  times: '--times',
} as const;

/** What the command line says of the source of labels. */
export interface SourceOptions extends Pick<DiscoveryRequest, 'count' | 'seed' | 'features'> {
  readonly rule: readonly string[];
  readonly subtasks?: readonly string[];
  readonly agent?: string;
  readonly times?: string;
  readonly rate?: number;
  readonly set: readonly string[];
}

/** Opens a source of labels. @throws UsageError when it does not suit the dataset */
export async function openLabeller(
  by: keyof typeof sources,
  dataset: Dataset,
  options: SourceOptions,
): Promise<Labeller> {
  const needed = sources[by];
  const given = { '--rule': options.rule[0], '--agent': options.agent, '--times': options.times };
  if (needed !== null && given[needed] === undefined)
    throw new UsageError(
      `--by ${by}: expected ${needed} beside it, received none; see burstwise data label --help`,
    );
  switch (by) {
    case 'expert':
      return byExpert(dataset);
    case 'rule':
      return byRule(dataset, options);
    case 'agent':
      return byAgent(dataset, options.agent!);
    case 'discovery':
      return byDiscovery(dataset, options);
    case 'times':
      return byTimes(dataset, options);
  }
}

function byExpert(dataset: Dataset): Labeller {
  const expert = expertOf(dataset);
  return {
    subtasks: expert.task.subtasks.names,
    label: (episode) => labelByExpert(expert, episode, dataset),
    about: { by: 'expert', task: expert.task.name },
    close: () => expert.env.close(),
  };
}

async function byRule(dataset: Dataset, { rule: texts, subtasks }: SourceOptions): Promise<Labeller> {
  const [first] = texts as readonly [string];
  const named = isModulePath(first) ? await ruleOfModule(first, subtasks) : ruleOf(texts);
  const all = { ...named, subtasks: subtasks ?? named.subtasks };
  return {
    subtasks: all.subtasks,
    label: (episode) => ({
      subtasks: labelByRule(all, episode, dataset, `${dataset.id}, episode ${episode.id}`),
    }),
    about: { by: 'rule', rule: texts },
  };
}

/** A module that exports `rule`, a function of a step, and the names `subtasks`, if these are not given. */
async function ruleOfModule(path: string, given: readonly string[] | undefined): Promise<NamedRule> {
  const exported = await exportsOf(path);
  const rule = exported['rule'] ?? exported['default'];
  const subtasks = given ?? exported['subtasks'];
  const isList = Array.isArray(subtasks) && subtasks.every((name) => typeof name === 'string');
  if (typeof rule === 'function' && isList)
    return { subtasks: subtasks as string[], rule: rule as LabelRule };
  throw new UsageError(
    `${path}: expected the exports rule, a function of a step, and subtasks, a list of names (or --subtasks), ` +
      `received ${Object.keys(exported).join(', ') || 'none'}`,
  );
}

async function byAgent(dataset: Dataset, run: string): Promise<Labeller> {
  const { session, task } = await openRun(run);
  const { observer } = session;
  if (observer === undefined)
    throw new UsageError(
      `--agent ${run}: expected an agent that chooses subtasks, received ${task.name} without a manager`,
    );
  if (!hasLayoutOf(dataset.observationSpace, observer.observationSpace))
    throw new DatasetError(dataset.id, {
      path: 'observation_space',
      expected: `${observer.observationSpace}, which the agent of ${run} sees`,
      received: `${dataset.observationSpace}`,
    });
  return {
    subtasks: observer.subtasks,
    label(episode) {
      const observations = valuesOf(dataset.observationSpace, episode.observations);
      observer.reset();
      return {
        subtasks: Array.from({ length: stepsOf(episode) }, (_, step) => observer.choose(observations[step])),
      };
    },
    about: { by: 'agent', agent: run },
  };
}

async function byDiscovery(
  dataset: Dataset,
  { count, seed, features, set }: SourceOptions,
): Promise<Labeller> {
  const { discoverSubtasks } = await openRoof();
  const request = { count, seed, features, settings: set };
  const { subtasks, labels, about } = await discoverSubtasks(dataset, request, tell);
  return {
    subtasks,
    label: ({ id }) => ({ subtasks: labels[id]! }),
    about: { by: 'discovery', ...about },
  };
}

async function byTimes(
  dataset: Dataset,
  { times, subtasks: given, rate: asked }: SourceOptions,
): Promise<Labeller> {
  const source = times!;
  const { segments, subtasks: marked, rate: told } = await readMarkedFile(source);
  const subtasks = given ?? marked;
  const rate = asked ?? told;
  if (rate === null && source.endsWith('.eaf'))
    throw new UsageError(`${source}: expected --rate, the steps in a second, beside it, received none`);
  const last = Math.max(...segments.map(({ episode }) => episode));
  if (last >= dataset.length)
    throw new UsageError(
      `${source}: expected episodes below ${dataset.length}, as in ${dataset.id}, received ${last}`,
    );
  return {
    subtasks,
    label: (episode) => ({
      subtasks: labelByTimes(segments, episode.id, stepsOf(episode), {
        subtasks,
        rate,
        source,
      }),
    }),
    about: { by: 'times', rate },
  };
}
