/** What this package answers to the questions of `oracle.py`. */
import {
  type AutoresetMode,
  batchSpace,
  ClipAction,
  ClipReward,
  concatenate,
  createEmptyArray,
  DelayObservation,
  Dict,
  Discrete,
  Env,
  FilterObservation,
  FlattenObservation,
  FrameStackObservation,
  flatten,
  flattenSpace,
  GymnasiumError,
  type Info,
  iterate,
  logger,
  make,
  NormalizeObservation,
  NormalizeReward,
  RescaleAction,
  RescaleObservation,
  type ResetOptions,
  type ResetResult,
  register,
  registry,
  type Space,
  type StepResult,
  SyncVectorEnv,
  spec,
  TimeAwareObservation,
  TimeLimit,
  type Tuple,
  unflatten,
} from '../../src/index.ts';
import type { Box } from '../../src/spaces/box.ts';
import { type ArrayOf, arrayTypes, type Dtype } from '../../src/spaces/dtype.ts';
import { zeroValue } from '../../src/wrappers/zero-value.ts';
import { plain } from '../spaces/python-spaces.ts';
import { build, type Recipe } from './recipes.ts';

export const refused = 'refused';
const numbers = [-129, -128, -2, -1, 0, 1, 2, 127, 128, 255, 256, 0.5];

/** The result, or `refused` for an error of the package; other errors are faults. */
export function attempt<T>(act: () => T): T | typeof refused {
  try {
    return act();
  } catch (error) {
    if (error instanceof GymnasiumError) return refused;
    throw error;
  }
}

export function aboutSpace(recipe: Recipe, others: readonly Recipe[]): unknown {
  const space = attempt(() => build(recipe));
  if (space === refused) return refused;
  const seeded = <T>(act: () => T) => {
    space.seed(11);
    return attempt(act);
  };
  const three = <T>(act: () => T) => [act(), act(), act()];
  return {
    text: String(space),
    seed: plain(space.seed(5)),
    samples: seeded(() => three(() => plain(space.sample()))),
    contains: seeded(() => three(() => space.contains(space.sample()))),
    numbers: numbers.map((x) => space instanceof Discrete && space.contains(x)),
    equal: others.map((other) => attempt(() => space.equals(build(other))) === true),
    json: true,
    batches: seeded(() => batches(space)),
    flat: seeded(() => flat(space)),
    zero: attempt(() => plain(zeroValue(space))),
  };
}

function batches(space: Space): unknown[] {
  const batch = batchSpace(space, 2);
  const rows = [space.sample(), space.sample()];
  const joined = concatenate(space, rows, createEmptyArray(space, 2));
  return [plain(batch.sample()), plain(joined), plain(iterate(batch, joined))];
}

function flat(space: Space): unknown[] {
  const value = space.sample();
  const flattened = flatten(space, value);
  return [flattenSpace(space), plain(flattened), plain(unflatten(space, flattened))];
}

/** Observes samples of a space; its rewards and infos are listed. */
class Sampler extends Env {
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly received: unknown[] = [];
  readonly #length: number;
  readonly #infos: readonly Info[];
  #count = 0;

