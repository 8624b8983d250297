/**
 * Answers of an expert, counted apart as in Le et al. 2018 (Hierarchical Imitation and Reinforcement Learning, section 3):
 * labels of both levels, and inspections, which only say whether something was right.
 */
export interface LabelCounts {
  /** Labelled steps: one for subtask and action of a step, one more for a choice that is to stand for several steps. */
  readonly labels: number;
  /** Subtasks named to a manager. */
  readonly managerLabels: number;
  /** Actions named to a worker, or to a flat agent. */
  readonly workerLabels: number;
  /** Verdicts on a choice, a segment or an episode without saying what is right. */
  readonly inspections: number;
}

/** Nothing was asked. */
export const noLabels: LabelCounts = { labels: 0, managerLabels: 0, workerLabels: 0, inspections: 0 };

/** The counts of two parts of a training, together. */
export function addLabels(first: LabelCounts, second: LabelCounts): LabelCounts {
  return {
    labels: first.labels + second.labels,
    managerLabels: first.managerLabels + second.managerLabels,
    workerLabels: first.workerLabels + second.workerLabels,
    inspections: first.inspections + second.inspections,
  };
}

/** Labels of both levels, each counted: what a budget of labels is of. */
export function labelsOfBoth({ managerLabels, workerLabels }: LabelCounts): number {
  return managerLabels + workerLabels;
}

/** The counts alone, of something that has more. */
export function labelCountsOf({
  labels,
  managerLabels,
  workerLabels,
  inspections,
}: LabelCounts): LabelCounts {
  return { labels, managerLabels, workerLabels, inspections };
}

/** `9190 labels: 9190 of the manager, 9190 of the workers, 0 inspections`. */
export function labelsInWords({ labels, managerLabels, workerLabels, inspections }: LabelCounts): string {
  return `${labels} labels: ${managerLabels} of the manager, ${workerLabels} of the workers, ${inspections} inspections`;
}
