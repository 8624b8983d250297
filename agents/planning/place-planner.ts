import { ConfigError } from '../../src/errors.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { PlaceMap, PlaceStructure } from '../../src/task/environment-adapter.ts';
import type { Task } from '../../src/task/task.ts';
import { Learner } from '../learner.ts';
import type { WaveConfig } from './config.ts';
import { type PlaceGraph, placeGraph } from './place-graph.ts';
import { WaveModel } from './wave-model.ts';

/** Plans ways between the places of a task for a manager, and learns from lessons which place follows which. */
export class PlacePlanner<Observation> {
  /** Its output, one unit a subtask, is what the manager sees. */
  readonly learner: Learner;
  readonly #places: PlaceStructure<Observation>;
  readonly #map: PlaceMap<Observation>;
  readonly #graph: PlaceGraph;
  readonly #input: Float64Array;
  readonly #goal: Float64Array;
  #here: number | null = null;
  /** Whether the present visit to a place is part of a lesson. */
  #taught = false;

  constructor(
    learner: Learner,
    graph: PlaceGraph,
    places: PlaceStructure<Observation>,
    map: PlaceMap<Observation>,
  ) {
    const { inputs, contexts } = learner.model.units;
    this.learner = learner;
    this.#graph = graph;
    this.#places = places;
    this.#map = map;
    this.#input = new Float64Array(inputs);
    this.#goal = new Float64Array(contexts);
  }

  /** Starts an episode. */
  reset(): void {
    this.#here = null;
    this.#taught = false;
  }

  /** Plans from an observation: a preference of 0 to 1 for each subtask, the same array every time. */
  perceive(observation: Observation, durationMs: number): Float64Array {
    const here = this.#places.place(observation);
    this.#arrive(here);
    const { exits } = this.#graph;
    this.#input.fill(0);
    for (const [exit, { from, way, to }] of exits.entries()) {
      this.#input[exit] = from === to || this.#map.open(observation, from, way) ? 1 : 0;
    }
    this.#input[exits.length + here] = 1;
    this.#goal.fill(0);
    this.#goal[this.#map.goal(observation)] = 1;
    return this.learner.perceive({ input: this.#input, context: this.#goal }, durationMs);
  }

  /** What was perceived last belongs to a lesson: it is learned that one can stay there, and where the next way leads to. */
  learn(): void {
    if (this.#taught || this.#here === null) return;
    this.#taught = true;
    this.#imprint(this.#here, this.#here);
  }

  #arrive(place: number): void {
    if (place === this.#here) return;
    if (this.#taught && this.#here !== null) this.#imprint(this.#here, place);
    this.#here = place;
    this.#taught = false;
  }

  /** Learns the transition between two places; the first is that of the latest plan. */
  #imprint(from: number, to: number): void {
    const { learner } = this;
    const exit = this.#graph.exits.find((candidate) => candidate.from === from && candidate.to === to);
    if (exit === undefined) return;
    learner.target.fill(0);
    learner.target[exit.way] = 1;
    learner.learn();
  }
}

/**
 * The planner that settings ask for.
 * @throws ConfigError when the task has no map of places
 */
export function createPlanner<Observation>(
  task: Task<Observation, unknown>,
  config: WaveConfig,
  seed: number,
): PlacePlanner<Observation> {
  const places = task.places();
  if (places?.map === undefined) {
    throw new ConfigError('settings', [
      {
        path: 'agent.manager.planner',
        expected: `no planner: ${task.name} has no map of places`,
        received: config.kind,
        remedy: 'leave it out',
      },
    ]);
  }
  const { map } = places;
  const graph = placeGraph(map.places, task.subtasks.names.length, (place, way) => map.neighbour(place, way));
  const model = new WaveModel(graph, config, streamGenerator(seed, 'planner'));
  return new PlacePlanner(new Learner('planner', model), graph, places, map);
}
