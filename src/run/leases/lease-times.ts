/** How processes on several machines know that the others live, in milliseconds. */
export interface LeaseTimes {
  /** From beat to beat. */
  readonly beat: number;
  /** Silence after which a process on another machine counts as dead. */
  readonly expires: number;
}
