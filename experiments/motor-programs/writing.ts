import { evaluate } from '../../agents/evaluation/evaluate.ts';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { handwritingAdapter } from '../../envs/handwriting/adapter.ts';
import type { HandwritingInfo } from '../../envs/handwriting/types.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { cpuSeconds } from '../harness/cpu-seconds.ts';
import type { WritingVariant } from './variants.ts';
import { drawWord } from './word-picture.ts';
import { writeWord } from './write-word.ts';

/** A way of learning to write, with one seed. */
export interface WritingCell extends Cell {
  readonly variant: WritingVariant;
  /** Fresh words. */
  readonly episodes: number;
  /** A word to draw; null for none. */
  readonly pictured: string | null;
}

/** What was learned with one seed. */
export interface WritingResult {
  /** Number of letters; of them, those read as themselves, and those that are near enough too. */
  readonly letters: number;
  readonly recognised: number;
  readonly right: number;
  /** Mean distance of the written letters from their templates, heights of small letters; letters without ink count as 1. */
  readonly distance: number;
  /** Words all letters of which were right. */
  readonly words: number;
  /** CPU time of the training, s; unlike the rest it differs from one measurement to the next. */
  readonly trainingSeconds: number;
  /** Labels of manager and workers. */
  readonly labels: number;
  /** The word with the bursts that wrote it, as an SVG document. */
  readonly picture: string | null;
}

/** Words that are written, and those of a control. */
export const WORDS = 200;
export const CONTROL_WORDS = 40;
/** Distance that stands for a letter without ink. */
const NO_INK = 1;

/** Learns to write; writes each letter once, for which the expert names it, and then fresh words, which the manager spells. */
export function learnAndWrite(
  { name, variant, seed, episodes, pictured }: WritingCell,
  show: ShowProgress,
): WritingResult {
  const trainable = imitationTrainable(handwritingAdapter);
  const session = trainable.begin(parseConfig(trainable.schema, { ...variant.config, seed }, name));
  const training = variant.untrained ? 0 : session.total;
  const started = cpuSeconds();
  while (session.completed < training) {
    session.advance();
    show(session.completed, training + episodes);
  }
  const trainingSeconds = cpuSeconds() - started;
  const asked = { seed, episodes: 1, layout: 'alphabet', manager: 'expert', traces: 1 } as const;
  const { written } = evaluate(session.task, session.agent, asked).traces[0]!.infos.at(-1) as HandwritingInfo;
  const played = session.play({ episodes, layout: variant.words, seed }, (n) =>
    show(training + n, training + episodes),
  );
  const distances = written.map(({ distance }) => distance ?? NO_INK);
  return {
    letters: written.length,
    recognised: written.filter(({ letter, readAs }) => letter === readAs).length,
    right: written.filter(({ isRight }) => isRight).length,
    distance: distances.reduce((sum, distance) => sum + distance, 0) / written.length,
    words: played.filter(({ achieved }) => achieved.at(-1) === true).length,
    trainingSeconds,
    labels: session.counts.managerLabels + session.counts.workerLabels,
    picture: pictured === null ? null : drawWord(writeWord(session, pictured), { animated: false }),
  };
}
