/**
 * What a vector environment does when an episode of a sub-environment ends.
 *
 * - `NEXT_STEP`: the next `step` resets it, ignores its action, and returns the first observation with reward 0.
 * - `SAME_STEP`: the same `step` resets it and returns the first observation; the last observation and info of the
 *   ended episode are in `infos.final_obs` and `infos.final_info`.
 * - `DISABLED`: nothing; the caller resets it, by `reset` with a `resetMask`.
 */
export const AutoresetMode = {
  NEXT_STEP: 'NextStep',
  SAME_STEP: 'SameStep',
  DISABLED: 'Disabled',
} as const;

export type AutoresetMode = (typeof AutoresetMode)[keyof typeof AutoresetMode];
