import { UsageError } from '../../src/errors.ts';
import type { RecordedEpisodes } from './recorded.ts';

/** Stands for `dataset-episodes.ts` in browsers, which have no folder of datasets (see `browser` in package.json). */
export class DatasetEpisodes implements RecordedEpisodes<never, never> {
  /** @throws UsageError always */
  constructor(id: string) {
    const remedy = 'learn from the expert, or train in Node';
    throw new UsageError(`imitation.dataset: expected none in a browser, received ${id}; ${remedy}`);
  }

  episode(): never {
    throw new UsageError('imitation.dataset: expected none in a browser');
  }
}
