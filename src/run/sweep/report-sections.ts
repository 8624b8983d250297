import { comparisonBars } from '../../figures/comparison-bars.ts';
import { parallelCoordinates } from '../../figures/parallel-coordinates.ts';
import type { Picture, Section, TableCell } from '../../report/document.ts';
import { summariseMean } from '../../statistics/means.ts';
import type { SweepFindings } from './findings.ts';
import { pointText, valueText } from './plan.ts';
import { namesOn } from './points.ts';

/** Points that a table shows, and that a picture shows in colour. */
const [MOST_ROWS, MOST_BEST] = [30, 5];

/** The points from the best to the worst. */
export function pointsSection({ ranked, measure, command, axes }: SweepFindings): Section {
  const shown = ranked.slice(0, MOST_ROWS);
  const others = ranked.length > shown.length ? ` The first ${shown.length} of ${ranked.length}.` : '';
  const isShare = measure.name === 'success rate';
  return {
    id: 'points',
    title: 'Points',
    text: [
      isShare
        ? 'Success over all layouts of all seeds, with Wilson intervals, which speak of these trainings. Differences from the best point: on the same layouts and seeds, with intervals of Agresti & Min; p: exact McNemar, adjusted for the number of points (Holm).'
        : 'Means over seeds, with Student intervals.',
      `The table is ordered from the best point.${others}`,
    ],
    parts: [
      {
        kind: 'table',
        id: 'points',
        caption: 'Points, all seeds together',
        brief: true,
        columns: [
          { key: 'point', title: 'point' },
          { key: 'seeds', title: 'seeds', digits: 0 },
          { key: 'value', title: measure.name, digits: 3, ...(isShare && { show: 'bar' as const }) },
          { key: 'worst', title: 'worst seed', digits: 3 },
          ...(isShare
            ? [
                { key: 'difference', title: 'difference from the best', digits: 3 },
                { key: 'p', title: 'p', show: 'p' as const },
              ]
            : []),
        ],
        rows: shown.map(({ settings, runs, value, worstSeed, againstBest }) => ({
          point: pointText(settings),
          seeds: runs.length,
          value: value.low === value.high ? value.value : value,
          worst: worstSeed,
          difference: againstBest?.difference ?? null,
          p: againstBest?.p ?? null,
        })),
      },
      ...(axes.flatMap(namesOn).length > 1 && ranked.length > 1
        ? [coordinates(ranked, axes, measure.name)]
        : []),
    ],
    command,
  };
}

function coordinates(ranked: SweepFindings['ranked'], axes: SweepFindings['axes'], measure: string): Picture {
  const columns = axes.flatMap(namesOn).map((name) => ({
    name: name.split('.').at(-1)!,
    values: ranked.map(({ settings }) => settings[name]),
  }));
  const all = [...columns, { name: measure, values: ranked.map(({ value }) => value.value) }];
  const scaled = all.map(({ name, values }) => ({ name, ...placesOf(values) }));
  const best = Math.min(MOST_BEST, Math.ceil(ranked.length / 4));
  const settings = ranked.slice(0, best).map((point) => pointText(point.settings));
  return {
    kind: 'picture',
    id: 'coordinates',
    caption: `Each line is a point; coloured: ${best === 1 ? 'the best one' : `the best ${best}`}.`,
    alt: `Parallel coordinates of ${ranked.length} points over ${columns.length} settings and ${measure}. The best: ${settings.join('; ')}.`,
    svg: parallelCoordinates({
      title: 'Settings of all points',
      axes: scaled.map(({ name, low, high }) => ({ name, low, high })),
      lines: ranked
        .map((_, k) => ({ places: scaled.map(({ places }) => places[k]!), isBest: k < best }))
        .reverse(),
    }),
  };
}

