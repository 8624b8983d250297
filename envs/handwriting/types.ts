/** Where the pen is on the page, in heights of small letters, and whether it writes. */
export type PenMark = readonly [x: number, y: number, writes: boolean];

/** A written letter, read. */
export interface Judgement {
  /** The letter that was to be written. */
  readonly letter: string;
  /** The letter that it looks most like; null where nothing was written. */
  readonly readAs: string | null;
  /** Its distance from the letter that was to be written, in heights of small letters; null where nothing was written. */
  readonly distance: number | null;
  /** Whether it is read as that letter and is no farther from it than the tolerance. */
  readonly isRight: boolean;
}

/** What the environment tells with every reset and step. */
export type HandwritingInfo = {
  /** The text: words with spaces between them. */
  readonly text: string;
  /** The letters written so far. */
  readonly written: readonly Judgement[];
  /** The number of right letters before the first wrong one. */
  readonly rightInARow: number;
  /** Whether the whole text has been written, right or wrong. */
  readonly finished: boolean;
  readonly pen: PenMark;
  /** Index of the letter that is to be written; of the last one when the text is finished. */
  readonly subtask: number;
  /** Steps since reset. */
  readonly step: number;
};
