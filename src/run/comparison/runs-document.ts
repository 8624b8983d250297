import { comparisonBars } from '../../figures/comparison-bars.ts';
import { drawPerformanceProfile } from '../../figures/performance-profile.ts';
import type { DocumentTable, Picture, ReportDocument, Section } from '../../report/document.ts';
import { formatEstimate } from '../../statistics/proportions.ts';
import type { ComparedRuns } from './compared-runs.ts';
import { layoutsSection } from './runs-layouts.ts';
import { type RunsRow, thresholds } from './runs-summary.ts';
import { verdicts } from './verdict.ts';

/** A report on runs that played the same layouts. */
export function documentOnRuns(compared: ComparedRuns): ReportDocument {
  const { plan, rows, command } = compared;
  const { episodes, seed, tasks } = plan;
  const reference = rows[0]!.contender;
  const where = tasks.map(({ environment, layout }) => `${environment} (${layout})`).join(', ');
  return {
    title: `${rows.length} runs on the same layouts`,
    subtitle: `${where}: ${episodes} layouts of seed ${seed}, the same for every seed of every run, and never trained on. The others are compared with ${reference}. Intervals: 95 %.`,
    lead: verdicts(rows, episodes),
    sections: [
      successSection(compared),
      pairsSection(compared),
      seedsSection(compared),
      ...layoutsSection(compared),
    ],
    command,
    data: {
      tasks,
      task: tasks.map(({ environment }) => environment).join(', '),
      seed,
      episodes,
      reference,
      rows,
    },
  };
}

/** The picture beside the tables of a comparison. */
export function drawRuns({ plan: { episodes, tasks }, rows }: Pick<ComparedRuns, 'plan' | 'rows'>): string {
  return comparisonBars({
    title: `${tasks.map(({ environment }) => environment).join(', ')}: runs on the same ${episodes} layouts`,
    subtitle: '95 % Wilson intervals over layouts and seeds',
    valueLabel: 'success rate',
    rows: rows.map(({ contender: label, success }) => ({ label, series: 'success', ...success })),
  });
}

function successSection(compared: ComparedRuns): Section {
  const { rows, command } = compared;
  const best = rows.map(({ contender, success }) => `${contender} ${formatEstimate(success)}`).join(', ');
  return {
    id: 'success',
    title: 'Success',
    text: [
      'Success over all layouts of all seeds, with Wilson intervals. Over seeds: the mean, of one task with Student’s interval; of several tasks, and of the interquartile mean (of the middle half of the runs), intervals come from a bootstrap stratified by task, and are narrower than they promise with three or five seeds. Labels: the most that a seed took, of manager and workers.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'success',
        caption: 'Success of each run',
        brief: true,
        columns: [
          { key: 'run', title: 'run' },
          { key: 'seeds', title: 'seeds', digits: 0 },
          { key: 'success', title: 'success', digits: 3, show: 'bar' },
          { key: 'worst', title: 'worst seed', digits: 3 },
          { key: 'mean', title: 'mean over seeds', digits: 3 },
          { key: 'iqm', title: 'interquartile mean', digits: 3 },
          { key: 'steps', title: 'steps an episode', digits: 0 },
          { key: 'labels', title: 'labels', digits: 0 },
        ],
        rows: rows.map((row) => ({
          run: row.contender,
          seeds: row.ofTasks[0]!.ofSeeds.length,
          success: row.success,
          worst: row.worstSeed,
          mean: row.ofSeeds.length < 2 ? null : row.overSeeds,
          iqm: row.ofSeeds.length < 2 ? null : row.interquartile,
          steps: row.meanSteps,
          labels: Math.max(...row.managerLabels.map((labels, k) => labels + row.workerLabels[k]!)),
        })),
      },
      ...taskTable(compared),
      {
        kind: 'picture',
        id: 'bars',
        caption: 'Success with Wilson intervals',
        alt: `Bars of success: ${best}.`,
        svg: drawRuns(compared),
      },
    ],
    command,
  };
}

/** Success task by task, where there are several. */
function taskTable({ plan: { tasks }, rows }: ComparedRuns): DocumentTable[] {
  if (tasks.length < 2) return [];
  return [
    {
      kind: 'table',
      id: 'tasks',
      caption: 'Success in each task',
      columns: [
        { key: 'run', title: 'run' },
        ...tasks.map(({ environment }, k) => ({ key: `task-${k}`, title: environment, digits: 3 })),
      ],
      rows: rows.map(({ contender: run, ofTasks }) => ({
        run,
        ...Object.fromEntries(ofTasks.map(({ success }, k) => [`task-${k}`, success])),
      })),
    },
  ];
}

