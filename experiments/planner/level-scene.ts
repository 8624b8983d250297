import { placeGraph } from '../../agents/planning/place-graph.ts';
import { MiniGridEnv } from '../../envs/gridworld/minigrid/minigrid-env.ts';
import { adapters } from '../../envs/index.ts';
import { unwrappedAs } from '../../envs/unwrapped-as.ts';
import { parseConfig } from '../../src/config/config.ts';
import { UsageError } from '../../src/errors.ts';
import type { ThingMap } from '../../src/task/environment-adapter.ts';
import { Task } from '../../src/task/task.ts';
import type { Scene } from './riddles.ts';

/**
 * A level as agents see it at its start: the cells that they can come to, and the way to a thing among them.
 * @throws UsageError for ids that are no levels of a task with things
 */
export function levelScene(id: string, seed: number): Scene {
  const adapter = adapters.find(({ levels }) => levels?.includes(id));
  const task = adapter && new Task(adapter, parseConfig(adapter.options, { env: { id } }, 'level'));
  const map = task?.thingMap();
  if (task === undefined || map === undefined)
    throw new UsageError(`--level: expected a level of MiniGrid or BabyAI, received ${JSON.stringify(id)}`);
  const env = task.environment();
  const [seen] = env.reset({ seed });
  const { height } = unwrappedAs(env, MiniGridEnv).grid;
  env.close();
  const cells = reachable(map, seen);
  const goals = map.things.flatMap((_, thing) => map.goals(seen, thing));
  const goal = goals.find((cell) => cells.includes(cell) && cell !== map.place(seen));
  if (goal === undefined)
    throw new UsageError(`--seed: expected a level with a thing in reach, received ${seed}; choose another`);
  const graph = placeGraph(cells.length, map.ways, (place, way) => {
    const next = cells.indexOf(map.neighbour(cells[place]!, way) ?? -1);
    return next < 0 ? null : next;
  });
  // Cells are numbered column by column.
  const corners = cells.map((cell) => [Math.floor(cell / height), cell % height] as const);
  const [left, top] = [Math.min(...corners.map(([x]) => x)), Math.min(...corners.map(([, y]) => y))];
  return {
    graph,
    question: { here: cells.indexOf(map.place(seen)), goal: cells.indexOf(goal), open: () => true },
    position: (place) => [corners[place]![0] - left, corners[place]![1] - top],
  };
}

/** The cells that the agent can come to through open ways. */
function reachable<Seen>(map: ThingMap<Seen>, seen: Seen): readonly number[] {
  const open = map.open(seen);
  const cells = [map.place(seen)];
  for (const cell of cells) {
    for (let way = 0; way < map.ways; way++) {
      const next = map.neighbour(cell, way);
      if (next !== null && open[next] === 1 && !cells.includes(next)) cells.push(next);
    }
  }
  return cells;
}
