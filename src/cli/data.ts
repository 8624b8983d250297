import { join } from 'node:path';
import { Command } from 'commander';
import { examineDataset, uncheckedEpisodes } from '../data/check.ts';
import { type Dataset, listDatasets, openDataset } from '../data/dataset.ts';
import { labelsOf } from '../data/demonstration.ts';
import { datasetsRoot } from '../data/disk.ts';
import { readMetadata } from '../data/metadata.ts';
import { METADATA_FILE } from '../data/recording-place.ts';
import { type DatasetStatistics, type Range, summarise } from '../data/statistics.ts';
import { makeDatasetEnv } from '../episodes/dataset-env.ts';
import { replay } from '../episodes/replay.ts';
import { BurstwiseError, UsageError } from '../errors.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { onDisk } from '../files/on-disk.ts';
import { createProgress } from '../process/progress.ts';
import { formatThroughput, startMeasuring } from '../process/throughput.ts';
import { addLabelCommand } from './data/label.ts';
import { addSegmentsCommand } from './data/segments.ts';
import { addDeriveCommands } from './data-derive.ts';
import { formatTable, print, printJson, tell } from './output.ts';
import { addUseOption, positiveNumber } from './settings.ts';

interface CommonOptions {
  readonly root: string;
  readonly json?: boolean;
}

const DRAWN_EPISODES = 12;

export function dataCommand(): Command {
  const command = new Command('data');
  const add = (name: string, description: string) =>
    command
      .command(name)
      .description(description)
      .option(
        '--root <folder>',
        'folder of all datasets (default: MINARI_DATASETS_PATH, else ~/.minari/datasets)',
        datasetsRoot(),
      )
      .option('--json', 'print JSON instead of text');
  add('list', 'list them').action(list);
  addUseOption(add('show', 'statistics of one'))
    .argument('<id>', 'name of the dataset')
    .option('--picture <file>', 'draw its first episodes (SVG)')
    .action(show);
  add(
    'check',
    'verify structure, lengths, spaces, checksums, and that observations, actions and rewards are finite',
  )
    .argument('<id>', 'name of the dataset')
    .addHelpText(
      'after',
      '\nExit codes: 0 all is well, 1 episodes can be read but do not fit what the dataset says of them, 2 one cannot be read.',
    )
    .action(check);
  addUseOption(add('replay', 'take the actions again in the environment and compare what is seen'))
    .argument('<id>', 'name of the dataset')
    .option('--episodes <n>', 'only the first so many', positiveNumber)
    .action(replayAll);
  addDeriveCommands(add);
  addLabelCommand(add);
  addSegmentsCommand(add);
  return command;
}

const listHead = ['id', 'episodes', 'steps', 'format', 'environment', 'licence'];

type ListedDataset = ReturnType<typeof listed>;

function cellsOf(row: ListedDataset): string[] {
  if ('error' in row) return [row.id, row.error, '', '', '', ''];
  const { id, episodes, steps, format, env, licence } = row;
  return [id, `${episodes}`, `${steps}`, format, env ?? '', licence ?? ''];
}

function listed(root: string, id: string) {
  try {
    const { episodes, steps, format, own, licence } = readMetadata(join(root, id, 'data', METADATA_FILE));
    return { id, episodes, steps, format, env: own?.env ?? null, licence };
  } catch (error) {
    if (!(error instanceof BurstwiseError)) throw error;
    return { id, error: error.message };
  }
}

function list({ root, json }: CommonOptions): void {
  const unreadable = (folder: string) => tell(`${folder} is left out: it may not be read`);
  const rows = listDatasets(root, unreadable).map((id) => listed(root, id));
  if (json) printJson(rows);
  else if (rows.length === 0) tell(`no datasets in ${root}`);
  else print(`${formatTable({ head: listHead, rows: rows.map(cellsOf) })}`);
}

interface ShowOptions extends CommonOptions {
  readonly picture?: string;
}

function show(id: string, { root, json, picture }: ShowOptions): void {
  using dataset = openDataset(root, id);
  const statistics = summarise(dataset.episodes());
  const names = dataset.metadata.own?.subtasks ?? [];
  if (json) printJson({ id, ...statistics, subtasks: names });
  else print(formatStatistics(id, dataset, statistics, names));
  if (picture === undefined) return;
  const svg = drawFirst(dataset);
  if (svg === null) return;
  onDisk(picture, () => writeFileAtomic(picture, svg), 'writeFile');
  tell(`picture: ${picture}`);
}

