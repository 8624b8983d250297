/**
 * Adjusts p-values of several tests so that the probability of any false finding stays below the level (Holm 1979): the
 * smallest is multiplied by the number of tests, the next by one less, and so on; none falls below an earlier one, or rises
 * above 1.
 *
 * @returns adjusted p-values in the order of those given
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let least = 0;
  order.forEach((test, rank) => {
    least = Math.min(1, Math.max(least, (pValues.length - rank) * pValues[test]!));
    adjusted[test] = least;
  });
  return adjusted;
}
