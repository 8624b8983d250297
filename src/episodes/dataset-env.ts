import { type Env, make, registry } from 'gymnasium-js';
import { parseConfig } from '../config/config.ts';
import type { Dataset } from '../data/dataset.ts';
import { DatasetError } from '../data/dataset-error.ts';
import { tasks } from '../task/catalogue.ts';
import type { AnyAdapter, RegisteredEnv } from '../task/environment-adapter.ts';

/** The environment that a dataset was recorded in. */
export interface DatasetEnv {
  readonly env: Env;
  /** The task, where one of ours recorded the dataset. */
  readonly task: { readonly adapter: AnyAdapter; readonly options: unknown } | null;
}

/**
 * Makes the environment that a dataset was recorded in: from the task's options, else from Gymnasium's id.
 *
 * @throws DatasetError when the dataset does not say, or names one that is not known here
 */
export function makeDatasetEnv(dataset: Dataset): DatasetEnv {
  const { own } = dataset.metadata;
  if (own !== null && own.env !== null) {
    const { entry: adapter } = tasks.find(own.env);
    const options = parseConfig(adapter.options, own.options, `${dataset.id}, burstwise.options`);
    return { env: adapter.makeEnv(options), task: { adapter, options } };
  }
  const { id, wrappers } = specOf(dataset);
  if (wrappers > 0) {
    const received = `${wrappers} of Python’s`;
    throw new DatasetError(dataset.id, {
      path: 'env_spec',
      expected: 'an environment without wrappers',
      received,
    });
  }
  if (id === null || !registry.has(id)) {
    const expected = 'the id of an environment that is here (burstwise envs list)';
    throw new DatasetError(dataset.id, { path: 'env_spec', expected, received: id ?? 'none' });
  }
  const settings = (own?.options['env'] ?? {}) as Record<string, unknown>;
  return { env: make(id, settings), task: null };
}

/**
 * What a dataset's specification says of its environment: Gymnasium's id, without the module that Python imports for it,
 * null where there is none; and the number of wrappers around it.
 * @throws DatasetError when the specification is not JSON
 */
export function specOf({ metadata, id: source }: Dataset): {
  readonly id: string | null;
  readonly wrappers: number;
} {
  try {
    const spec = JSON.parse(metadata.envSpec ?? '{}') as {
      id?: unknown;
      additional_wrappers?: unknown;
    } | null;
    const { id, additional_wrappers: wrappers } = spec ?? {};
    return {
      id: typeof id === 'string' ? id.replace(/^[\w.]+:/, '') : null,
      wrappers: Array.isArray(wrappers) ? wrappers.length : 0,
    };
  } catch (cause) {
    const received = (cause as Error).message;
    throw new DatasetError(
      source,
      { path: 'env_spec', expected: 'a specification as JSON', received },
      { cause },
    );
  }
}

/** How Gymnasium makes a task's environment from its registry. */
export function registeredEnv(
  adapter: AnyAdapter,
  options: Readonly<Record<string, unknown>>,
): RegisteredEnv {
  const kwargs = options['env'] as Record<string, unknown>;
  return adapter.registered?.(options) ?? { id: adapter.envId, kwargs, wrappers: [] };
}

/** How Python's Gymnasium makes an environment again, as the text of an `EnvSpec`. */
export function pythonSpec({ id, kwargs, wrappers }: RegisteredEnv): string {
  const { entryPoint, settings } = makerOf(id, kwargs);
  return JSON.stringify({
    id: id.replace(/^python:/, ''),
    entry_point: entryPoint,
    reward_threshold: null,
    nondeterministic: false,
    max_episode_steps: null,
    order_enforce: true,
    disable_env_checker: false,
    kwargs: settings,
    additional_wrappers: wrappers.map(({ entryPoint, kwargs = {} }) => ({
      name: entryPoint.slice(entryPoint.indexOf(':') + 1),
      entry_point: entryPoint,
      kwargs,
    })),
    vector_entry_point: null,
  });
}

/** What makes an environment in Python, and with which arguments: `gymnasium.make` where Python has it, else the bridge. */
function makerOf(id: string, kwargs: RegisteredEnv['kwargs']) {
  const [, ofPython] = /^python:(.+)$/.exec(id) ?? [];
  if (ofPython !== undefined) return { entryPoint: 'gymnasium:make', settings: { id: ofPython, ...kwargs } };
  const module = tasks.lookUp(id)?.entry.pythonModule;
  if (module === undefined)
    return { entryPoint: 'gymnasium_js:create', settings: { id, module: 'burstwise/envs', ...kwargs } };
  // Python knows the ids of a module once it is imported, which the prefix asks for.
  return { entryPoint: 'gymnasium:make', settings: { id: `${module}:${id}`, ...inSnakeCase(kwargs) } };
}

/** Python's names of settings: `maxSteps` is `max_steps`. */
function inSnakeCase(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
