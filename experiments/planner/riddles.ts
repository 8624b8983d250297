import { Generator, PCG64, SeedSequence } from 'gymnasium-js';
import type { WaveQuestion } from '../../agents/planning/burst-wave.ts';
import { type PlaceGraph, placeGraph } from '../../agents/planning/place-graph.ts';
import type { PlacePosition } from '../../agents/planning/wave-figure.ts';

const STAY = 4;
const steps = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
] as const;

/** A generator that numbers name. */
export function generatorOf(...path: number[]): Generator {
  return new Generator(new PCG64(new SeedSequence(path)));
}

/** Side × side places; ways 0–3 lead north, south, west, east, way 4 stays. */
export function gridGraph(side: number): PlaceGraph {
  return placeGraph(side * side, 5, (place, way) => {
    if (way === STAY) return place;
    const [dx, dy] = steps[way]!;
    const [x, y] = [(place % side) + dx, Math.floor(place / side) + dy];
    return x < 0 || y < 0 || x >= side || y >= side ? null : y * side + x;
  });
}

/** A question in a graph that can be drawn. */
export interface Scene {
  readonly graph: PlaceGraph;
  readonly question: WaveQuestion;
  /** Where places are drawn. */
  readonly position: PlacePosition;
}

/** A question with the ways that begin a shortest path. */
export interface Riddle extends WaveQuestion {
  readonly best: readonly number[];
}

/** What of a riddle is not left to chance. */
export interface RiddleOptions {
  /** The agent's place; any if not given. */
  readonly here?: number;
  /** The place to reach; any if not given. */
  readonly goal?: number;
  /** Doors that are opened beyond those that connect the two; none if not given. */
  readonly more?: number;
}

/** Opens doors at random until the agent's place and the goal are connected, and as many more. */
export function randomRiddle(
  graph: PlaceGraph,
  generator: Generator,
  {
    here = generator.integers(0, graph.places),
    goal = generator.integers(0, graph.places),
    more = 0,
  }: RiddleOptions = {},
): Riddle {
  const { places, exits } = graph;
  const walls = exits.filter(({ from, to }) => from < to);
  const opened = new Set<number>();
  const key = (a: number, b: number) => Math.min(a, b) * places + Math.max(a, b);
  const component = Int32Array.from({ length: places }, (_, place) => place);
  let left = more;
  for (const wall of generator.permutation(walls.length)) {
    const connected = component[here] === component[goal];
    if (connected && left-- <= 0) break;
    const { from, to } = walls[wall]!;
    opened.add(key(from, to));
    const [kept, merged] = [component[from]!, component[to]!];
    for (let place = 0; place < places; place++) if (component[place] === merged) component[place] = kept;
  }
  const open = (exit: number) => opened.has(key(exits[exit]!.from, exits[exit]!.to));
  const distance = distances(graph, goal, open);
  const best = exits.flatMap(({ from, way, to }, exit) => {
    if (from !== here) return [];
    if (here === goal) return way === STAY ? [way] : [];
    return open(exit) && distance[to]! === distance[here]! - 1 ? [way] : [];
  });
  return { here, goal, open, best };
}

/** Crossings from each place to the goal by breadth-first search; −1 where there is no path. */
function distances({ places, exits }: PlaceGraph, goal: number, open: (exit: number) => boolean): Int32Array {
  const into: number[][] = Array.from({ length: places }, () => []);
  for (const [exit, { to }] of exits.entries()) into[to]!.push(exit);
  const distance = new Int32Array(places).fill(-1);
  distance[goal] = 0;
  const queue = [goal];
  for (const place of queue) {
    for (const exit of into[place]!) {
      const { from } = exits[exit]!;
      if (distance[from]! >= 0 || !open(exit)) continue;
      distance[from] = distance[place]! + 1;
      queue.push(from);
    }
  }
  return distance;
}
