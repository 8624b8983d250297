import { ink, meaning } from './palette.ts';

/** What became of an episode. */
export interface EpisodeOutcome {
  readonly succeeded: boolean;
  /** Whether it goes on after what is shown. */
  readonly underWay?: boolean | undefined;
}

/** The mark of an outcome, and its colour: a tick, a cross, or dots for an episode that is under way. */
export function outcomeMark({
  succeeded,
  underWay,
}: EpisodeOutcome): readonly [mark: string, colour: string] {
  if (underWay) return ['…', ink.muted];
  return succeeded ? ['✓', meaning.success] : ['✗', meaning.failure];
}
