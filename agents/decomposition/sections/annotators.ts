import type { Dataset } from '../../../src/data/dataset.ts';
import { labelsOf } from '../../../src/data/demonstration.ts';
import { UsageError } from '../../../src/errors.ts';
import type { Section } from '../../../src/report/document.ts';
import { median } from '../../../src/statistics/median.ts';
import { cohensKappa, contingencyOf } from '../segmentation/contingency.ts';
import { boundariesOf, type LabelSequence } from '../segmentation/segments.ts';
import { segmentationOf } from './segmentation.ts';

/** Labels of a dataset, and what they are called. */
export interface Annotation {
  readonly id: string;
  readonly subtasks: readonly string[];
  /** By episode. */
  readonly labels: readonly LabelSequence[];
}

/**
 * Agreement with the labels of another dataset of the same episodes: of another annotator, or of an agent. Subtasks are the same
 * where their names are; episodes without labels of one's own are left out.
 * @throws UsageError where no episode has labels, or the episodes are others
 */
export function annotatorsSection(own: Annotation, other: Dataset, command: string): Section {
  const labelled = own.labels.flatMap((labels, episode) => (labels.length > 0 ? [{ labels, episode }] : []));
  if (labelled.length === 0)
    throw new UsageError(
      `${own.id}: expected labelled steps to compare with ${other.id}, received none; see burstwise data label --help`,
    );
  const names = [...own.subtasks];
  const indexOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1);
  const mapped = (other.metadata.own?.subtasks ?? []).map(indexOf);
  const ours = labelled.map(({ labels }) => labels);
  const theirs = labelled.map(({ labels, episode }) => {
    const others = episode < other.length ? (labelsOf(other.episode(episode))?.subtasks ?? []) : [];
    if (others.length === labels.length) return others.map((label) => mapped[label] ?? label);
    throw new UsageError(
      `${other.id}, episode ${episode}: expected ${labels.length} labelled steps, as in ${own.id}, received ${others.length}; label the same episodes`,
    );
  });
  const offsets = offsetsOf(ours, theirs);
  const kappa = cohensKappa(contingencyOf(ours, theirs));
  const section = segmentationOf(ours, theirs, command, other.id)!;
  return {
    ...section,
    id: 'annotators',
    title: `Agreement with ${other.id}`,
    text: [
      `Cohen’s κ by step, subtasks of one name taken as the same: ${kappa.toFixed(3)}. Named: labels count by their names; matched: labels are first paired so that most steps agree.`,
    ],
    parts: [
      ...section.parts,
      {
        kind: 'table',
        id: 'offsets',
        caption: `Boundaries of ${other.id} beside the nearest of ${own.id}, in steps; below 0: earlier`,
        columns: [
          { key: 'boundaries', title: 'boundaries', digits: 0 },
          { key: 'early', title: '10 % below', digits: 0 },
          { key: 'median', title: 'median', digits: 0 },
          { key: 'late', title: '10 % above', digits: 0 },
        ],
        rows: [
          {
            boundaries: offsets.length,
            early: offsets[Math.floor(0.1 * (offsets.length - 1))] ?? null,
            median: offsets.length === 0 ? null : median(offsets),
            late: offsets[Math.floor(0.9 * (offsets.length - 1))] ?? null,
          },
        ],
      },
    ],
  };
}

/** How far each boundary of the second is from the nearest one of the first, ascending; episodes without any are left out. */
function offsetsOf(first: readonly LabelSequence[], second: readonly LabelSequence[]): number[] {
  const offsets = second.flatMap((labels, episode) => {
    const boundaries = boundariesOf(first[episode]!);
    if (boundaries.length === 0) return [];
    return boundariesOf(labels).map((step) => {
      const distances = boundaries.map((boundary) => step - boundary);
      return distances.reduce((least, distance) => (Math.abs(distance) < Math.abs(least) ? distance : least));
    });
  });
  return offsets.sort((a, b) => a - b);
}
