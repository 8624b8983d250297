import type { Dataset } from '../../src/data/dataset.ts';
import { pauseUnlessStopped } from '../../src/process/pause.ts';
import { type Progress, silentProgress } from '../../src/process/progress.ts';
import type { DocumentTable, LeadLine, ReportDocument, Section } from '../../src/report/document.ts';
import { median } from '../../src/statistics/median.ts';
import { named, percent } from './findings/wording.ts';
import { type DatasetEpisode, DatasetReader } from './relabel.ts';
import { annotatorsSection } from './sections/annotators.ts';
import { segmentationOf } from './sections/segmentation.ts';
import { cohensKappa, contingencyOf } from './segmentation/contingency.ts';
import { segmentsOf } from './segmentation/segments.ts';

/** What is asked of a report on a dataset. */
export interface DatasetRequest {
  readonly subject: string;
  readonly command: string;
  /** Other labels of the same episodes, by another annotator or an agent. */
  readonly against?: Dataset | undefined;
  /** Only the first so many episodes. */
  readonly episodes?: number | undefined;
  readonly progress?: Progress | undefined;
  readonly signal?: Pick<AbortSignal, 'aborted'> | undefined;
}

/**
 * Reports on the subtasks that a dataset's episodes are labelled with: their durations, order and boundaries, and how they agree
 * with an expert that labels the same steps again, where the environment is known here.
 * @throws InterruptedError
 */
export async function describeDataset(
  dataset: Dataset,
  { subject, command, against, episodes, progress = silentProgress, signal }: DatasetRequest,
): Promise<ReportDocument> {
  const count = Math.min(episodes ?? dataset.length, dataset.length);
  const reader = new DatasetReader(dataset);
  const read: DatasetEpisode[] = [];
  progress.start(count, 'episodes');
  try {
    for (let index = 0; index < count; index++) {
      const message = `interrupted after ${index} of ${count} episodes; repeat the command`;
      await pauseUnlessStopped(signal, message);
      read.push(reader.read(index));
      progress.update(index + 1);
    }
  } finally {
    progress.stop();
    reader.close();
  }
  const names = namesFor(dataset, read);
  const labelled = read.filter(({ labels }) => labels.length > 0);
  const relabelled = labelled.filter(({ expert }) => expert !== null);
  const sections = [
    labelled.length === 0 ? null : durationsSection(labelled, names, command),
    relabelled.length === 0 ? null : agreementSection(relabelled, command),
    against === undefined
      ? null
      : annotatorsSection(
          { id: subject, subtasks: names, labels: read.map(({ labels }) => labels) },
          against,
          command,
        ),
    checksSection(read, command),
  ].filter((section) => section !== null);
  return {
    title: `${subject}: are these subtasks good?`,
    subtitle: `${count} of ${dataset.length} episodes; the environment is ${reader.knowsExpert ? 'known here, with an expert' : 'not known here, or has no expert'}.`,
    lead: leadOf(read, names, reader.knowsExpert),
    sections,
    command,
    data: { dataset: subject, subtasks: names },
  };
}

function namesFor({ metadata }: Dataset, read: readonly DatasetEpisode[]): string[] {
  const given = metadata.own?.subtasks ?? [];
  const most = read.reduce((high, { labels }) => labels.reduce((a, b) => Math.max(a, b), high), -1);
  return Array.from({ length: Math.max(given.length, most + 1) }, (_, k) => given[k] ?? `subtask ${k}`);
}

function leadOf(read: readonly DatasetEpisode[], names: readonly string[], knowsExpert: boolean): LeadLine[] {
  const lines: LeadLine[] = [];
  const fault = (text: string) => lines.push({ tone: 'fault', text });
  const notes: LeadLine[] = [];
  const unlabelled = read.filter(({ labels }) => labels.length === 0).length;
  if (unlabelled > 0) fault(`${unlabelled} of ${read.length} episodes have no labels of subtasks.`);
  const kappa = agreementOf(read);
  if (kappa !== null && kappa < 0.8)
    fault(
      `The labels do not agree with the expert’s: Cohen’s κ = ${kappa.toFixed(2)} over all steps; 1 is agreement, 0 chance.`,
    );
  const changed = read.filter(({ difference }) => difference !== null).length;
  if (changed > 0) fault(`${changed} of ${read.length} episodes go another way when they are played again.`);
  const twice = repeated(read);
  if (twice.length > 0) {
    const text = `${twice.length} of ${read.length} episodes begin like an earlier one, the first of them episode ${twice[0]![1]} like ${twice[0]![0]}: parts for training and testing would share them.`;
    if (twice.some(([first, again]) => sameLayout(read[first]!, read[again]!))) fault(text);
    else notes.push({ tone: 'note', text: `${text} Their seeds differ: the task has few layouts.` });
  }
  const used = new Set(read.flatMap(({ labels }) => [...labels]));
  const unused = names.filter((_, k) => !used.has(k));
  if (unlabelled < read.length && unused.length > 0) fault(`No step is labelled ${named(unused)}.`);
  if (lines.length > 0) return [...lines, ...notes];
  const agreement =
    kappa === null ? 'nothing to compare the labels with' : `κ = ${kappa.toFixed(2)} with the expert`;
  return [
    {
      tone: 'good',
      text: `No fault found in ${read.length} episodes: every step is labelled, ${knowsExpert ? agreement : 'no expert to compare with'}.`,
    },
    ...notes,
  ];
}

