import { compareSegmentations } from '../../agents/decomposition/segmentation/compare.ts';
import { boundariesOf } from '../../agents/decomposition/segmentation/segments.ts';
import { changePoints, randomSegments, withViews } from '../../agents/discovery/baselines.ts';
import {
  type DiscoverySettings,
  type DiscoveryView,
  discover,
  discoveryDefaults,
  readDemonstrations,
  stepLabels,
  viewOf,
} from '../../agents/discovery/discover.ts';
import { fitOptions, segment } from '../../agents/discovery/expectation-maximisation.ts';
import { imitationRunSchema } from '../../agents/trainable/schema.ts';
import { adapters } from '../../envs/index.ts';
import { parseConfig } from '../../src/config/config.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { Cell } from '../../src/run/cells/cell.ts';
import { Task } from '../../src/task/task.ts';
import { type Demonstrations, demonstrate } from './demonstrations.ts';
import { successOfLabels } from './success.ts';
import type { DiscoveryTask } from './tasks.ts';

/** A way to cut demonstrations into subtasks. */
export interface DiscoveryMethod {
  readonly name: string;
  readonly kind: 'options' | 'workers' | 'change points' | 'random';
  /** Settings other than the defaults. */
  readonly settings?: Partial<DiscoverySettings>;
  /** At most so many demonstrations, where more take too long. */
  readonly demonstrations?: number;
  /** The one task whose units belong to objects. */
  readonly only?: string;
  /** Whether agents are trained on what was found. */
  readonly trains?: boolean;
}

const bursts = { features: 'bursts', ridge: 0.03, intervalMs: 4 } as const;

/** Methods of the table, best first; only the first chooses the number of subtasks, others are told. */
export const methods: readonly DiscoveryMethod[] = [
  { name: 'options', kind: 'options', trains: true },
  { name: 'options, number given', kind: 'options' },
  { name: 'options, fewer demonstrations', kind: 'options', demonstrations: 100, only: 'button-food' },
  { name: 'options, bursts', kind: 'options', settings: bursts, demonstrations: 100 },
  {
    name: 'options, bursts and units',
    kind: 'options',
    settings: { ...bursts, features: 'both' },
    demonstrations: 100,
    only: 'button-food',
  },
  { name: 'options, no correlation', kind: 'options', settings: { correlation: false } },
  { name: 'options, no terminations', kind: 'options', settings: { termination: false } },
  { name: 'competing workers', kind: 'workers', settings: { termination: false }, only: 'button-food' },
  { name: 'change points of bursts', kind: 'change points', settings: bursts, demonstrations: 100 },
  { name: 'random', kind: 'random' },
];

/** A method on demonstrations of a task. */
export interface DiscoveryCell extends Cell {
  readonly task: DiscoveryTask;
  readonly method: DiscoveryMethod;
  readonly episodes: number;
}

/** How well what was found agrees with the expert's subtasks, whose labels are matched with it. */
export interface DiscoveryScores {
  readonly count: number;
  readonly frameAccuracy: number;
  readonly boundaryF1: number;
  readonly adjustedRandIndex: number;
  /** Success of agents cloned from the demonstrations with found and with given labels; null where none was trained. */
  readonly success: { readonly found: number; readonly given: number } | null;
}

/** Finds subtasks in the demonstrations of a cell, and compares them with those of the expert. */
export function measureDiscovery({ task: about, method, seed, episodes }: DiscoveryCell): DiscoveryScores {
  const adapter = adapters.find(({ name }) => name === about.env)!;
  const config = parseConfig(
    imitationRunSchema(adapter),
    { options: about.options, agent: { kind: 'flat' } },
    about.name,
  );
  const task = new Task(adapter, config.options);
  const shown = demonstrate(
    task,
    seed,
    Math.min(about.demonstrations, method.demonstrations ?? Number.POSITIVE_INFINITY),
  );
  const network = config.agent.kind === 'flat' ? config.agent.network : { model: 'burst' };
  const found = labelsBy(method, shown, viewOf(task, network), seed, about.subtasks);
  const scores = compareSegmentations(shown.given, found.labels, {
    matching: 'optimal',
    tolerances: [about.tolerance],
  });
  const trains = method.trains === true && about.env === 'button-food';
  return {
    count: found.count,
    frameAccuracy: scores.frameAccuracy,
    boundaryF1: scores.boundaries[0]!.f1,
    adjustedRandIndex: scores.adjustedRandIndex,
    success: trains ? successOfLabels(task, shown, found, { seed, episodes }) : null,
  };
}

function labelsBy(
  { kind, settings, trains = false }: DiscoveryMethod,
  shown: Demonstrations,
  view: DiscoveryView<unknown, unknown>,
  seed: number,
  subtasks: number,
): { readonly count: number; readonly labels: readonly ArrayLike<number>[] } {
  const asked = { ...discoveryDefaults, ...settings, seed, count: trains ? null : subtasks };
  if (kind === 'options') return discover(shown.episodes, view, asked);
  const sequences = readDemonstrations(shown.episodes, view, asked);
  const generator = streamGenerator(seed, 'discovery');
  const changes = shown.given.reduce((sum, labels) => sum + boundariesOf(labels).length, 0);
  const boundaries = Math.round(changes / shown.given.length);
  const rows = (() => {
    if (kind === 'random') return randomSegments(sequences, subtasks, boundaries, generator);
    if (kind === 'change points') return changePoints(sequences, subtasks, boundaries, WINDOW);
    const grouped = withViews(sequences, unitsByObject(view.input.labels));
    return segment(grouped, fitOptions(grouped, subtasks, asked, generator).model);
  })();
  return { count: subtasks, labels: stepLabels(rows, sequences, shown.episodes) };
}

/** Rows before and after a change. */
const WINDOW = 4;

/** The units of each object of Button & Food, by their labels, such as `food Δx ≈ 0.1`. */
function unitsByObject(labels: readonly string[]): number[][] {
  const objects = [...new Set(labels.map((label) => label.split(' ')[0]!))];
  return objects.map((object) =>
    labels.flatMap((label, unit) => (label.startsWith(`${object} `) ? [unit] : [])),
  );
}
