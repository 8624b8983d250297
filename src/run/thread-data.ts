import { ThreadPool, threadData } from '../process/threads.ts';
import { modulesInUse, useModules } from './modules.ts';

interface SentData<Data> {
  readonly modules: readonly string[];
  readonly data: Data;
}

/**
 * A pool whose threads know everything by name that the main thread knows.
 *
 * @param data plain data for `dataOfPool`
 * @param places as for `ThreadPool`
 */
export function poolWithCatalogues(module: URL, threads: number, data: unknown, places = 1): ThreadPool {
  const sent: SentData<unknown> = { modules: modulesInUse(), data };
  return new ThreadPool(module, threads, { data: sent, places });
}

/** In a thread of such a pool: its data, once the catalogues are filled. */
export async function dataOfPool<Data>(): Promise<Data> {
  const { modules, data } = threadData<SentData<Data>>();
  await useModules(modules);
  return data;
}
