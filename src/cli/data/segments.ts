import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { csvFormat } from 'd3-dsv';
import { type Dataset, openDataset } from '../../data/dataset.ts';
import { labelsOf } from '../../data/demonstration.ts';
import { segmentsOfLabels } from '../../data/label-times.ts';
import type { MarkedFile } from '../../data/marked-segment.ts';
import { UsageError } from '../../errors.ts';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { onDisk } from '../../files/on-disk.ts';
import type { DeriveOptions } from '../data-derive.ts';
import { print, printJson } from '../output.ts';

interface SegmentsOptions extends DeriveOptions {
  readonly rate?: number;
}

/** Steps in a second of files for ELAN without --rate. */
const RATE = 10;
/** The smallest unit of time of ELAN is a millisecond. */
const MOST = 1000;

/** Adds the command that writes the labels of a dataset for programs of annotation. */
export function addSegmentsCommand(add: (name: string, description: string) => Command): void {
  add('segments', 'write the labels of one as segments, which people can correct and data label reads')
    .argument('<id>', 'name of the dataset')
    .argument('<file>', 'its ending says what: .csv, .json, or .eaf for ELAN')
    .option(
      '--rate <n>',
      `steps in a second (default: .eaf ${RATE}, at most ${MOST}; else times are steps)`,
      rate,
    )
    .option('--overwrite', 'replace what is there')
    .addHelpText(
      'after',
      `
Example:
  burstwise data segments door-key/human-v0 human.eaf
  (correct human.eaf in ELAN)
  burstwise data label door-key/human-v0 door-key/corrected-v0 --by times --times human.eaf`,
    )
    .action(segments);
}

async function segments(id: string, file: string, options: SegmentsOptions): Promise<void> {
  if (existsSync(file) && options.overwrite !== true)
    throw new UsageError(
      `${file}: expected a name that is free, received that of a file; choose another one, or replace it with --overwrite`,
    );
  using dataset = openDataset(options.root, id);
  const marked = markedIn(dataset);
  const text = await textOf(marked, file, options.rate);
  onDisk(file, () => writeFileAtomic(file, text), 'writeFile');
  const { length } = marked.segments;
  if (options.json === true) printJson({ id, file, episodes: dataset.length, segments: length });
  else print(`${id}: ${length} segments of ${dataset.length} episodes in ${file}`);
}

/** @throws UsageError where an episode has no labels */
function markedIn(dataset: Dataset): MarkedFile {
  const subtasks = dataset.metadata.own?.subtasks ?? [];
  const labels = [...dataset.episodes()].map((episode) => {
    const own = labelsOf(episode)?.subtasks;
    if (own !== undefined && own.length > 0) return own;
    throw new UsageError(
      `${dataset.id}, episode ${episode.id}: expected labels, received none; see burstwise data label --help`,
    );
  });
  return { segments: segmentsOfLabels(labels, subtasks), subtasks, rate: null };
}

async function textOf(marked: MarkedFile, file: string, rate: number | undefined): Promise<string> {
  const inSeconds = marked.segments.map(({ start, end, ...segment }) => ({
    episode: segment.episode,
    start: start / (rate ?? 1),
    end: end! / (rate ?? 1),
    subtask: segment.subtask,
  }));
  switch (extname(file)) {
    case '.eaf': {
      const { elanText } = await import('../../data/elan.ts');
      return elanText(marked, rate ?? RATE);
    }
    case '.csv':
      return `${csvFormat(inSeconds)}\n`;
    case '.json':
      return `${JSON.stringify(inSeconds, null, 1)}\n`;
    default:
      throw new UsageError(`${file}: expected a name that ends with .csv, .json or .eaf, received another`);
  }
}

function rate(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= MOST) return value;
  throw new InvalidArgumentError(`Expected a number above 0, at most ${MOST}, received "${text}".`);
}
