import type { DocumentTable, Section } from '../../../src/report/document.ts';
import { median } from '../../../src/statistics/median.ts';
import type { Analysis } from '../analysis.ts';
import type { DecompositionContext } from './context.ts';

/** When the agent switches between subtasks, and when its workers end their turns. */
export function transitionsSection({ analysis, command }: DecompositionContext): Section | null {
  if (analysis.behaviour.learned.switches.length === 0) return null;
  return {
    id: 'transitions',
    title: 'When: switches and ends of turns',
    text: [
      'Latency: steps from the moment when the expert goes on to another subtask until the agent does; below 0 where the agent goes on first. Missed: the agent never went on while the subtask was due. Failed after: episodes that ended without success and with this transition as their last.',
    ],
    parts: [switchTable(analysis), ...turnTable(analysis)],
    command,
  };
}

function switchTable({ task, behaviour, failures }: Analysis): DocumentTable {
  const { names } = task.subtasks;
  const groups = new Map<string, typeof behaviour.learned.switches>();
  for (const each of behaviour.learned.switches) {
    const key = `${each.before},${each.after}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const rows = [...groups.values()].map((own) => {
    const { before, after } = own[0]!;
    const latencies = own.flatMap(({ latency }) => (latency === null ? [] : [latency])).sort((a, b) => a - b);
    const quantile = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? null;
    return {
      from: names[before]!,
      to: names[after]!,
      times: own.length,
      latency: latencies.length === 0 ? null : median(latencies),
      early: quantile(0.1),
      late: quantile(0.9),
      missed: own.length - latencies.length,
      failed: failures.filter(({ cause }) => cause.before === before && cause.subtask === after).length,
    };
  });
  return {
    kind: 'table',
    id: 'switches',
    caption: 'How the agent follows the expert from subtask to subtask, most failing transitions first',
    columns: [
      { key: 'from', title: 'from' },
      { key: 'to', title: 'to' },
      { key: 'times', title: 'times', digits: 0 },
      { key: 'latency', title: 'latency, steps (median)', digits: 0 },
      { key: 'early', title: '10 % below', digits: 0 },
      { key: 'late', title: '10 % above', digits: 0 },
      { key: 'missed', title: 'missed', digits: 0 },
      { key: 'failed', title: 'failed after', digits: 0 },
    ],
    rows: rows.sort((a, b) => b.failed - a.failed || b.missed - a.missed || b.times - a.times),
  };
}

function turnTable({ task, behaviour }: Analysis): DocumentTable[] {
  const { turnEnds } = behaviour.learned;
  if (turnEnds.length === 0) return [];
  const rows = task.subtasks.names.flatMap((worker, k) => {
    const own = turnEnds.filter(({ subtask }) => subtask === k);
    const early = own.filter((end) => end.early > 0).map((end) => end.early);
    const late = own.filter((end) => end.early === 0).map((end) => end.late);
    if (own.length === 0) return [];
    return [
      {
        worker,
        ends: own.length,
        early: early.length,
        earlyBy: early.length === 0 ? null : median(early),
        lateBy: late.length === 0 ? null : median(late),
      },
    ];
  });
  return [
    {
      kind: 'table',
      id: 'turn-ends',
      caption: 'When workers end their turns, against the expert',
      columns: [
        { key: 'worker', title: 'worker' },
        { key: 'ends', title: 'turns ended', digits: 0 },
        { key: 'early', title: 'too early', digits: 0 },
        { key: 'earlyBy', title: 'by steps (median)', digits: 0 },
        { key: 'lateBy', title: 'the others: steps after the expert (median)', digits: 0 },
      ],
      rows,
    },
  ];
}
