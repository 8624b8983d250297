import { z } from 'zod';
import { sortedColours } from '../minigrid/encoding.ts';
import { GenerationFailed } from '../minigrid/errors.ts';
import type { Room } from '../minigrid/room.ts';
import {
  type DescribedType,
  Description,
  describedTypes,
  places,
  portableDescribedTypes,
} from './description.ts';
import {
  Both,
  GoTo,
  type Instruction,
  Open,
  PickUp,
  PutNext,
  Sequence,
  type SimpleInstruction,
  tasksOf,
} from './instructions.ts';
import type { BabyAILevel } from './level.ts';

const actionKinds = ['goto', 'pickup', 'open', 'putnext'] as const;
const instructionKinds = ['action', 'and', 'seq'] as const;

/** How random missions and their levels are drawn: Python's `LevelGen`. */
export const randomMissionOptions = {
  numDists: z.int().nonnegative().max(999).default(18).describe('objects besides the key of a locked door'),
  lockedRoomProb: z.number().min(0).max(1).default(0.5).describe('how likely a room is locked'),
  locations: z.boolean().default(true).describe('whether descriptions may say where a thing is'),
  unblocking: z.boolean().default(true).describe('whether objects may lie in the way'),
  implicitUnlock: z.boolean().default(true).describe('whether what is meant may all be in the locked room'),
  actionKinds: z.array(z.enum(actionKinds)).min(1).readonly().default(actionKinds).describe('what to do'),
  instrKinds: z
    .array(z.enum(instructionKinds))
    .min(1)
    .readonly()
    .default(instructionKinds)
    .describe('single tasks, two in any order, or sequences'),
};

const schema = z.object(randomMissionOptions);

type RandomMissionOptions = z.output<typeof schema>;

/** Connects the rooms, locks one, scatters objects, and draws an instruction. @throws GenerationFailed */
export function randomMission(world: BabyAILevel, settings: z.input<typeof schema>): Instruction {
  const options = schema.parse(settings);
  const lockedRoom = world.draw.real(0, 1) < options.lockedRoomProb ? lockRoom(world) : null;
  world.connectAll();
  world.addDistractors(options.numDists, { unique: false });
  world.placeAgentOutside(lockedRoom);
  if (!options.unblocking) world.requireReachable();
  const instruction = new InstructionDraw(world, lockedRoom, options).any();
  if (options.unblocking) requireKeysFree(world, instruction);
  return instruction;
}

/** Adds a locked door at random, and its key to a room other than the one behind it. */
function lockRoom(world: BabyAILevel): Room {
  const { draw, numCols, numRows } = world;
  for (;;) {
    const [column, row, wall] = [draw.integer(0, numCols), draw.integer(0, numRows), draw.integer(0, 4)];
    const room = world.room(column, row);
    if (room.neighbours[wall] === null) continue;
    const door = world.addDoor(column, row, { wall, locked: true });
    for (;;) {
      const [keyColumn, keyRow] = [draw.integer(0, numCols), draw.integer(0, numRows)];
      if (world.room(keyColumn, keyRow) === room) continue;
      world.addObject(keyColumn, keyRow, 'key', world.grid.colourOf(door));
      return room;
    }
  }
}

/** Refuses missions that ask for a key which may be needed for a door. @throws GenerationFailed */
function requireKeysFree(world: BabyAILevel, instruction: Instruction): void {
  const { grid } = world;
  const locked = world.doors().filter((door) => grid.stateOf(door) === 'locked');
  const lockColours = locked.map((door) => grid.colourOf(door));
  for (const { type, colour } of tasksOf(instruction).flatMap(({ descriptions }) => descriptions)) {
    if (type === 'key' && colour !== null && lockColours.includes(colour)) {
      throw new GenerationFailed('expected a mission without the key of a locked door');
    }
  }
}

/** Draws an instruction about things in the world. */
class InstructionDraw {
  readonly #world: BabyAILevel;
  readonly #lockedRoom: Room | null;
  readonly #options: RandomMissionOptions;

  constructor(world: BabyAILevel, lockedRoom: Room | null, options: RandomMissionOptions) {
    this.#world = world;
    this.#lockedRoom = lockedRoom;
    this.#options = options;
  }

  any(): Instruction {
    const { draw } = this.#world;
    const kind = draw.element(this.#options.instrKinds);
    if (kind !== 'seq') return this.#ofKind(kind);
    const [one, other] = [this.#simpleOrBoth(), this.#simpleOrBoth()];
    const lastFirst = draw.element(['before', 'after']) === 'after';
    return lastFirst ? new Sequence(other, one, { lastFirst }) : new Sequence(one, other);
  }

  #simpleOrBoth(): SimpleInstruction | Both {
    return this.#ofKind(this.#world.draw.element(['action', 'and']));
  }

  #ofKind(kind: 'action' | 'and'): SimpleInstruction | Both {
    return kind === 'and' ? new Both(this.#simple(), this.#simple()) : this.#simple();
  }

  #simple(): SimpleInstruction {
    switch (this.#world.draw.element(this.#options.actionKinds)) {
      case 'goto':
        return new GoTo(this.#thing(describedTypes));
      case 'pickup':
        return new PickUp(this.#thing(portableDescribedTypes));
      case 'open':
        return new Open(this.#thing(['door']));
      case 'putnext':
        return new PutNext(this.#thing(portableDescribedTypes), this.#thing(describedTypes));
    }
  }

  /** Draws a description that something fits. @throws GenerationFailed when a hundred descriptions fit nothing */
  #thing(types: readonly DescribedType[]): Description {
    const { draw } = this.#world;
    for (let tries = 0; tries <= 100; tries++) {
      const colour = draw.element([null, ...sortedColours]);
      const type = draw.element(types);
      const place = this.#options.locations && draw.boolean() ? draw.element(places) : null;
      const description = new Description({ type, colour, place });
      description.find(this.#world);
      if (this.#mayBeMeant(description)) return description;
    }
    throw new GenerationFailed('expected a description that fits something, found none in 100 draws');
  }

  /** Whether something fits, and, unless missions may imply unlocking, not only in the locked room. */
  #mayBeMeant({ positions }: Description): boolean {
    const lockedRoom = this.#options.implicitUnlock ? null : this.#lockedRoom;
    return positions.some(([x, y]) => lockedRoom === null || !lockedRoom.contains(x, y));
  }
}
