/** A stretch of an episode, as a person or a program marked it. */
export interface MarkedSegment {
  /** Number of the episode. */
  readonly episode: number;
  /** Its first step, or the time of it in seconds. */
  readonly start: number;
  /** Its end, which does not belong to it; absent: where the next one begins, or the episode ends. */
  readonly end?: number | undefined;
  readonly subtask: string;
}

/** Marked segments, and what their file says of them. */
export interface MarkedFile {
  readonly segments: readonly MarkedSegment[];
  /** Names of the subtasks, index = label. */
  readonly subtasks: readonly string[];
  /** Steps in a second, where the file says so and its times are seconds. */
  readonly rate: number | null;
}
