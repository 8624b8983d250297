import type { Family } from '../family.ts';
import { blockedUnlockPickup } from './blocked-unlock-pickup.ts';
import { crossing } from './crossing.ts';
import { distShift } from './dist-shift.ts';
import { doorKey } from './door-key.ts';
import { dynamicObstacles } from './dynamic-obstacles.ts';
import { empty } from './empty.ts';
import { fetch } from './fetch.ts';
import { fourRooms } from './four-rooms.ts';
import { goToDoor } from './go-to-door.ts';
import { goToObject } from './go-to-object.ts';
import { keyCorridor } from './key-corridor.ts';
import { lavaGap } from './lava-gap.ts';
import { lockedRoom } from './locked-room.ts';
import { memory } from './memory.ts';
import { multiRoom } from './multi-room.ts';
import { obstructedMaze } from './obstructed-maze.ts';
import { playground } from './playground.ts';
import { putNear } from './put-near.ts';
import { redBlueDoors } from './red-blue-doors.ts';
import { unlock } from './unlock.ts';
import { unlockPickup } from './unlock-pickup.ts';

/** Every family, in the order in which they are listed to people. */
export const families: readonly Family[] = [
  empty,
  fourRooms,
  doorKey,
  multiRoom,
  unlock,
  unlockPickup,
  blockedUnlockPickup,
  keyCorridor,
  lockedRoom,
  ...obstructedMaze,
  crossing,
  lavaGap,
  distShift,
  redBlueDoors,
  memory,
  fetch,
  putNear,
  goToDoor,
  goToObject,
  dynamicObstacles,
  playground,
];
