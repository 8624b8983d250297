import { concatenate } from '../../src/encoding/combine.ts';
import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import { ConfigError } from '../../src/errors.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import type { ThingMap } from '../../src/task/environment-adapter.ts';
import type { Task } from '../../src/task/task.ts';
import { Learner } from '../learner.ts';
import type { WaveConfig } from './config.ts';
import { type PlaceGraph, placeGraph } from './place-graph.ts';
import { WaveFieldModel } from './wave-field-model.ts';

/** A wave to a thing that is remembered until it would start from something else. */
interface Remembered {
  readonly open: Uint8Array;
  readonly goals: readonly number[];
  /** Preference of each way at each place, `[places, ways]`. */
  readonly field: Float64Array;
}

/**
 * Tells the ways to things by waves of bursts, one a thing, and learns from lessons which place follows which. A wave runs when
 * what it starts from has changed; what it answered at each place is remembered until then.
 */
export class ThingGuide<Observation> {
  readonly learner: Learner;
  readonly #map: ThingMap<Observation>;
  readonly #graph: PlaceGraph;
  readonly #input: Float64Array;
  readonly #context: Float64Array;
  readonly #remembered: (Remembered | null)[];
  readonly #units: Float64Array;
  #seen: Observation | null = null;
  #here: number | null = null;
  #taught = false;

  constructor(learner: Learner, graph: PlaceGraph, map: ThingMap<Observation>) {
    const { inputs, contexts } = learner.model.units;
    this.learner = learner;
    this.#map = map;
    this.#graph = graph;
    this.#input = new Float64Array(inputs);
    this.#context = new Float64Array(contexts);
    this.#remembered = map.things.map(() => null);
    this.#units = new Float64Array(map.things.length * (map.ways + 2));
  }

  /** Starts an episode. */
  reset(): void {
    this.learner.reset();
    this.#remembered.fill(null);
    this.#seen = null;
    this.#here = null;
    this.#taught = false;
  }

  /**
   * An encoder that also shows, for each thing, the preference of the way on each side of the agent, 0 to 1; whether it is in
   * reach; and whether no wave arrives. Divided by the root of the number of things, these units drive a network about as
   * strongly as standardised ones, however many things there are.
   */
  beside(encoder: ObservationEncoder<Observation>): ObservationEncoder<Observation> {
    const { things, sides } = this.#map;
    const labels = things.flatMap((thing) => [
      ...sides.map((side) => `wave from ${thing} ${side}`),
      `${thing} in reach`,
      `no wave from ${thing}`,
    ]);
    const scale = 1 / Math.sqrt(things.length);
    const guide: ObservationEncoder<Observation> = {
      size: labels.length,
      labels,
      encode: (out, observation) => {
        const units = this.#perceive(observation);
        for (let k = 0; k < out.length; k++) out[k] = scale * units[k]!;
      },
    };
    return concatenate(encoder, guide);
  }

  /** What was perceived last belongs to a lesson: it is learned where the next way leads to. */
  learn(): void {
    this.#taught = true;
  }

  #perceive(observation: Observation): Float64Array {
    if (observation === this.#seen) return this.#units;
    this.#seen = observation;
    const here = this.#map.place(observation);
    this.#arrive(here);
    const open = this.#map.open(observation);
    this.#units.fill(0);
    for (let thing = 0; thing < this.#remembered.length; thing++) this.#show(observation, here, thing, open);
    return this.#units;
  }

  #show(observation: Observation, here: number, thing: number, open: Uint8Array): void {
    const { ways } = this.#map;
    const units = this.#units.subarray(thing * (ways + 2), (thing + 1) * (ways + 2));
    const goals = this.#map.goals(observation, thing);
    if (goals.includes(here)) {
      units[ways] = 1;
      return;
    }
    const field = this.#field(thing, goals, open).subarray(here * ways, (here + 1) * ways);
    for (let way = 0; way < ways; way++) units[this.#map.side(observation, way)] = field[way]!;
    if (field.every((preference) => preference === 0)) units[ways + 1] = 1;
  }

  /** The answers of the wave from a thing. */
  #field(thing: number, goals: readonly number[], open: Uint8Array): Float64Array {
    const known = this.#remembered[thing]!;
    if (known !== null && same(known.goals, goals) && same(known.open, open)) return known.field;
    this.#graph.exits.forEach(({ to }, exit) => {
      this.#input[exit] = open[to]!;
    });
    this.#context.fill(0);
    for (const goal of goals) this.#context[goal] = 1;
    const field = this.learner.perceive({ input: this.#input, context: this.#context }, 0).slice();
    this.#remembered[thing] = { open, goals, field };
    return field;
  }

  /** Notes a transition of a lesson. */
  #arrive(place: number): void {
    const before = this.#here;
    const taught = this.#taught;
    this.#here = place;
    this.#taught = false;
    if (!taught || before === null || before === place) return;
    const exit = this.#graph.exits.find(({ from, to }) => from === before && to === place);
    if (exit === undefined) return;
    const { target } = this.learner;
    target.fill(0);
    target[exit.from * this.#graph.ways + exit.way] = 1;
    this.learner.learn();
  }
}

function same(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/**
 * The guide that settings ask for.
 * @throws ConfigError when agents of the task do not see places and things
 */
export function createGuide<Observation>(
  task: Task<Observation, unknown>,
  config: WaveConfig,
  seed: number,
): ThingGuide<Observation> {
  const map = task.thingMap();
  if (map === undefined) {
    throw new ConfigError('settings', [
      {
        path: 'agent.guide',
        expected: `no guide: agents of ${task.name} do not see places and things`,
        received: config.kind,
        remedy: 'leave it out',
      },
    ]);
  }
  const graph = placeGraph(map.places, map.ways, (place, way) => map.neighbour(place, way));
  const model = new WaveFieldModel(graph, config, streamGenerator(seed, 'planner'));
  return new ThingGuide(new Learner('guide', model), graph, map);
}
