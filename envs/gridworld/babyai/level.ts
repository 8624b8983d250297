import type { ResetOptions, ResetResult } from 'gymnasium-js';
import { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { Action, directions } from '../minigrid/encoding.ts';
import { GenerationFailed } from '../minigrid/errors.ts';
import type { Family } from '../minigrid/family.ts';
import { NOTHING, type ObjectId } from '../minigrid/grid.ts';
import { extent, viewOptions } from '../minigrid/options.ts';
import { RoomGrid } from '../minigrid/room-grid.ts';
import type { MiniGridObservation } from '../minigrid/types.ts';
import { type DescribedType, Description } from './description.ts';
import { type Instruction, PutNext, tasksOf } from './instructions.ts';
import { BabyLanguage } from './language.ts';

/** No registered level needs a hundredth of these attempts. Python would try for ever. */
const maxAttempts = 2000;

const commonOptions = {
  ...viewOptions,
  doneActions: z
    .boolean()
    .default(false)
    .describe(
      'whether the agent must say done; Python: BABYAI_DONE_ACTIONS, with which sequences always fail',
    ),
};

type CommonOptions = z.output<z.ZodObject<typeof commonOptions>>;

/** Sizes of the world, which a level fixes or leaves to its settings. */
export interface Rooms {
  /** Width and height of a room in cells, with its walls. Default 8. */
  readonly roomSize?: number;
  /** Default 3; so is `numCols`. */
  readonly numRows?: number;
  readonly numCols?: number;
}

/** The definition of a level. */
export interface LevelDefinition<Shape extends z.ZodRawShape> {
  readonly ids: Readonly<Record<string, NoInfer<z.input<z.ZodObject<Shape>>>>>;
  /** The level's own settings, among them `roomSize`, `numRows` and `numCols`, the size of the world. */
  readonly options?: Shape;
  readonly rooms?: Rooms;
  /**
   * The limit of steps, as a multiple of a room's area. Absent: it depends on the mission, and is the area
   * of all rooms for every way that the agent may have to go.
   */
  readonly areasUntilLimit?: number;
  /** Fills the rooms, places the agent, and returns its instruction. @throws GenerationFailed to be called again */
  readonly generate: (world: BabyAILevel, options: z.output<z.ZodObject<Shape>>) => Instruction;
  /** Changes the world after the first observation. */
  readonly begin?: (world: BabyAILevel, options: z.output<z.ZodObject<Shape>>) => void;
}

/** Settings that levels leave open. */
export const roomSize = (size = 8) =>
  extent(4).default(size).describe('width and height of a room, with its walls');
/** Schema of the number of rooms along a side. */
export const roomCount = (count = 3) => z.int().positive().max(99).default(count).describe('rooms in a line');
/** @param most the number of different ones, if they must differ */
/** Schema of a number of objects. */
export const objectCount = (count: number, { least = 0, most = 999 } = {}) =>
  z.int().min(least).max(most).default(count).describe('objects beside those of the mission');

/** The family of environments that a definition makes. The name is that of Python's class. */
export function level<Shape extends z.ZodRawShape = Record<never, never>>(
  name: string,
  definition: LevelDefinition<Shape>,
): Family {
  const schema = z.strictObject({ ...commonOptions, ...definition.options });
  const make = (settings: Record<string, unknown>) => {
    const options = parseConfig(schema, settings, name) as CommonOptions & z.output<z.ZodObject<Shape>>;
    return new BabyAILevel(options, {
      ...definition,
      name,
      generate: (world) => definition.generate(world, options),
      begin: (world) => definition.begin?.(world, options),
    });
  };
  return { make, ids: definition.ids, covers: (env) => env instanceof BabyAILevel };
}

/** A definition of a level with its settings filled in. */
export type BoundDefinition = Pick<LevelDefinition<z.ZodRawShape>, 'rooms' | 'areasUntilLimit'> & {
  readonly name: string;
  /** Draws the world and returns the mission. */
  readonly generate: (world: BabyAILevel) => Instruction;
  /** Called when an episode begins. */
  readonly begin: (world: BabyAILevel) => void;
};

/**
 * Rooms with objects and an instruction after BabyAI (Chevalier-Boisvert et al. 2019, arXiv:1810.08272), equal to the
 * levels of the package `minigrid` 3 bit by bit. Observation, actions and reward are those of `MiniGridEnv`.
 *
 * - Terminated: with the reward for success when the instruction has been carried out, without one when it has failed.
 * - Truncated: after `maxSteps` steps, which may depend on the mission. It is 0 before the first reset then.
 */
export class BabyAILevel extends RoomGrid {
  /** The instruction of the mission, and its progress. */
  instruction!: Instruction;
  readonly #definition: BoundDefinition;
  readonly #doneActions: boolean;
  readonly #limitVaries: boolean;

  constructor(options: CommonOptions & Rooms, definition: BoundDefinition) {
    const rooms = { roomSize: 8, numRows: 3, numCols: 3, ...definition.rooms, ...roomsOf(options) };
    const { areasUntilLimit } = definition;
    const limit = options.maxSteps ?? (areasUntilLimit && areasUntilLimit * rooms.roomSize ** 2);
    super({ ...options, ...rooms, missionSpace: new BabyLanguage(), maxSteps: limit ?? 0 });
    this.#definition = definition;
    this.#doneActions = options.doneActions;
    this.#limitVaries = limit === undefined;
  }

  override reset(options: ResetOptions = {}): ResetResult<MiniGridObservation> {
    const result = super.reset(options);
    this.instruction.begin(this);
    if (this.#limitVaries) this.maxSteps = this.instruction.ways * this.roomSize ** 2 * this.rooms.length;
    this.#definition.begin(this);
    return result;
  }

  protected override generate(): void {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      try {
        super.generate();
        this.instruction = this.#definition.generate(this);
        this.#checkInstruction();
        this.mission = this.instruction.words;
        return;
      } catch (error) {
        if (!(error instanceof GenerationFailed)) throw error;
      }
    }
    throw new GenerationFailed(
      `${this.#definition.name}: expected a level that can be played, found none in ${maxAttempts} attempts; ask for fewer objects or larger rooms`,
    );
  }

  /** Finds the objects of an instruction. No object is to be put next to itself, or next to its neighbour. */
  #checkInstruction(): void {
    this.instruction.begin(this);
    for (const task of tasksOf(this.instruction)) {
      if (!(task instanceof PutNext)) continue;
      const { moved, fixed } = task;
      if (task.isFulfilled(this) || moved.objects.some((id) => fixed.objects.includes(id))) {
        throw new GenerationFailed(`expected two things that are apart, received: ${task.words}`);
      }
    }
  }

  protected override act(action: number): void {
    super.act(action);
    if (action === Action.drop) this.instruction.follow(this);
    const verdict = this.instruction.verify(this, action, this.#doneActions);
    if (verdict === 'success') this.end();
    else if (verdict === 'failure') this.end(0);
  }

  /** A description by type and colour. */
  describe(id: ObjectId): Description {
    return new Description({ type: this.grid.typeOf(id) as DescribedType, colour: this.grid.colourOf(id) });
  }

  /** The doors of every room, room by room from the left; a door between two rooms appears twice. */
  doors(): ObjectId[] {
    const { numCols, numRows } = this;
    const rooms = Array.from({ length: numCols * numRows }, (_, index) =>
      this.room(Math.floor(index / numRows), index % numRows),
    );
    return rooms.flatMap(({ passages }) => passages.filter((passage) => typeof passage === 'number'));
  }

  /** Puts the agent into any room but one. @throws GenerationFailed */
  placeAgentOutside(room: object | null): void {
    do this.placeAgentInRoom();
    while (this.roomAt(this.agentX, this.agentY) === room);
  }

  /**
   * Checks the level.
   * @throws GenerationFailed unless the agent could go to every object without moving any; doors do not matter
   */
  requireReachable(): void {
    if (!this.everythingIsReachable()) throw new GenerationFailed('expected objects that can be reached');
  }

  /** Whether the agent could go to every object without moving any, if all doors were open. */
  everythingIsReachable(): boolean {
    const { grid, agentX, agentY } = this;
    const { width, cells } = grid;
    const start = agentY * width + agentX;
    const reached = new Set([start]);
    // The loop also visits cells that are added to the set meanwhile. Walls surround the grid, so it has all neighbours.
    for (const cell of reached) {
      const id = cells[cell]!;
      if (id !== NOTHING && grid.typeOf(id) !== 'door') continue;
      for (const [x, y] of directions) reached.add(cell + y * width + x);
    }
    return cells.every((id, cell) => id === NOTHING || grid.typeOf(id) === 'wall' || reached.has(cell));
  }
}

/** The sizes that settings give. */
function roomsOf({ roomSize, numRows, numCols }: Rooms): Rooms {
  return {
    ...(roomSize !== undefined && { roomSize }),
    ...(numRows !== undefined && { numRows }),
    ...(numCols !== undefined && { numCols }),
  };
}
