import type { Family } from '../../minigrid/family.ts';
import { goToLevels } from './go-to.ts';
import { openLevels } from './open.ts';
import { otherLevels } from './other.ts';
import { pickupLevels } from './pickup.ts';
import { putNextLevels } from './put-next.ts';
import { synthLevels } from './synth.ts';
import { unlockLevels } from './unlock.ts';

/** Every level, in the order in which they are listed to people. */
export const levels: readonly Family[] = [
  ...goToLevels,
  ...openLevels,
  ...pickupLevels,
  ...putNextLevels,
  ...unlockLevels,
  ...otherLevels,
  ...synthLevels,
];
