import { type Grid, NOTHING, type ObjectId } from './grid.ts';

/** An agent that acts on the object in front of it. */
export interface ActingAgent {
  readonly grid: Grid;
  /** The object in hand. */
  carrying: ObjectId;
  readonly front: ObjectId;
  readonly frontX: number;
  readonly frontY: number;
}

/** Takes the object in front, if it can be carried and the hand is free. */
export function pickUp(agent: ActingAgent): void {
  const { grid, front } = agent;
  if (agent.carrying !== NOTHING || !grid.canPickUp(front)) return;
  grid.set(agent.frontX, agent.frontY, NOTHING);
  agent.carrying = front;
}

/** Puts the object in hand into the cell in front, if that is empty. */
export function drop(agent: ActingAgent): void {
  if (agent.carrying === NOTHING || agent.front !== NOTHING) return;
  agent.grid.set(agent.frontX, agent.frontY, agent.carrying);
  agent.carrying = NOTHING;
}

/** Opens and closes a door, unlocks one with a key of its colour, and replaces a box by its content. */
export function toggle({ grid, front, frontX, frontY, carrying }: ActingAgent): void {
  const type = grid.typeOf(front);
  if (type === 'box') {
    grid.set(frontX, frontY, grid.contents[front]!);
  } else if (type === 'door') {
    const state = grid.stateOf(front);
    if (state === 'open') grid.setState(front, 'closed');
    else if (state === 'closed' || isKeyTo(grid, carrying, front)) grid.setState(front, 'open');
  }
}

function isKeyTo(grid: Grid, id: ObjectId, door: ObjectId): boolean {
  return grid.typeOf(id) === 'key' && grid.colourOf(id) === grid.colourOf(door);
}