/** Cohen's κ of labels and expert over all steps: agreement beyond chance, 1 at most; null where nothing was labelled again. */
export function agreementOf(read: readonly DatasetEpisode[]): number | null {
  const both = read.filter(({ expert, labels }) => expert !== null && labels.length > 0);
  if (both.length === 0) return null;
  const contingency = contingencyOf(
    both.map(({ expert }) => expert!),
    both.map(({ labels }) => labels),
  );
  return cohensKappa(contingency);
}

/** Whether two episodes that begin alike are one layout that was recorded twice, as far as is known. */
function sameLayout({ layout: a }: DatasetEpisode, { layout: b }: DatasetEpisode): boolean {
  return a === null || b === null || a === b;
}

/** Pairs of episodes that begin alike: the earlier one first. */
function repeated(read: readonly DatasetEpisode[]): (readonly [number, number])[] {
  const first = new Map<number, number>();
  return read.flatMap(({ beginning }, index) => {
    const earlier = first.get(beginning);
    if (earlier === undefined) first.set(beginning, index);
    return earlier === undefined ? [] : [[earlier, index] as const];
  });
}

function durationsSection(
  read: readonly DatasetEpisode[],
  names: readonly string[],
  command: string,
): Section {
  const segments = read.flatMap(({ labels }) => segmentsOf(labels));
  const rows = names.map((subtask, k) => {
    const lengths = segments
      .flatMap(({ label, start, end }) => (label === k ? [end - start] : []))
      .sort((a, b) => a - b);
    const quantile = (share: number) => lengths[Math.floor(share * (lengths.length - 1))] ?? null;
    const steps = lengths.reduce((sum, length) => sum + length, 0);
    return {
      subtask,
      times: lengths.length,
      steps,
      median: lengths.length === 0 ? null : median(lengths),
      short: quantile(0.1),
      long: quantile(0.9),
    };
  });
  const boundaries = segments.length - read.length;
  return {
    id: 'durations',
    title: 'Durations, order and boundaries',
    text: [
      `${boundaries} boundaries in ${read.length} labelled episodes, ${(boundaries / read.length).toFixed(1)} an episode.`,
    ],
    parts: [
      {
        kind: 'table',
        id: 'durations',
        caption: 'Each subtask at a stretch, in steps',
        brief: true,
        columns: [
          { key: 'subtask', title: 'subtask' },
          { key: 'times', title: 'times', digits: 0 },
          { key: 'steps', title: 'steps in all', digits: 0 },
          { key: 'median', title: 'median', digits: 0 },
          { key: 'short', title: '10 % below', digits: 0 },
          { key: 'long', title: '10 % above', digits: 0 },
        ],
        rows,
      },
      transitionTable(read, names),
    ],
    command,
  };
}

function transitionTable(read: readonly DatasetEpisode[], names: readonly string[]): DocumentTable {
  const counts = names.map(() => names.map(() => 0));
  for (const { labels } of read) {
    const order = segmentsOf(labels).map(({ label }) => label);
    for (let k = 1; k < order.length; k++) counts[order[k - 1]!]![order[k]!]!++;
  }
  return {
    kind: 'table',
    id: 'transitions',
    caption: 'Which subtask (column) follows which (row), as shares of what follows',
    columns: [
      { key: 'from', title: 'from' },
      ...names.map((title, k) => ({ key: `to-${k}`, title, show: 'shade' as const })),
    ],
    rows: counts.map((row, k) => {
      const all = row.reduce((sum, count) => sum + count, 0);
      return {
        from: names[k]!,
        ...Object.fromEntries(row.map((count, to) => [`to-${to}`, all === 0 ? null : count / all])),
      };
    }),
  };
}

function agreementSection(read: readonly DatasetEpisode[], command: string): Section | null {
  const [labels, expert] = [read.map((episode) => episode.labels), read.map((episode) => episode.expert!)];
  const section = segmentationOf(expert, labels, command, 'the dataset');
  const { total } = contingencyOf(expert, labels);
  return (
    section && {
      ...section,
      text: [
        ...section.text,
        `Cohen’s κ over ${total} steps: ${agreementOf(read)!.toFixed(3)}. The expert labelled the recorded states again.`,
      ],
    }
  );
}

function checksSection(read: readonly DatasetEpisode[], command: string): Section {
  const labelled = read.filter(({ labels }) => labels.length > 0).length;
  const replayed = read.filter(({ replayed: done }) => done).length;
  const same = read.filter(({ replayed: done, difference }) => done && difference === null).length;
  const row = (check: string, found: number, of: number) => ({
    check,
    found,
    of,
    share: of === 0 ? null : found / of,
  });
  return {
    id: 'checks',
    title: 'Checks',
    text: [
      `Episodes that begin alike have equal first observations, and infos beside them where they were played again, up to 1/50 in each number. Labelled: ${percent(labelled / Math.max(1, read.length))}.`,
    ],
    parts: [
      {
        kind: 'table',
        id: 'checks',
        caption: 'Episodes that pass',
        columns: [
          { key: 'check', title: 'check' },
          { key: 'found', title: 'episodes', digits: 0 },
          { key: 'of', title: 'of', digits: 0 },
          { key: 'share', title: 'share', show: 'bar' },
        ],
        rows: [
          row('every step labelled', labelled, read.length),
          row('played again, the same', same, replayed),
          row('begin unlike all earlier ones', read.length - repeated(read).length, read.length),
        ],
      },
    ],
    command,
  };
}