function pairsSection({ rows, command }: ComparedRuns): Section {
  const reference = rows[0]!.contender;
  return {
    id: 'pairs',
    title: 'In pairs',
    text: [
      `Every run beside ${reference} on the same layouts. Won: the layouts on which the run alone succeeded; lost: those on which ${reference} alone did. Difference: of success, with the interval of Agresti & Min (2005). p: the exact test of McNemar (1947), two-sided, of these trained agents; adjusted for the number of runs after Holm (1979).`,
      'Over seeds: the mean difference, seeds in pairs, of one task with Student’s interval; and the probability that a seed of the run succeeds more often than a seed of the reference, ties counted as one half (Agarwal et al. 2021), with a bootstrap interval.',
    ],
    parts: [
      {
        kind: 'table',
        id: 'pairs',
        caption: `Against ${reference}`,
        brief: true,
        columns: [
          { key: 'run', title: 'run' },
          { key: 'difference', title: 'difference', digits: 3 },
          { key: 'won', title: 'won', digits: 0 },
          { key: 'lost', title: 'lost', digits: 0 },
          { key: 'both', title: 'both', digits: 0 },
          { key: 'neither', title: 'neither', digits: 0 },
          { key: 'p', title: 'p', show: 'p' },
          { key: 'adjusted', title: 'p, adjusted', show: 'p' },
        ],
        rows: rows.slice(1).map(({ contender: run, againstReference }) => {
          const against = againstReference!;
          return {
            run,
            difference: against.differenceOnLayouts,
            won: against.onlyFirst,
            lost: against.onlySecond,
            both: against.both,
            neither: against.neither,
            p: against.p,
            adjusted: against.pHolm,
          };
        }),
      },
      ...seedPairs(rows),
    ],
    command,
  };
}

function seedPairs(rows: readonly RunsRow[]): DocumentTable[] {
  const reference = rows[0]!;
  if (reference.ofSeeds.length < 2) return [];
  return [
    {
      kind: 'table',
      id: 'seed-pairs',
      caption: `Over seeds, against ${reference.contender}`,
      columns: [
        { key: 'run', title: 'run' },
        { key: 'difference', title: 'mean difference', digits: 3 },
        { key: 'improvement', title: 'probability of improvement' },
      ],
      rows: rows.slice(1).map(({ contender: run, againstReference }) => {
        const { difference, improvement } = againstReference!;
        return { run, difference, improvement };
      }),
    },
  ];
}

function seedsSection({ plan: { tasks }, rows, command }: ComparedRuns): Section {
  const parts: (DocumentTable | Picture)[] = tasks.map(({ environment }, task) => ({
    kind: 'table',
    id: `seeds-${task}`,
    caption: `${environment}: success of each seed, in the order of its run`,
    columns: [
      { key: 'run', title: 'run' },
      ...rows[0]!.ofTasks[task]!.ofSeeds.map((_, k) => ({
        key: `seed-${k}`,
        title: `${k + 1}`,
        digits: 3,
        show: 'shade' as const,
      })),
    ],
    rows: rows.map(({ contender: run, ofTasks }) => ({
      run,
      ...Object.fromEntries(ofTasks[task]!.ofSeeds.map((share, k) => [`seed-${k}`, share])),
    })),
  }));
  return {
    id: 'seeds',
    title: 'Seed by seed',
    text: ['Profile: the share of runs that succeed more often than a threshold, over all tasks and seeds.'],
    parts: [...parts, ...profile(rows)],
    command,
  };
}

/** Thresholds in the table behind the picture. */
const TOLD = [0, 0.5, 0.8, 0.9, 0.95, 0.99];

function profile(rows: readonly RunsRow[]): (DocumentTable | Picture)[] {
  if (rows[0]!.ofSeeds.length < 2) return [];
  const at = (row: RunsRow, threshold: number) => row.profile[Math.round(100 * threshold)]!;
  const half = rows.map((row) => `${row.contender} ${at(row, 0.9).toFixed(2)}`).join(', ');
  return [
    {
      kind: 'picture',
      id: 'profile',
      caption: 'Performance profile',
      alt: `Share of runs above each threshold of success; above .9: ${half}.`,
      svg: drawPerformanceProfile({
        title: 'Performance profile',
        subtitle: 'share of runs, over tasks and seeds, that succeed more often than a threshold',
        thresholds,
        series: rows.map(({ contender: name, profile: shares }) => ({ name, shares })),
      }),
    },
    {
      kind: 'table',
      id: 'profile-table',
      caption: 'Share of runs above a threshold of success',
      columns: [
        { key: 'run', title: 'run' },
        ...TOLD.map((threshold) => ({ key: `above-${threshold}`, title: `> ${threshold}` })),
      ],
      rows: rows.map((row) => ({
        run: row.contender,
        ...Object.fromEntries(TOLD.map((threshold) => [`above-${threshold}`, at(row, threshold)])),
      })),
    },
  ];
}