/** The first episodes on their layouts; null, with a word on why, where they cannot be played again. Others are left out. */
function drawFirst(dataset: Dataset): string | null {
  const { own } = dataset.metadata;
  if (own === null || own.env === null) {
    tell('no picture: recorded in an environment without an adapter');
    return null;
  }
  const { env, task } = makeDatasetEnv(dataset);
  const traces = [];
  for (let i = 0; i < Math.min(DRAWN_EPISODES, dataset.length); i++) {
    const episode = dataset.episode(i);
    const { infos, difference } = replay(env, episode, dataset);
    if (difference !== null) {
      tell(`episode ${i} is not drawn: played again it goes another way (${difference})`);
      continue;
    }
    const succeeded = task!.adapter.achieved(infos.at(-1)!).at(-1) === true;
    const choices = (labelsOf(episode)?.subtasks ?? []).slice(0, infos.length - 1);
    traces.push({ infos, choices, succeeded });
  }
  env.close();
  if (traces.length === 0) {
    tell('no picture: there is no episode to draw');
    return null;
  }
  return task!.adapter.drawEpisodes(traces, task!.options);
}

function formatStatistics(
  id: string,
  { metadata }: Dataset,
  statistics: DatasetStatistics,
  names: readonly string[],
): string {
  const name = (label: number) => (label < 0 ? 'start' : (names[label] ?? `${label}`));
  const range = (of: Range | null) =>
    of === null ? '' : `${short(of.min)} – ${short(of.max)}, mean ${short(of.mean)}`;
  const share = (count: number) => `${count} of ${statistics.episodes}`;
  const counts = (by: Readonly<Record<string, number>>) =>
    Object.entries(by)
      .map(([key, count]) => `${key} ${count}`)
      .join('\n');
  const rows = [
    ['episodes', `${statistics.episodes}`],
    ['steps', `${statistics.steps}`],
    ['length', range(statistics.length)],
    ['return', range(statistics.return)],
    ['reached the end of the task', share(statistics.terminated)],
    ['cut off', share(statistics.truncated)],
    ['reached', counts(statistics.milestones)],
    ['experts', counts(statistics.experts)],
    ['labels', labelCounts(statistics.labels, name)],
    [
      'order of subtasks',
      statistics.order.map(([a, b, times]) => `${name(a)} → ${name(b)}  ${times}×`).join('\n'),
    ],
    ['observations', `${metadata.observationSpace}`],
    ['actions', `${metadata.actionSpace}`],
    ['authors', metadata.authors.join(', ')],
    ['licence', metadata.licence ?? ''],
  ];
  return formatTable({ head: [id, ''], rows: rows.filter(([, text]) => text !== '') as string[][] });
}

/** Subtasks without a name and without a step are not worth a line. */
function labelCounts(labels: readonly number[], name: (label: number) => string): string {
  const lines = labels.map((count, label) =>
    count === 0 && name(label) === `${label}` ? '' : `${name(label)} ${count}`,
  );
  return lines.filter(Boolean).join('\n');
}

function short(value: number): string {
  return `${Number(value.toPrecision(4))}`;
}

function check(id: string, { root, json }: CommonOptions): void {
  const measure = startMeasuring();
  using dataset = openDataset(root, id);
  const progress = createProgress();
  progress.start(dataset.length, 'episodes');
  const { problems, isReadable } = examineDataset(dataset, (done) => progress.update(done));
  progress.stop();
  const throughput = measure({ episodes: dataset.length, steps: dataset.metadata.steps });
  tell(formatThroughput(throughput));
  const unchecked = uncheckedEpisodes(dataset);
  const summary = { id, episodes: dataset.length, problems, unchecked };
  if (json) printJson({ ...summary, ...throughput });
  else if (problems.length === 0) {
    const but = unchecked === null ? '' : `; ${unchecked}`;
    print(`${id}: ${dataset.length} episodes, all as they should be${but}`);
  }
  if (!isReadable) throw new UsageError(problems.join('\n'));
  if (problems.length > 0) throw new BurstwiseError(problems.join('\n'));
}

interface ReplayOptions extends CommonOptions {
  readonly episodes?: number;
}

function replayAll(id: string, { root, json, episodes }: ReplayOptions): void {
  using dataset = openDataset(root, id);
  const { env } = makeDatasetEnv(dataset);
  const count = Math.min(episodes ?? dataset.length, dataset.length);
  const progress = createProgress();
  progress.start(count, 'episodes');
  const differences: { episode: number; difference: string }[] = [];
  for (let i = 0; i < count; i++) {
    const episode = dataset.episode(i);
    const difference =
      episode.seed === null && episode.options === null
        ? 'recorded without a seed: it cannot be played again'
        : replay(env, episode, dataset).difference;
    if (difference !== null) differences.push({ episode: i, difference });
    progress.update(i + 1);
  }
  progress.stop();
  env.close();
  if (json) printJson({ id, episodes: count, differences });
  else if (differences.length === 0) print(`${id}: ${count} episodes played again, all the same`);
  if (differences.length > 0) {
    const [first] = differences as [{ episode: number; difference: string }];
    throw new BurstwiseError(
      `${id}: ${differences.length} of ${count} episodes went another way; episode ${first.episode}: ${first.difference}`,
    );
  }
}
