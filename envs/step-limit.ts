import { z } from 'zod';

/** Schema of the steps after which an episode is cut off. */
export const stepLimit = z.int().positive().max(10_000_000);
