import { Box, type Env, ObservationWrapper } from 'gymnasium-js';
import { unwrappedAs } from '../../../unwrapped-as.ts';
import { NOTHING, type ObjectId, WALL } from '../grid.ts';
import { MiniGridEnv } from '../minigrid-env.ts';
import { withEntries } from '../wrappers/image-observations.ts';
import type { CarryingObservation } from './carrying.ts';

/** The most things that a mission names, and the most parts that it has: "A and B, then C and D". */
const MOST_THINGS = 8;
const MOST_PARTS = 4;

/** An observation with a memory of the mission. */
export interface RememberingObservation extends CarryingObservation {
  /**
   * For each cell, column by column, and last for the hand: bit k where the thing there is one that the k-th words of the
   * mission can mean.
   */
  readonly named?: Uint8Array;
  /** 1 for each part of the mission that is done. */
  readonly done?: Uint8Array;
}

/** A mission as an agent remembers it. */
export interface RememberedMission {
  /** For each thing that the mission names, in the order in which it asks for them: the objects that its words can mean. */
  readonly named: readonly (readonly ObjectId[])[];
  /** Whether each part of the mission is done. */
  readonly done: readonly boolean[];
}

/**
 * Adds a memory of the mission: which things its words mean, which may depend on where the agent was at the start ("on your
 * left"), wherever these things are now; and which of its parts are done. Python's MiniGrid has no such wrapper.
 */
export class MissionMemory extends ObservationWrapper<RememberingObservation, number> {
  readonly #inner: MiniGridEnv;
  readonly #mission: (env: MiniGridEnv) => RememberedMission;

  constructor(env: Env<CarryingObservation, number>, mission: (env: MiniGridEnv) => RememberedMission) {
    super(env);
    this.#inner = unwrappedAs(env, MiniGridEnv, 'MissionMemory');
    this.#mission = mission;
    const { width, height } = this.#inner.grid;
    this.observationSpace = withEntries(env, 'MissionMemory', {
      named: new Box({ low: 0, high: 255, shape: [width * height + 1], dtype: 'uint8' }),
      done: new Box({ low: 0, high: 1, shape: [MOST_PARTS], dtype: 'uint8' }),
    });
  }

  protected override observation(observation: RememberingObservation): RememberingObservation {
    const { grid, carrying } = this.#inner;
    const mission = this.#mission(this.#inner);
    const bits = new Map<ObjectId, number>();
    mission.named.slice(0, MOST_THINGS).forEach((ids, k) => {
      for (const id of ids) bits.set(id, (bits.get(id) ?? 0) | (1 << k));
    });
    const named = new Uint8Array(grid.width * grid.height + 1);
    grid.cells.forEach((id, cell) => {
      if (id === NOTHING || id === WALL) return;
      named[(cell % grid.width) * grid.height + Math.floor(cell / grid.width)] = bits.get(id) ?? 0;
    });
    named[named.length - 1] = carrying === NOTHING ? 0 : (bits.get(carrying) ?? 0);
    const done = Uint8Array.from({ length: MOST_PARTS }, (_, part) => (mission.done[part] === true ? 1 : 0));
    return { ...observation, named, done };
  }
}
