import type { DocumentTable, Section, TableCell } from '../../../src/report/document.ts';
import { median } from '../../../src/statistics/median.ts';
import { type Estimate, proportion } from '../../../src/statistics/proportions.ts';
import type { Analysis } from '../analysis.ts';
import type { SubtaskBehaviour } from '../behaviour.ts';
import { causes } from '../causes.ts';
import type { DecompositionContext } from './context.ts';

/** What became of each subtask, which errors were made, and what was chosen in its place. */
export function subtasksSection({ analysis, command }: DecompositionContext): Section {
  const { names } = analysis.task.subtasks;
  const used = usedSubtasks(analysis);
  const idle = names.filter((_, k) => !used.includes(k));
  return {
    id: 'subtasks',
    title: 'Where: subtask by subtask',
    text: [
      'A subtask is attempted when the expert has it under way, and achieved when its own milestone is reached; one without a milestone, when the agent comes to the place that it leads to or, without places, when the expert goes on to another. Action error: the distance of a worker’s action from the expert’s in the same state, in units of the expert’s action; for named actions, the share that differs. Expert’s loss without it: the success that the expert loses when another subtask takes its place; – where that changes nothing that the expert does.',
      ...(idle.length === 0 ? [] : [`Never due and never chosen, so not in the tables: ${idle.join(', ')}.`]),
    ],
    parts: [subtaskTable(analysis, used), confusionTable(analysis, used), ...causeTables(analysis)],
    command,
  };
}

/** The subtasks that are due to anybody, or carried out by the agent. */
function usedSubtasks({ task, behaviour: { learned, expert } }: Analysis): readonly number[] {
  const isUsed = (k: number) =>
    learned.subtasks[k]!.turns > 0 || learned.subtasks[k]!.dueSteps > 0 || expert.subtasks[k]!.dueSteps > 0;
  return [...task.subtasks.names.keys()].filter(isUsed);
}

function subtaskTable(
  { task, behaviour, outcomes, leftOut }: Analysis,
  used: readonly number[],
): DocumentTable {
  const episodes = outcomes.find(({ name }) => name === 'learned/learned')?.episodes ?? 1;
  return {
    kind: 'table',
    id: 'subtasks',
    caption: 'Each subtask in the agent’s episodes, under a perfect manager, and in the expert’s',
    brief: true,
    columns: [
      { key: 'subtask', title: 'subtask' },
      { key: 'turns', title: 'chosen, times an episode', digits: 1 },
      { key: 'achieved', title: 'achieved by the agent', show: 'bar' },
      { key: 'asked', title: 'under a perfect manager', show: 'bar' },
      { key: 'expert', title: 'by the expert', digits: 2 },
      { key: 'steps', title: 'steps (median)', digits: 0 },
      { key: 'expertSteps', title: 'expert’s steps', digits: 0 },
      { key: 'error', title: 'action error' },
      { key: 'needed', title: 'expert’s loss without it' },
    ],
    rows: used.map((k) => {
      const subtask = task.subtasks.names[k]!;
      const [own, asked, expert] = [behaviour.learned, behaviour.perfectManager, behaviour.expert].map(
        ({ subtasks }) => subtasks[k]!,
      ) as [SubtaskBehaviour, SubtaskBehaviour, SubtaskBehaviour];
      return {
        subtask,
        turns: own.turns / episodes,
        achieved: achieved(own),
        asked: achieved(asked),
        expert: expert.attempts === 0 ? null : expert.achieved / expert.attempts,
        steps: durationOf(own),
        expertSteps: durationOf(expert),
        error: asked.actionError,
        needed: leftOut[k]?.loss ?? null,
      };
    }),
  };
}

function achieved({ attempts, achieved: count }: SubtaskBehaviour): Estimate | null {
  return attempts === 0 ? null : proportion(count, attempts);
}

function durationOf({ durations }: SubtaskBehaviour): number | null {
  return durations.length === 0 ? null : median(durations);
}

/** Shares of the steps in which a subtask was due. */
function confusionTable({ task, behaviour: { learned } }: Analysis, used: readonly number[]): DocumentTable {
  const { names } = task.subtasks;
  return {
    kind: 'table',
    id: 'confusion',
    caption: 'What the agent carries out (columns) while a subtask is due (rows), as shares of the steps',
    columns: [
      { key: 'due', title: 'due' },
      ...used.map((k) => ({ key: `carried-${k}`, title: names[k]!, show: 'shade' as const })),
    ],
    rows: used.map((k) => {
      const row = learned.confusion[k]!;
      const all = row.reduce((sum, count) => sum + count, 0);
      const shares = used.map((other): [string, TableCell] => [
        `carried-${other}`,
        all === 0 ? null : row[other]! / all,
      ]);
      return { due: names[k]!, ...Object.fromEntries(shares) };
    }),
  };
}

/** Failed episodes by cause; none where none failed. */
function causeTables({ task, failures }: Analysis): DocumentTable[] {
  if (failures.length === 0) return [];
  const groups = new Map<string, typeof failures>();
  for (const failure of failures) {
    const { kind, level, subtask } = failure.cause;
    const key = `${kind},${level},${subtask}`;
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  const rows = [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .map((own) => {
      const { kind, level, subtask, before } = own[0]!.cause;
      return {
        cause: kind,
        level: level ?? 'neither',
        due: task.subtasks.names[subtask]!,
        before: before === null ? 'the start' : task.subtasks.names[before]!,
        episodes: own.length,
        meaning: causes[kind],
        seed: `${own[0]!.trace.seed}`,
      };
    });
  return [
    {
      kind: 'table',
      id: 'causes',
      caption: `Why ${failures.length} episodes failed, judged by the steps since the expert last moved on to another subtask`,
      brief: true,
      columns: [
        { key: 'cause', title: 'cause' },
        { key: 'level', title: 'at fault' },
        { key: 'due', title: 'subtask due' },
        { key: 'before', title: 'after' },
        { key: 'episodes', title: 'episodes', digits: 0 },
        { key: 'meaning', title: 'meaning' },
        { key: 'seed', title: 'seed of one' },
      ],
      rows,
    },
  ];
}
