import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isMapping } from '../config/mapping.ts';
import { UsageError } from '../errors.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { parseJson } from '../files/json.ts';
import type { OwnData } from './metadata.ts';
import type { RecordingPlace } from './recording-place.ts';

/** Stands for the data in settings, which are compared before there are any. */
export const noData: OwnData = {
  sha256: '0'.repeat(64),
  bytes: 0,
  episodes: 0,
  contentSha256: '0'.repeat(64),
  contentBytes: 0,
};

/**
 * Begins a recording of these settings, or continues one: with the settings that it began with, but for the number of
 * episodes, which may grow.
 *
 * @throws UsageError when an unfinished recording has other settings (without `overwrite`, which drops it)
 */
export function takeUpSettings(place: RecordingPlace, settings: string, overwrite: boolean): void {
  const earlier = existsSync(place.settings) ? readFileSync(place.settings, 'utf8') : null;
  if (earlier === settings) return;
  const difference = earlier === null ? null : differenceOf(parsed(earlier), parsed(settings));
  if (difference !== null && !overwrite) {
    const { path, before, now } = difference;
    throw new UsageError(
      `${place.id}: ${path}: expected ${before}, as in the unfinished recording in ${place.folder}, ` +
        `received ${now}; repeat its command to finish it, or drop it with --overwrite`,
    );
  }
  if (difference !== null || earlier === null) {
    rmSync(place.journal, { force: true });
    rmSync(place.data, { force: true });
  }
  writeFileAtomic(place.settings, settings);
}

/** Whether two settings are the same, but for how many episodes more are asked for. */
export function areCompatible(before: string, now: string): boolean {
  return differenceOf(parsed(before), parsed(now)) === null;
}

/** The settings of the recording that a dataset's metadata come from, as JSON. */
export function settingsOf(path: string): string {
  const metadata = existsSync(path) ? parsed(readFileSync(path, 'utf8')) : null;
  if (!isMapping(metadata)) return '{}';
  const own = isMapping(metadata['burstwise']) ? metadata['burstwise'] : {};
  const none = { total_episodes: 0, total_steps: 0, dataset_size: 0 };
  return JSON.stringify({ ...metadata, ...none, burstwise: { ...own, ...noData } });
}

/** The settings in a text; null for damage. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

interface Difference {
  readonly path: string;
  readonly before: string;
  readonly now: string;
}

/** Where two settings first differ; null where that is only in how many episodes more are asked for. */
function differenceOf(before: unknown, now: unknown, path = ''): Difference | null {
  const areLists = Array.isArray(before) && Array.isArray(now);
  if (areLists || (isMapping(before) && isMapping(now))) {
    const [a, b] = [before, now] as [Record<string, unknown>, Record<string, unknown>];
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const difference = differenceOf(a[name], b[name], path === '' ? name : `${path}.${name}`);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (before === now) return null;
  if (path === 'burstwise.recording.episodes' && Number(now) >= Number(before)) return null;
  return { path: path.replace(/^burstwise\./, ''), before: asJson(before), now: asJson(now) };
}

function asJson(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
