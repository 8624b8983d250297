import { ThreadPool, threadData } from '../process/threads.ts';
import { modulesInUse, useModules } from './modules.ts';

interface SentData<Data> {
  readonly modules: readonly string[];
  readonly data: Data;
}

/**
 * A pool whose threads know everything by name that the main thread knows.
 *
 * @param data plain data for `loadDataOfPool`
 * @param places as for `ThreadPool`
 */
export function poolWithCatalogues(module: URL, threads: number, data?: unknown, places = 1): ThreadPool {
  const sent: SentData<unknown> = { modules: modulesInUse(), data };
  return new ThreadPool(module, threads, { data: sent, places });
}

/**
 * In the module of such a pool's threads, to be awaited while it is loaded: fills the catalogues. A thread that has loaded
 * its module loads nothing after that, so it can be ended at any moment: see `ThreadPool.close`.
 *
 * @returns gives the data, or throws what went wrong when the catalogues were filled
 */
export async function loadDataOfPool<Data>(): Promise<() => Data> {
  const { modules, data } = threadData<SentData<Data>>();
  try {
    await useModules(modules);
    return () => data;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
