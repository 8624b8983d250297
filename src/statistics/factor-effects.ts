import type { Generator } from 'gymnasium-js';
import { bootstrap } from './bootstrap.ts';
import { holm } from './holm.ts';
import { summariseMean } from './means.ts';
import type { Estimate } from './proportions.ts';

/** A measurement under one level of a factor. */
export interface FactorUnit {
  /** What else was the same, e.g. the other settings and the seed: units are compared within it. */
  readonly block: string;
  /** Index of the level. */
  readonly level: number;
  /** What was measured. */
  readonly value: number;
}

/** A factor, e.g. a setting, and what was measured under its levels. */
export interface Factor {
  /** Its name, e.g. of a setting. */
  readonly name: string;
  /** Levels in words. */
  readonly levels: readonly string[];
  /** All measurements. */
  readonly units: readonly FactorUnit[];
}

/** What a factor does. */
export interface FactorEffect {
  /** Name of the factor. */
  readonly name: string;
  /** Of the permutation test, adjusted for the number of factors (Holm). */
  readonly p: number;
  /** In the order of the factor's levels. */
  readonly levels: readonly LevelEffect[];
}

/** What a level does. */
export interface LevelEffect {
  /** The level in words. */
  readonly level: string;
  /** Number of measurements. */
  readonly count: number;
  /** Mean of the measurements under it. */
  readonly mean: number;
  /** Difference from the first level; null for the first level, and where there are too few measurements. */
  readonly difference: Estimate | null;
}

/** Permutations of a test: its least p-value is the inverse of this and one. */
const PERMUTATIONS = 1999;

/**
 * The effects of factors, each tested by permutation: if a factor does nothing, its levels within a block could as well have been dealt in
 * any other order, and the means of the levels differ as much then (Fisher 1935). This is exact for any distribution, and for designs
 * with holes. Measurements of one block, e.g. of one seed, are compared with each other only, so that what a seed does cancels; different
 * blocks are taken as independent. Intervals of differences are Student's over blocks; where no block has two levels, as with random
 * settings, bootstrap intervals.
 *
 * @param generator draws the permutations; the same state gives the same values
 */
export function factorEffects(factors: readonly Factor[], generator: Generator): readonly FactorEffect[] {
  const adjusted = holm(factors.map((factor) => permutationTest(factor, generator)));
  return factors.map(({ name, levels, units }, k) => ({
    name,
    p: adjusted[k]!,
    levels: levels.map((level, index) => {
      const own = units.filter((unit) => unit.level === index);
      const difference = index === 0 ? null : differenceFrom(units, index, generator);
      return { level, count: own.length, mean: mean(own.map(({ value }) => value)), difference };
    }),
  }));
}

/** Share of orders, the given one among them, that separate the means of levels at least as much. */
function permutationTest({ levels, units }: Factor, generator: Generator): number {
  const blocks = blocksOf(units).filter((block) => block.length > 1);
  // What a block has in common says nothing of levels.
  const centred = blocks.map((block) => {
    const common = mean(block.map(({ value }) => value));
    return { values: block.map(({ value }) => value - common), levels: block.map(({ level }) => level) };
  });
  const spread = () => spreadOfMeans(centred, levels.length);
  const observed = spread();
  let atLeast = 1;
  for (let k = 0; k < PERMUTATIONS; k++) {
    for (const block of centred) shuffle(block.levels, generator);
    // Sums in another order differ in their last digits.
    if (spread() >= observed * (1 - 1e-9)) atLeast++;
  }
  return atLeast / (PERMUTATIONS + 1);
}

interface CentredBlock {
  readonly values: readonly number[];
  readonly levels: number[];
}

/** Sum of squares between levels. */
function spreadOfMeans(blocks: readonly CentredBlock[], count: number): number {
  const [sums, numbers] = [new Float64Array(count), new Float64Array(count)];
  for (const { values, levels } of blocks) {
    for (let k = 0; k < values.length; k++) {
      sums[levels[k]!]! += values[k]!;
      numbers[levels[k]!]!++;
    }
  }
  return sums.reduce(
    (total, sum, level) => total + (numbers[level]! > 0 ? (sum * sum) / numbers[level]! : 0),
    0,
  );
}

/** Fisher and Yates. */
function shuffle(items: number[], generator: Generator): void {
  for (let k = items.length - 1; k > 0; k--) {
    const other = generator.integers(0, k + 1);
    [items[k], items[other]] = [items[other]!, items[k]!];
  }
}

/** Mean difference of a level from the first one: in pairs within blocks, or else between independent measurements. */
function differenceFrom(units: readonly FactorUnit[], level: number, generator: Generator): Estimate | null {
  const valuesOf = (block: readonly FactorUnit[], index: number) =>
    block.filter((unit) => unit.level === index).map(({ value }) => value);
  const blocks = blocksOf(units);
  const isPaired = blocks.length > 1;
  if (isPaired) {
    const pairs = blocks.flatMap((block) => {
      const [own, first] = [valuesOf(block, level), valuesOf(block, 0)];
      return own.length > 0 && first.length > 0 ? [mean(own) - mean(first)] : [];
    });
    if (pairs.length < 2) return null;
    const { value, low, high } = summariseMean(pairs);
    return { value, low, high };
  }
  const groups = [valuesOf(units, level), valuesOf(units, 0)];
  if (groups.some((group) => group.length < 2)) return null;
  return bootstrap(groups, ([own, first]) => mean(own!) - mean(first!), { generator });
}

function blocksOf(units: readonly FactorUnit[]): readonly (readonly FactorUnit[])[] {
  const blocks = new Map<string, FactorUnit[]>();
  for (const unit of units) {
    const block = blocks.get(unit.block);
    if (block === undefined) blocks.set(unit.block, [unit]);
    else block.push(unit);
  }
  return [...blocks.values()];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
