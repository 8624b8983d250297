import type { Estimate } from '../../../src/statistics/proportions.ts';

/** `0.43 [0.33, 0.52]` */
export function range({ value, low, high }: Estimate, digits = 2): string {
  return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}

/** `43 %` */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** `1 step`, `20 steps` */
export function steps(count: number): string {
  return `${Math.round(count)} step${Math.round(count) === 1 ? '' : 's'}`;
}

/** `“a”`, `“a” and “b”`, `“a”, “b” and “c”` */
export function named(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

/** What a finding costs, as the end of a sentence. */
export function cost(success: Estimate, time: Estimate): string {
  if (success.low > 0) return `this costs ${range(success)} of success`;
  if (time.low > 0) return `this costs ${steps(time.value)} an episode, and no success that could be told`;
  return 'no loss of success or time can be told';
}

/** `x never reaches`, `x and y never reach` */
export function neverReach(parts: readonly { readonly name: string }[]): string {
  const names = parts.map(({ name }) => name);
  if (names.length === 1) return `${names[0]} never reaches`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} never reach`;
}