  constructor(recipe: Recipe, action?: Recipe, length = 5, infos: readonly Info[] = []) {
    super();
    this.observationSpace = build(recipe);
    this.actionSpace = action === undefined ? new Discrete(3) : build(action);
    this.#length = length;
    this.#infos = infos;
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<unknown> {
    super.reset(resetOptions);
    this.observationSpace.seed(this.npRandom.integers(0, 1000));
    this.#count = 0;
    return [this.observationSpace.sample(), this.#info()];
  }

  override step(action: unknown): StepResult<unknown> {
    this.received.push(plain(action));
    this.#count++;
    const reward = this.#count * 1.5 - 3;
    return [this.observationSpace.sample(), reward, this.#count >= this.#length, false, this.#info()];
  }

  #info(): Info {
    const { length } = this.#infos;
    return length === 0 ? {} : (ourInfo(this.#infos[this.#count % length]) as Info);
  }
}

/** Typed arrays come as {"$dtype": …, "values": […]}. */
function ourInfo(info: unknown): unknown {
  if (typeof info !== 'object' || info === null || Array.isArray(info)) return info;
  if ('$dtype' in info && 'values' in info) {
    const values = info.values as number[];
    const dtype = info.$dtype as Dtype;
    return dtype === 'int64'
      ? BigInt64Array.from(values, BigInt)
      : arrayTypes[dtype as 'float32'].from(values);
  }
  return Object.fromEntries(Object.entries(info).map(([key, value]) => [key, ourInfo(value)]));
}

// biome-ignore lint/suspicious/noExplicitAny: settings come from a generator, right or wrong
type Settings = any;

const wrappers: Record<string, (env: Settings, settings: Settings) => Env> = {
  ClipAction: (env) => new ClipAction(env),
  ClipReward: (env, settings) => new ClipReward(env, settings),
  DelayObservation: (env, settings) => new DelayObservation(env, settings),
  FilterObservation: (env, settings) => new FilterObservation(env, settings),
  FlattenObservation: (env) => new FlattenObservation(env),
  FrameStackObservation: (env, settings) => new FrameStackObservation(env, settings),
  NormalizeObservation: (env, settings) => new NormalizeObservation(env, settings),
  NormalizeReward: (env, settings) => new NormalizeReward(env, settings),
  RescaleAction: (env, settings) => new RescaleAction(env, settings),
  RescaleObservation: (env, settings) => new RescaleObservation(env, settings),
  TimeAwareObservation: (env, settings) =>
    new TimeAwareObservation(new TimeLimit(env, { maxEpisodeSteps: 4 }), settings),
  TimeLimit: (env, settings) => new TimeLimit(env, settings),
};

export interface WrapperCase {
  readonly wrapper: string;
  readonly recipe: Recipe;
  /** Named as in Python. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly action?: Recipe;
  readonly actions?: readonly (readonly number[])[];
}

const ourNumber = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ourNumber);
  return ['NaN', 'Infinity', '-Infinity'].includes(value as string) ? Number(value) : value;
};

export function aboutWrapper({ wrapper, recipe, settings, action, actions }: WrapperCase): unknown {
  const camel = Object.entries(settings).map(([name, value]) => [
    name.replace(/_./g, (letter) => letter.slice(1).toUpperCase()),
    ourNumber(value),
  ]);
  const base = new Sampler(recipe, action);
  const env = attempt(() => wrappers[wrapper]!(base, Object.fromEntries(camel)));
  if (env === refused) return refused;
  return attempt(() => {
    const log = [plain(env.reset({ seed: 7 }))];
    for (let i = 0; i < 6; i++) {
      const given =
        actions === undefined ? i % 3 : actionOf(env.actionSpace as Box<'float32'>, actions[i % 3]!);
      const result = env.step(given);
      log.push(plain(result));
      if (result[2] || result[3]) log.push(plain(env.reset()));
    }
    return [log, base.received];
  });
}

function actionOf(box: Box<'float32'>, values: readonly number[]): ArrayOf<'float32'> {
  return (arrayTypes[box.dtype] as typeof Float32Array).from(values);
}

export interface VectorCase {
  readonly recipe: Recipe;
  readonly length: number;
  readonly infos: readonly (readonly Info[])[];
  readonly mode: AutoresetMode;
  readonly seed: number | readonly (number | null)[] | null;
  readonly actions: readonly (readonly number[])[];
}

export function aboutVector({ recipe, length, infos, mode, seed, actions }: VectorCase): unknown {
  return attempt(() => {
    const fns = infos.map((own) => () => new Sampler(recipe, undefined, length, own));
    const env = new SyncVectorEnv(fns, { autoresetMode: mode });
    const log = [plain(env.reset({ seed }))];
    for (const chosen of actions) log.push(plain(env.step(Int32Array.from(chosen))));
    return log;
  });
}

export type RegistrationCase = readonly (readonly ['register' | 'make' | 'spec', id: string])[];

export function aboutRegistration(operations: RegistrationCase): unknown {
  registry.clear();
  const said: string[] = [];
  logger.warn = (message) => {
    said.push(/newest/.test(message) ? 'newest' : /out of date/.test(message) ? 'out of date' : 'replaced');
  };
  const recipe: Recipe = { kind: 'Discrete', n: 2, start: 0, dtype: 'int64' };
  return operations.map(([operation, id]) => {
    said.length = 0;
    const given = answer();
    return [given, [...said]];

    function answer(): unknown {
      try {
        if (operation === 'spec') return spec(id).id;
        if (operation === 'make') return make(id).spec!.id;
        register({ id, entryPoint: () => new Sampler(recipe) });
        return [...registry.keys()].sort();
      } catch (error) {
        if (!(error instanceof GymnasiumError)) throw error;
        const { name, message } = error;
        said.length = 0;
        const versions = message.split('Registered versions:')[1]?.match(/\d+/g) ?? [];
        return [pythonName(name, message), /Did you mean '(.*?)'/.exec(message)?.[1] ?? null, versions];
      }
    }
  });
}

/** Python's class for what it calls malformed, and for what is unregistered in no special way, is its most general. */
function pythonName(name: string, message: string): string {
  const general = name === 'UnregisteredEnv' || message.startsWith('id: expected [namespace/]');
  return general ? 'Error' : name;
}

/** The keys by which `FilterObservation` may choose among the parts of a space. */
export function keysOf(space: Space): readonly (string | number)[] {
  if (space instanceof Dict) return space.keys;
  return [...(space as Tuple).spaces.keys()];
}
