import { csvParse } from 'd3-dsv';
import { z } from 'zod';
import { validate } from '../config/config.ts';
import { UsageError } from '../errors.ts';
import { decodeUtf8, parseJson } from '../files/json.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { DatasetError } from './dataset-error.ts';
import type { MarkedFile, MarkedSegment } from './marked-segment.ts';

const numberIn = z.union([z.number(), z.string().trim().min(1).transform(Number)]).pipe(z.number().min(0));

const segments = z
  .array(
    z.object({
      episode: numberIn.pipe(z.int()),
      start: numberIn,
      end: z.union([numberIn, z.literal('').transform(() => undefined)]).optional(),
      subtask: z.union([z.string().trim().min(1), z.int().min(0).transform(String)]),
    }),
  )
  .min(1);

const MOST_BYTES = 2 ** 28;

/**
 * Reads marked segments from a file: CSV with a line of the names `episode,start,end,subtask`, or JSON, a list of objects with
 * these fields; `end` may be absent.
 *
 * @throws DatasetError when the file cannot be read or lacks a field
 */
export function readMarkedSegments(path: string): readonly MarkedSegment[] {
  const refuse = (received: string, cause: unknown) =>
    new DatasetError(path, { path: '', expected: 'marked segments in CSV or JSON', received }, { cause });
  const given = (() => {
    try {
      const text = decodeUtf8(readRegularFile(path, MOST_BYTES));
      return path.endsWith('.json') ? parseJson(text) : [...csvParse(text)];
    } catch (error) {
      throw refuse((error as Error).message, error);
    }
  })();
  const validation = validate(segments, given);
  if ('problems' in validation) throw new DatasetError(path, validation.problems[0]!);
  return validation.value as readonly MarkedSegment[];
}

/**
 * Reads marked segments from a file of ELAN (`.eaf`), or from CSV or JSON, whose times are steps or, with a rate, seconds.
 * @throws DatasetError when the file cannot be read, or is not as its ending says
 */
export async function readMarkedFile(path: string): Promise<MarkedFile> {
  if (!path.endsWith('.eaf')) {
    const segments = readMarkedSegments(path);
    return { segments, subtasks: subtasksMarked(segments), rate: null };
  }
  // Documents are parsed by a library that takes its time to load.
  const { readElan } = await import('./elan.ts');
  return readElan(textIn(path, 'a file of ELAN'), path);
}

/** @param expected what the file should have, for errors */
function textIn(path: string, expected: string): string {
  try {
    return decodeUtf8(readRegularFile(path, MOST_BYTES));
  } catch (error) {
    const received = (error as Error).message;
    throw new DatasetError(path, { path: '', expected, received }, { cause: error });
  }
}

/** The segments of labels, whose times are steps. @param labels of each step, for each episode */
export function segmentsOfLabels(
  labels: Iterable<ArrayLike<number>>,
  subtasks: readonly string[],
): readonly MarkedSegment[] {
  const segments: MarkedSegment[] = [];
  let episode = 0;
  for (const own of labels) {
    for (let [start, step] = [0, 1]; step <= own.length; step++) {
      if (step < own.length && own[step] === own[start]) continue;
      segments.push({ episode, start, end: step, subtask: subtasks[own[start]!] ?? `${own[start]}` });
      start = step;
    }
    episode++;
  }
  return segments;
}

/** The subtasks that segments name, in the order of their first appearance. */
export function subtasksMarked(segments: readonly MarkedSegment[]): string[] {
  return [...new Set(segments.map(({ subtask }) => subtask))];
}

/**
 * Labels of an episode from marked segments, `[steps]`.
 *
 * @param subtasks names, index = label
 * @param rate steps in a second, where the times are seconds; null: they are steps
 * @param source what to call the file in errors
 * @throws UsageError when segments leave a step without a label, or overlap
 */
export function labelByTimes(
  segments: readonly MarkedSegment[],
  episode: number,
  steps: number,
  {
    subtasks,
    rate,
    source,
  }: {
    readonly subtasks: readonly string[];
    readonly rate: number | null;
    readonly source: string;
  },
): Int32Array {
  const stepOf = (time: number) => Math.round(time * (rate ?? 1));
  const own = segments
    .filter((segment) => segment.episode === episode)
    .map(({ start, end, subtask }) => ({
      start: stepOf(start),
      end: end === undefined ? null : stepOf(end),
      subtask,
    }))
    .sort((a, b) => a.start - b.start);
  const labels = new Int32Array(steps);
  let covered = 0;
  own.forEach(({ start, end, subtask }, index) => {
    const until = end ?? own[index + 1]?.start ?? steps;
    if (start !== covered && start < steps) throw gap(source, episode, covered, `one from step ${start}`);
    const label = subtasks.indexOf(subtask);
    if (label < 0)
      throw new UsageError(
        `${source}, episode ${episode}: expected one of ${subtasks.join(', ')}, received ${JSON.stringify(subtask)}`,
      );
    labels.fill(label, Math.min(start, steps), Math.min(until, steps));
    covered = Math.max(start, Math.min(until, steps));
  });
  if (covered < steps) throw gap(source, episode, covered, 'none');
  return labels;
}

function gap(source: string, episode: number, step: number, received: string): UsageError {
  return new UsageError(
    `${source}, episode ${episode}: expected a segment from step ${step}, received ${received}; segments follow each other ` +
      'without gaps from step 0 to the end (see --rate if times are seconds)',
  );
}
