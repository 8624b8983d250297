import { Generator, PCG64, SeedSequence } from 'gymnasium-js';
import type { WaveQuestion } from '../../../agents/planning/burst-wave.ts';
import { type PlaceGraph, placeGraph } from '../../../agents/planning/place-graph.ts';

const STAY = 4;
const steps = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
] as const;

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

/** A question with the ways that begin a shortest path. */
export interface Riddle extends WaveQuestion {
  readonly best: readonly number[];
}

/** Opens doors at random until the agent's place and the goal are connected, and as many more. */
export function randomRiddle(graph: PlaceGraph, generator: Generator, more = 0): Riddle {
  const { places, exits } = graph;
  const here = generator.integers(0, places);
  const goal = generator.integers(0, places);
  const walls = exits.flatMap(({ from, to }, exit) => (from < to ? [exit] : []));
  const order = generator.permutation(walls.length);
  const opened = new Set<number>();
  const key = ({ from, to }: { readonly from: number; readonly to: number }) =>
    Math.min(from, to) * places + Math.max(from, to);
  const open = (exit: number) => opened.has(key(exits[exit]!));
  let count = 0;
  const unlock = () => opened.add(key(exits[walls[order[count++]!]!]!));
  while (distances(graph, goal, open)[here]! < 0) unlock();
  for (let k = 0; k < more && count < walls.length; k++) unlock();
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
  const distance = new Int32Array(places).fill(-1);
  distance[goal] = 0;
  const queue = [goal];
  for (const place of queue) {
    for (const [exit, { from, to }] of exits.entries()) {
      if (to !== place || distance[from]! >= 0 || !open(exit)) continue;
      distance[from] = distance[place]! + 1;
      queue.push(from);
    }
  }
  return distance;
}
