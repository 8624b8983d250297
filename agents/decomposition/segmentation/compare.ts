import { type BoundaryScore, boundaryScore } from './boundaries.ts';
import {
  adjustedRandIndex,
  contingencyOf,
  frameAccuracy,
  normalisedMutualInformation,
} from './contingency.ts';
import { type LabelMatching, optimalMatching, relabelled } from './matching.ts';
import { editScore, overSegmentation, segmentalF1, underSegmentation } from './segmental.ts';
import type { LabelSequence } from './segments.ts';

/** The thresholds of F1@k that the field reports (Lea et al. 2017). */
export const OVERLAPS = [0.1, 0.25, 0.5] as const;

/** How segmentations are compared. */
export interface ComparisonOptions {
  /**
   * `none`: labels have the same names in both. `optimal`: predicted labels are matched first, so that most steps agree; what
   * is reported is then an upper bound, which grows with the number of predicted labels.
   */
  readonly matching: 'none' | 'optimal';
  /** Tolerances of boundaries, steps. */
  readonly tolerances: readonly number[];
}

/** Agreement of a segmentation with a reference; each measure has its definition at the function of its name. */
export interface SegmentationScores {
  readonly frameAccuracy: number;
  readonly editScore: number;
  /** F1 at each of {@link OVERLAPS}. */
  readonly f1: readonly { readonly overlap: number; readonly f1: number }[];
  readonly boundaries: readonly ({ readonly tolerance: number } & BoundaryScore)[];
  readonly normalisedMutualInformation: number;
  readonly adjustedRandIndex: number;
  readonly overSegmentation: number;
  readonly underSegmentation: number;
  /** Null without matching. */
  readonly matching: LabelMatching | null;
}

/**
 * Compares labels with those of a reference, over all steps of all episodes.
 *
 * @param reference labels of each episode
 * @param predicted labels of the same episodes, of the same lengths
 * @throws RangeError when episodes or their lengths differ, or there is no step
 */
export function compareSegmentations(
  reference: readonly LabelSequence[],
  predicted: readonly LabelSequence[],
  { matching: how, tolerances }: ComparisonOptions,
): SegmentationScores {
  const matching = how === 'optimal' ? optimalMatching(reference, predicted) : null;
  const named = matching === null ? predicted : relabelled(predicted, matching);
  const contingency = contingencyOf(reference, named);
  return {
    frameAccuracy: frameAccuracy(reference, named),
    editScore: editScore(reference, named),
    f1: OVERLAPS.map((overlap) => ({ overlap, f1: segmentalF1(reference, named, overlap) })),
    boundaries: tolerances.map((tolerance) => ({
      tolerance,
      ...boundaryScore(reference, named, tolerance),
    })),
    normalisedMutualInformation: normalisedMutualInformation(contingency),
    adjustedRandIndex: adjustedRandIndex(contingency),
    overSegmentation: overSegmentation(reference, named),
    underSegmentation: underSegmentation(reference, named),
    matching,
  };
}
