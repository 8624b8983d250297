import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  Box,
  Dict,
  Discrete,
  Graph,
  InvalidArgument,
  logger,
  MultiBinary,
  MultiDiscrete,
  type Seed,
  Sequence,
  Text,
  Tuple,
} from '../../src/index.ts';
import { anySpace } from './python-spaces.ts';

describe('seeding', () => {
  const tuple = () => new Tuple([new Discrete(1000), new Discrete(1000)]);

  it('takes a seed for each inner space', () => {
    const space = tuple();
    expect(space.seed([3, 4n])).toEqual([3n, 4n]);
    expect(space.sample()).toEqual([3, 4].map((seed) => new Discrete(1000, { seed }).sample()));
    const dict = new Dict({ a: tuple(), b: new Discrete(1000) });
    expect(dict.seed({ a: [1, 2], b: 3 })).toEqual({ a: [1n, 2n], b: 3n });
  });

  it('gives the same samples from one seed and from all those that it leads to', () => {
    fc.assert(
      fc.property(anySpace, fc.nat(), (space, seed) => {
        const used = space.seed(seed) as Seed;
        const sampled = space.sample();
        expect(space.seed(used)).toEqual(used);
        expect(space.sample()).toEqual(sampled);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('gives every inner space a seed of its own when there is none', () => {
    fc.assert(
      fc.property(anySpace, (space) => {
        const used = space.seed() as Seed;
        const sampled = space.sample();
        space.seed(used);
        expect(space.sample()).toEqual(sampled);
      }),
      { seed: 6, numRuns: 50 },
    );
  });

  it('refuses lists that do not fit', () => {
    expect(() => tuple().seed([1])).toThrow(/expected an integer or 2 seeds, received an array of length 1/);
    expect(() => new Dict({ a: tuple() }).seed({ b: 1 })).toThrow(/seeds for a, received/);
    expect(() => new Discrete(3).seed([1, 2])).toThrow(InvalidArgument);
    expect(() => tuple().seed(-1)).toThrow(InvalidArgument);
  });
});

describe('Graph', () => {
  it('has the size that is asked for', () => {
    const graph = new Graph(new Discrete(5), new Box({ low: 0, high: 1, shape: [2] }), { seed: 1 });
    const instance = graph.sample(null, null, { numNodes: 4, numEdges: 3 });
    expect([graph.nodesOf(instance).length, graph.edgesOf(instance).length]).toEqual([4, 3]);
    expect(instance.edgeLinks?.length).toBe(6);
    expect(graph.contains(instance)).toBe(true);
    expect(graph.contains({ ...instance, edgeLinks: Int32Array.of(0, 1, 2, 3, 4, 0) })).toBe(false);
    expect(graph.contains({ ...instance, edgeLinks: null })).toBe(false);
    expect(graph.sample(null, null, { numNodes: 1 })).toMatchObject({ edges: null, edgeLinks: null });
    expect(() => graph.sample(null, null, { numNodes: 0 })).toThrow(
      /numNodes > 0 and numEdges ≥ 0, received 0/,
    );
  });

  it('warns of edges that it cannot have', () => {
    const warn = vi.spyOn(logger, 'warn').mockImplementation(() => {});
    const graph = new Graph(new Discrete(5));
    expect(graph.edgesOf(graph.sample(null, null, { numEdges: 3 }))).toEqual([]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('without an edge space'));
    warn.mockRestore();
  });
});

describe('masks and probabilities', () => {
  it('are refused together, or when they do not fit', () => {
    const space = new Discrete(3);
    expect(() => space.sample([1, 0, 1], [0, 0, 1])).toThrow(/received both/);
    expect(() => space.sample([1, 0])).toThrow(/mask: expected 3 numbers, received an array of length 2/);
    expect(() => space.sample([1, 0.5, 0])).toThrow(/mask\[1\]: expected 0 or 1, received 0.5/);
    expect(() => space.sample(null, [0.5, 0.6, 0])).toThrow(/sum of 1, received 1.1/);
    expect(() => space.sample(null, [1.5, -0.5, 0])).toThrow(/probability\[0\].*received 1.5/);
    expect(() => new MultiDiscrete([2, 2]).sample([[1, 0]])).toThrow(/expected 2 lists, received 1/);
    expect(() => new MultiBinary(2).sample([0, 3])).toThrow(/numbers of 0, 1 and 2/);
    expect(() => new Tuple([space]).sample([])).toThrow(/expected 1 masks/);
    expect(() => new Dict({ a: space }).sample({} as { a: null })).toThrow(/masks or probabilities for a/);
    expect(() => new Text(3).sample([4, null])).toThrow(/length from 1 to 3, received 4/);
    expect(() => new Text(3, { charset: 'ab' }).sample([null, [0, 0]])).toThrow(
      /at least one allowed character/,
    );
    expect(() => new Sequence(space).sample([-1, null])).toThrow(/lengths ≥ 0/);
  });

  it('leave the least value where nothing is allowed', () => {
    expect(new Discrete(3, { start: 4 }).sample([0, 0, 0])).toBe(4);
    expect([
      ...new MultiDiscrete([2, 3], { start: [1, 2] }).sample([
        [0, 0],
        [0, 0, 0],
      ]),
    ]).toEqual([1, 2]);
    expect(new Text(3, { minLength: 0, charset: 'ab' }).sample([2, [0, 0]])).toBe('');
  });
});
