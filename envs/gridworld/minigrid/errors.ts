import { BurstwiseError } from '../../../src/errors.ts';

/** A random level could not be completed; another draw of it may succeed. */
export class GenerationFailed extends BurstwiseError {}
