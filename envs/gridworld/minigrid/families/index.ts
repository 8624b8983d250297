import type { Family } from '../family.ts';
import { doorKey } from './door-key.ts';
import { empty } from './empty.ts';

/** Every family, in the order in which they are listed to people. */
export const families: readonly Family[] = [empty, doorKey];
