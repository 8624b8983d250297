import { burstCodeSection } from './burst-code.ts';
import { clonedSplits } from './cloned-splits.ts';
import type { SectionMaker } from './context.ts';
import { episodesSection } from './episodes.ts';
import { lesionsSection } from './lesions.ts';
import { otherSplits } from './other-splits.ts';
import { segmentationSection } from './segmentation.ts';
import { subtasksSection } from './subtasks.ts';
import { trainingSection } from './training.ts';
import { transitionsSection } from './transitions.ts';
import { whoFails } from './who-fails.ts';

/** The sections of a report, in their order. A further one is a function from the context, and a line here. */
export const sectionMakers: readonly SectionMaker[] = [
  whoFails,
  subtasksSection,
  transitionsSection,
  segmentationSection,
  burstCodeSection,
  lesionsSection,
  trainingSection,
  otherSplits,
  clonedSplits,
  episodesSection,
];
