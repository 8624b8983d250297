import { InvalidSpace } from '../errors.ts';
import { logger } from '../logger.ts';
import { Generator } from '../random/generator.ts';
import { checkedOptions, checkSpace } from './arguments.ts';
import { batchSpace, iterate } from './batch.ts';
import { checkOneFilter, type Seed, Space, type SpaceJson } from './space.ts';
import { checkSeeds, isNumeric, subseeds } from './subseeds.ts';

/** Nodes and edges are batches of their spaces; `edgeLinks` is `[edges, 2]`: where each edge starts and ends. */
export interface GraphInstance {
  readonly nodes: unknown;
  readonly edges: unknown;
  readonly edgeLinks: Int32Array | null;
}

/** Filter of the batch of nodes, and of the edges: of each edge if their number is drawn, else of their batch. */
export type GraphFilter = readonly [nodes: unknown, edges: unknown];

export interface GraphSize {
  /** Default 10. */
  readonly numNodes?: number;
  /** Drawn below numNodes · (numNodes − 1) by default. */
  readonly numEdges?: number;
}

/** Graphs of any size whose nodes and edges carry values. Without an edge space, `edges` and `edgeLinks` are null. */
export class Graph extends Space<GraphInstance> {
  readonly shape = null;
  readonly nodeSpace: Space;
  readonly edgeSpace: Space | null;
  readonly #nodeBatch: Space;
  readonly #edgeBatch: Space | null;

  /** @throws InvalidSpace when one of them is no space */
  constructor(nodeSpace: Space, edgeSpace: Space | null = null, options: { seed?: Seed | Generator } = {}) {
    const { seed } = checkedOptions(options, 'Graph');
    super(seed instanceof Generator ? seed : undefined);
    checkSpace(nodeSpace, 'Graph.nodeSpace');
    if (edgeSpace !== null) checkSpace(edgeSpace, 'Graph.edgeSpace');
    this.nodeSpace = nodeSpace;
    this.edgeSpace = edgeSpace;
    this.#nodeBatch = batchSpace(nodeSpace, 1);
    this.#edgeBatch = edgeSpace && batchSpace(edgeSpace, 1);
    if (seed !== undefined && !(seed instanceof Generator)) this.seed(seed);
  }

  /** Seeds the graph and its spaces: from one seed, or from a list with a seed for the graph, nodes and edges. */
  override seed(seed?: Seed): unknown[] {
    const spaces = this.edgeSpace === null ? [this.nodeSpace] : [this.nodeSpace, this.edgeSpace];
    if (seed == null) return [this.reseed(), ...spaces.map((space) => space.seed())];
    let [own, seeds]: [Seed, readonly Seed[]] = [seed, []];
    if (isNumeric(seed)) {
      this.reseed(seed);
      seeds = subseeds(this.npRandom, spaces.length);
    } else {
      [own, ...seeds] = checkSeeds(seed, spaces.length + 1, 'Graph') as [Seed, ...Seed[]];
    }
    // Seeded anew, so that the stream is the same whichever way the seed was given.
    return [this.reseed(own), ...spaces.map((space, i) => space.seed(seeds[i]))];
  }

  override sample(
    mask?: GraphFilter | null,
    probability?: GraphFilter | null,
    { numNodes = 10, numEdges }: GraphSize = {},
  ): GraphInstance {
    checkOneFilter('Graph', mask, probability);
    if (!(numNodes > 0) || (numEdges !== undefined && !(numEdges >= 0))) {
      throw new InvalidSpace(
        `Graph.sample: expected numNodes > 0 and numEdges ≥ 0, received ${numNodes} and ${numEdges}.`,
      );
    }
    if (numEdges !== undefined && this.edgeSpace === null) {
      logger.warn('Graph.sample: numEdges has no effect without an edge space.');
    }
    const count = numEdges ?? (numNodes > 1 ? this.npRandom.integers(0, numNodes * (numNodes - 1)) : 0);
    const edgeFilter = (filter: unknown): unknown =>
      filter != null && numEdges === undefined ? Array(count).fill(filter) : filter;

    const nodes = sampleBatch(this.nodeSpace, numNodes, mask?.[0], probability?.[0]);
    if (this.edgeSpace === null || count === 0) return { nodes, edges: null, edgeLinks: null };
    const edges = sampleBatch(this.edgeSpace, count, edgeFilter(mask?.[1]), edgeFilter(probability?.[1]));
    const edgeLinks = this.npRandom.fillIntegers(new Int32Array(2 * count), 0, numNodes, { dtype: 'int32' });
    return { nodes, edges, edgeLinks };
  }

  /** The value of each node, and of each edge. */
  nodesOf(graph: GraphInstance): unknown[] {
    return iterate(this.#nodeBatch, graph.nodes);
  }

  edgesOf(graph: GraphInstance): unknown[] {
    return this.#edgeBatch === null || graph.edges === null ? [] : iterate(this.#edgeBatch, graph.edges);
  }

  override contains(value: unknown): value is GraphInstance {
    if (typeof value !== 'object' || value === null || !('nodes' in value)) return false;
    const graph = value as GraphInstance;
    const { edges = null, edgeLinks = null } = graph;
    try {
      const nodes = this.nodesOf(graph);
      if (!nodes.every((node) => this.nodeSpace.contains(node))) return false;
      if (edges === null || edgeLinks === null) return edges === null && edgeLinks === null;
      const { edgeSpace } = this;
      const values = this.edgesOf(graph);
      return (
        edgeSpace !== null &&
        values.every((edge) => edgeSpace.contains(edge)) &&
        edgeLinks instanceof Int32Array &&
        edgeLinks.length === 2 * values.length &&
        edgeLinks.every((node) => node >= 0 && node < nodes.length)
      );
    } catch (error) {
      if (error instanceof InvalidSpace) return false; // not batches at all
      throw error;
    }
  }

  override equals(other: unknown): boolean {
    if (!(other instanceof Graph) || !other.nodeSpace.equals(this.nodeSpace)) return false;
    return this.edgeSpace === null ? other.edgeSpace === null : this.edgeSpace.equals(other.edgeSpace);
  }

  override copy(): Graph {
    return new Graph(this.nodeSpace.copy(), this.edgeSpace?.copy() ?? null, { seed: this.npRandom.clone() });
  }

  override toJSON(): SpaceJson {
    const { nodeSpace, edgeSpace } = this;
    return { type: 'Graph', nodeSpace: nodeSpace.toJSON(), edgeSpace: edgeSpace?.toJSON() ?? null };
  }

  override toString(): string {
    return `Graph(${this.nodeSpace}, ${this.edgeSpace})`;
  }
}

/** Samples a batch from a copy of the space's stream, and moves the stream on by one draw, as Gymnasium does. */
function sampleBatch(space: Space, n: number, mask: unknown, probability: unknown): unknown {
  const batch = batchSpace(space, n).sample(mask, probability);
  space.npRandom.random();
  return batch;
}
