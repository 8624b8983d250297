import type { DocumentTable, Section } from '../../../src/report/document.ts';
import { type SubtaskCode, subtaskCodes } from '../burst-code/burst-code.ts';
import { recordBins } from '../burst-code/record.ts';
import type { DecompositionContext } from './context.ts';

/** Episodes whose activity is recorded; the long report records more. */
const EPISODES = { brief: 10, full: 40 };
/** Length of a bin, ms. */
const BIN_MS = 20;

/** What the activity of the networks says about the subtask under way; null where no network sees two subtasks. */
export function burstCodeSection({ analysis, agent, command, full }: DecompositionContext): Section | null {
  const { task, study } = analysis;
  const { seed, layout } = study.request;
  const episodes = full ? EPISODES.full : EPISODES.brief;
  const recorded = recordBins(task, agent, { seed, layout, episodes, binMs: BIN_MS });
  const codes = subtaskCodes(recorded);
  const silent = codes.filter(({ decodability }) => decodability.length === 0);
  if (silent.length === codes.length) return null;
  return {
    id: 'burst-code',
    title: 'Burst code of the subtasks',
    text: [
      `Spikes were counted in bins of ${recorded[0]!.binMs} ms, in ${episodes} episodes. Decoded: the subtask under way, read from episodes that the decoder was not fitted to, all subtasks weighing the same. Lead: how long before a switch the decoder names the next subtask. Rate: of the spikes of a neuron, in a second of network time. Sparsity: 0 if all neurons are equally active, 1 if one alone is. Selectivity: 0 if neurons are as active in all subtasks, 1 if each is in one alone.`,
      ...(silent.length === 0
        ? []
        : [
            `Networks that run in one subtask alone, which cannot be told from another: ${silent.map(({ name }) => name).join(', ')}.`,
          ]),
    ],
    parts: [
      decodingTable(codes),
      assemblyTable(codes),
      ...codes.flatMap((code) => overlapTable(code, task.subtasks.names)),
    ],
    command,
  };
}

function decodingTable(codes: readonly SubtaskCode[]): DocumentTable {
  return {
    kind: 'table',
    id: 'decoding',
    caption: 'The subtask, decoded from the activity of each network',
    columns: [
      { key: 'network', title: 'network' },
      { key: 'signal', title: 'read from' },
      { key: 'accuracy', title: 'decoded', show: 'bar' },
      { key: 'chance', title: 'by chance' },
      { key: 'lead', title: 'lead, ms', digits: 0 },
    ],
    rows: codes.flatMap(({ name, decodability }) =>
      decodability.map(({ signal, accuracy, chance, leadMs }) => ({
        network: name,
        signal,
        accuracy,
        chance,
        lead: leadMs,
      })),
    ),
  };
}

function assemblyTable(codes: readonly SubtaskCode[]): DocumentTable {
  return {
    kind: 'table',
    id: 'assemblies',
    caption: 'How subtasks share the neurons of each network',
    columns: [
      { key: 'network', title: 'network' },
      { key: 'signal', title: 'of' },
      { key: 'neurons', title: 'units', digits: 0 },
      { key: 'active', title: 'active in any', show: 'bar' },
      { key: 'sparsity', title: 'sparsity' },
      { key: 'selectivity', title: 'selectivity' },
      { key: 'decision', title: 'spikes a step', digits: 0 },
      { key: 'rate', title: 'rate, Hz', digits: 1 },
      { key: 'burst', title: 'spikes in bursts' },
    ],
    rows: codes.flatMap(({ name: network, assemblies, rates, units }) => {
      if (assemblies === null && rates === null) return [];
      const { signal = null, active = null, sparsity = null, selectivity = null } = assemblies ?? {};
      const { spikesPerStep: decision = null, rateHz: rate = null, burstShare: burst = null } = rates ?? {};
      return [{ network, signal, neurons: units, active, sparsity, selectivity, decision, rate, burst }];
    }),
  };
}

function overlapTable({ name, assemblies }: SubtaskCode, names: readonly string[]): DocumentTable[] {
  if (assemblies === null) return [];
  const { subtasks, overlap, signal } = assemblies;
  const columns = subtasks.map((subtask) => ({
    key: `subtask ${subtask}`,
    title: names[subtask]!,
    show: 'shade' as const,
  }));
  return [
    {
      kind: 'table',
      id: `overlap-${name}`,
      caption: `Overlap of the subtasks’ mean ${signal} in ${name}; 1: the same neurons, 0: none in common`,
      columns: [{ key: 'subtask', title: 'subtask' }, ...columns],
      rows: overlap.map((row, k) => ({
        subtask: names[subtasks[k]!]!,
        ...Object.fromEntries(columns.map(({ key }, j) => [key, row[j]!])),
      })),
    },
  ];
}