/** Places of values on an axis: numbers by size, or by rank where they span more than a factor of 50; others by first occurrence. */
function placesOf(values: readonly unknown[]): {
  readonly places: readonly number[];
  readonly low: string;
  readonly high: string;
} {
  const areNumbers = values.every((value) => typeof value === 'number');
  const different = [...new Set(values)];
  if (areNumbers) different.sort((a, b) => Number(a) - Number(b));
  const [low, high] = [different[0], different.at(-1)];
  const isWide = areNumbers && !(Number(low) > 0 && Number(high) > 50 * Number(low));
  const span = Number(high) - Number(low);
  const byRank = (value: unknown) => different.indexOf(value) / Math.max(1, different.length - 1);
  const places = values.map((value) =>
    isWide && span > 0 ? (Number(value) - Number(low)) / span : byRank(value),
  );
  const text = (value: unknown) =>
    typeof value === 'number' ? `${Number(value.toPrecision(4))}` : valueText(value ?? 'not set');
  return { places, low: text(low), high: text(high) };
}

/** What each setting does. */
export function effectsSection({ effects, outcomes, measure, command }: SweepFindings): Section {
  const values = outcomes.map(({ value }) => value);
  return {
    id: 'effects',
    title: 'Settings',
    text: [
      'The mean under each value of a setting, and its difference from the first value. Runs are paired where all other settings and the seed are the same; random settings are compared by groups of draws of equal size. Intervals of differences: Student over pairs, or bootstrap over draws. They take pairs as independent, also those of one seed.',
      'p: permutation test within what is the same, adjusted for the number of settings (Holm). A setting that is not shown to matter may still do so.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'effects',
        caption: 'Effect of each setting',
        brief: true,
        columns: [
          { key: 'setting', title: 'setting' },
          { key: 'p', title: 'p', show: 'p' },
          { key: 'level', title: 'value' },
          { key: 'runs', title: 'runs or draws', digits: 0 },
          { key: 'mean', title: measure.name, digits: 3 },
          { key: 'difference', title: 'difference from the first', digits: 3 },
        ],
        rows: effects.flatMap(({ name, p, levels }) =>
          levels
            .filter(({ count }) => count > 0)
            .map(
              ({ level, count, mean, difference }, k): Record<string, TableCell> => ({
                setting: k === 0 ? name : '',
                p: k === 0 ? p : null,
                level,
                runs: count,
                mean,
                difference,
              }),
            ),
        ),
      },
      {
        kind: 'picture',
        id: 'slices',
        caption: 'The mean under each value of each setting, over all other settings.',
        alt: effects
          .map(
            ({ name, levels }) =>
              `${name}: ${levels
                .filter((l) => l.count > 0)
                .map((l) => `${l.level} ${l.mean.toPrecision(3)}`)
                .join(', ')}`,
          )
          .join('. '),
        svg: comparisonBars({
          title: `${measure.name} by setting`,
          valueLabel: measure.name,
          domain: [Math.min(0, ...values), Math.max(...values, measure.name === 'success rate' ? 1 : 0)],
          rows: effects.flatMap(({ name, levels }) =>
            levels
              .filter(({ count }) => count > 0)
              .map(({ level, mean }) => ({
                label: `${name.split('.').at(-1)} ${level}`,
                series: 'mean',
                value: mean,
                low: mean,
                high: mean,
              })),
          ),
        }),
      },
    ],
    command,
  };
}

/** Where the runs are. */
export function runsSection({ outcomes, ranked, folder, measure, command }: SweepFindings): Section {
  const runs = ranked.flatMap((point) => point.runs);
  const shown = runs.slice(0, 10 * MOST_ROWS);
  const spread =
    outcomes.length > 1 ? summariseMean(outcomes.map(({ value }) => value)).standardDeviation : 0;
  return {
    id: 'runs',
    title: 'Runs',
    text: [
      `Each run is a folder, with report, figures and checkpoint; \`burstwise eval\`, \`decompose\` and \`compare-runs\` read it. Standard deviation over all runs: ${spread.toPrecision(3)}.`,
    ],
    parts: [
      {
        kind: 'table',
        id: 'runs',
        caption:
          runs.length > shown.length
            ? `The runs of the best points, ${shown.length} of ${runs.length}`
            : 'All runs',
        columns: [
          { key: 'run', title: 'run' },
          { key: 'point', title: 'point' },
          { key: 'seed', title: 'seed', digits: 0 },
          { key: 'value', title: measure.name, digits: 3 },
        ],
        rows: shown.map(({ id, settings, seed, value }) => ({
          run: folder.runPath(id),
          point: pointText(settings),
          seed: `${seed}`,
          value,
        })),
      },
    ],
    command,
  };
}
