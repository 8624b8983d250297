import type { Report } from '../../report/report.ts';
import type { Estimate } from './estimate.ts';
import { pointText, valueText } from './plan.ts';
import { namesOn } from './points.ts';
import type { CheckedSweep } from './prepare.ts';

/** Values of a setting that a table shows. */
const MOST_VALUES = 6;
/** Points that a table of points shows. */
const MOST_POINTS = 20;

/** What a sweep will run, for people and programs. @param estimate what a run takes; null when it was not asked for */
export function planReport(sweep: CheckedSweep, estimate: Estimate | null): Report {
  const { file, axes, points, checked } = sweep;
  const runs = points.length * file.seeds.length;
  const rows = axes.flatMap((axis) =>
    namesOn(axis).map((name) => {
      const values = [
        ...new Set(axis.levels.filter((level) => name in level).map((l) => valueText(l[name]))),
      ];
      return [name, axis.kind, listText(values, MOST_VALUES)];
    }),
  );
  const shown = points.length <= MOST_POINTS ? points.map(({ settings }) => pointText(settings)) : [];
  return {
    title: `${file.task}: ${points.length} points × ${file.seeds.length} seeds = ${runs} runs`,
    table: {
      head: ['setting', 'axis', 'values'],
      rows: rows.length > 0 ? rows : [['none', '–', '–']],
    },
    remarks: [
      ...shown.map((text, k) => `point ${k + 1}: ${text}`),
      ...(checked < points.length
        ? [`${checked} of ${points.length} points were checked; the others are when they run`]
        : []),
      ...(estimate === null ? [] : estimateTexts(estimate, runs)),
    ],
    data: {
      task: file.task,
      seeds: file.seeds,
      points: points.map(({ settings }) => settings),
      checked,
      runs,
      ...(estimate !== null && { estimate: { ...estimate, allSeconds: estimate.seconds * runs } }),
    },
  };
}

function estimateTexts({ seconds, bytes }: Estimate, runs: number): readonly string[] {
  return [
    `training: about ${durationText(seconds)} a run, ${durationText(seconds * runs)} in all on one thread, judged by the first second of the first run`,
    `disk: about ${bytesText(bytes)} a run, ${bytesText(bytes * runs)} in all, judged by the first checkpoint`,
  ];
}

function listText(values: readonly string[], most: number): string {
  const shown = values.slice(0, most).join(', ');
  return values.length > most ? `${shown}, … (${values.length} values)` : shown;
}

/** A time in its largest unit, e.g. `3.4 h`. */
export function durationText(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ] as const;
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? ['s', 1];
  return `${Number((seconds / length).toPrecision(2))} ${unit}`;
}

/** A number of bytes in its largest unit, e.g. `1.2 MB`. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(2))} ${units[power]}`;
}
