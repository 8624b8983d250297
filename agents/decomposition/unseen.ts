import type { ObservationEncoder } from '../../src/encoding/encoder.ts';
import { streamSeed } from '../../src/numeric/seeds.ts';
import type { Task } from '../../src/task/task.ts';
import { ExpertWorkers } from './cast.ts';
import { recordTrace } from './trace.ts';

/** What there was to see when a subtask became due, and what the expert did first. */
interface Start {
  readonly subtask: number;
  readonly observation: unknown;
  readonly action: readonly number[];
}

/** A part of the observation that an encoder does not pass on. */
export interface UnseenPart {
  /** In words, e.g. `food Δx`, `inventory: wood`, `key in image`. */
  readonly name: string;
  /** The subtasks that would need it: it differs between their first steps, and tells something of what the expert does there. */
  readonly neededFor: readonly number[];
  /** Whether it tells which subtask is due. */
  readonly tellsSubtask: boolean;
}

/** What managers and workers of a task do not see of its observations. */
export interface Unseen {
  readonly manager: readonly UnseenPart[];
  /** By subtask: of its worker. */
  readonly workers: readonly (readonly UnseenPart[])[];
}

/** Episodes whose first steps are looked at. */
const EPISODES = 40;
/** Share of variance (or its root, the correlation) from which a part of the observation counts as telling. */
const TELLING = 0.5;
/** Cells of a kind, in a mean observation, up to which it is an object rather than a background. */
const MOST_CELLS = 4;

/**
 * Which parts of the observations never reach the networks, though the expert's decisions depend on them: each part is exchanged
 * for what it was elsewhere, and the encoders are watched. The parts of a vector are its numbers; those of a grid of cells,
 * the kinds of objects that lie in it.
 */
export function unseenParts(task: Task, layout: string, seed: number): Unseen {
  const starts = startsOf(task, layout, seed);
  const parts = partsOf(starts, task.adapter.observationNames ?? {});
  const unseenBy = (encoder: ObservationEncoder<unknown>) => {
    const seen = parts.map(({ exchange }) => reacts(encoder, starts, exchange));
    // What another part tells as well is not missed.
    const told = parts.some(({ tellsSubtask }, k) => tellsSubtask && seen[k]);
    return parts.flatMap(({ exchange: _, tellsSubtask, ...part }, k) =>
      seen[k] ? [] : [{ ...part, tellsSubtask: tellsSubtask && !told }],
    );
  };
  const own = task.workerEncoders();
  const shared = own === undefined ? unseenBy(task.workerEncoder()) : [];
  return {
    manager: unseenBy(task.managerEncoder()),
    workers: task.subtasks.names.map((_, k) => (own === undefined ? shared : unseenBy(own[k]!))),
  };
}

function startsOf(task: Task, layout: string, seed: number): Start[] {
  const env = task.environment({ layout });
  const expert = new ExpertWorkers(task.expert(env));
  const starts: Start[] = [];
  for (let episode = 0; episode < EPISODES; episode++) {
    const resetSeed = streamSeed(seed, 'evaluation', episode);
    const seen: unknown[] = [];
    const { due, actions, actionSize } = recordTrace(task, env, expert, {
      seed: resetSeed,
      pick: (due) => due,
      observe: ({ observation }) => seen.push(structuredClone(observation)),
    });
    for (let step = 0; step < seen.length; step++) {
      if (due![step] === due![step - 1]) continue;
      const action = Array.from(actions.subarray(step * actionSize, (step + 1) * actionSize));
      starts.push({ subtask: due![step]!, observation: seen[step], action });
    }
  }
  env.close();
  return starts;
}

interface Part extends UnseenPart {
  /** A copy of an observation whose part is as in another one; null where there is nothing to exchange. */
  readonly exchange: (observation: unknown, other: unknown) => unknown | null;
}

function partsOf(starts: readonly Start[], allNames: Readonly<Record<string, readonly string[]>>): Part[] {
  if (starts.length === 0) return [];
  return leavesOf(starts[0]!.observation).flatMap(({ path, length, isGrid }) => {
    const names = allNames[path.join('.')] ?? [];
    return isGrid ? kindsIn(starts, path, names) : numbersIn(starts, path, length, names);
  });
}

interface Leaf {
  readonly path: readonly string[];
  readonly length: number;
  /** Cells of three small whole numbers each, the first of which is the kind of what lies there. */
  readonly isGrid: boolean;
}

function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  if (ArrayBuffer.isView(value)) {
    const { length } = value as unknown as ArrayLike<number>;
    return [{ path, length, isGrid: value instanceof Uint8Array && length >= 27 && length % 3 === 0 }];
  }
  if (typeof value === 'number') return [{ path, length: 1, isGrid: false }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function at(observation: unknown, path: readonly string[]): ArrayLike<number> | number {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], observation) as
    | ArrayLike<number>
    | number;
}

/** The numbers of a leaf that differ between observations. */
function numbersIn(
  starts: readonly Start[],
  path: readonly string[],
  length: number,
  names: readonly string[],
): Part[] {
  const read = (observation: unknown, i: number) => {
    const leaf = at(observation, path);
    return typeof leaf === 'number' ? leaf : Number(leaf[i]);
  };
  return Array.from({ length }, (_, i): Part => {
    const values = starts.map(({ observation }) => read(observation, i));
    return {
      name: nameOfNumber(path.join('.'), length, i, names[i]),
      neededFor: [...new Set(starts.map(({ subtask }) => subtask))].filter((k) =>
        tellsAction(starts, values, k),
      ),
      tellsSubtask: shareBetween(starts, values) > TELLING,
      exchange: (observation, other) => {
        if (read(observation, i) === read(other, i)) return null;
        const copy = structuredClone(observation);
        const leaf = at(copy, path);
        if (typeof leaf !== 'number') (leaf as number[])[i] = read(other, i);
        else setAt(copy, path, read(other, i));
        return copy;
      },
    };
  }).filter(({ neededFor, tellsSubtask }) => neededFor.length > 0 || tellsSubtask);
}

function nameOfNumber(path: string, length: number, place: number, name: string | undefined): string {
  if (name !== undefined) return path === '' ? name : `${path}: ${name}`;
  return `${path || 'observation'}${length > 1 || path === '' ? `[${place}]` : ''}`;
}

function setAt(observation: unknown, path: readonly string[], value: number): void {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], observation);
  (holder as Record<string, unknown>)[path.at(-1)!] = value;
}

/** The kinds of objects that lie in few cells of a grid. */
function kindsIn(starts: readonly Start[], path: readonly string[], names: readonly string[]): Part[] {
  const grids = starts.map(({ observation }) => at(observation, path) as Uint8Array);
  const cellsOf = (grid: Uint8Array, kind: number) =>
    Array.from({ length: grid.length / 3 }, (_, cell) => 3 * cell).filter((cell) => grid[cell] === kind);
  const kinds = [...new Set(grids.flatMap((grid) => Array.from(grid).filter((_, i) => i % 3 === 0)))];
  return kinds.flatMap((kind): Part[] => {
    const having = starts.filter((_, k) => cellsOf(grids[k]!, kind).length > 0);
    const mean = grids.reduce((sum, grid) => sum + cellsOf(grid, kind).length, 0) / grids.length;
    if (mean > MOST_CELLS) return [];
    const subtasks = [...new Set(starts.map(({ subtask }) => subtask))];
    const neededFor = subtasks.filter(
      (k) =>
        2 * having.filter(({ subtask }) => subtask === k).length >
        starts.filter(({ subtask }) => subtask === k).length,
    );
    return [
      {
        name: `${names[kind] ?? `objects of kind ${kind}`} in ${path.join('.')}`,
        neededFor,
        tellsSubtask: false,
        exchange: (observation) => {
          const copy = structuredClone(observation);
          const grid = at(copy, path) as Uint8Array;
          const cells = cellsOf(grid, kind);
          const floor = commonCell(grid);
          for (const cell of cells) grid.set(floor, cell);
          return cells.length === 0 ? null : copy;
        },
      },
    ];
  });
}

function commonCell(grid: Uint8Array): readonly number[] {
  const counts = new Map<string, number>();
  for (let cell = 0; cell < grid.length; cell += 3) {
    const key = grid.subarray(cell, cell + 3).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [key] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
  return key.split(',').map(Number);
}

/** Whether the code of any observation changes with a part of it. An encoder that cannot do without the part needs it. */
function reacts(
  encoder: ObservationEncoder<unknown>,
  starts: readonly Start[],
  exchange: Part['exchange'],
): boolean {
  const [before, after] = [new Float64Array(encoder.size), new Float64Array(encoder.size)];
  return starts.some(({ observation }, k) => {
    const changed = exchange(observation, starts[(k + 7) % starts.length]!.observation);
    if (changed === null) return false;
    try {
      before.fill(0);
      after.fill(0);
      encoder.encode(before, observation);
      encoder.encode(after, changed);
    } catch {
      return true;
    }
    return before.some((value, i) => value !== after[i]);
  });
}

/** Whether a number goes with one of the numbers of the expert's first action for a subtask. */
function tellsAction(starts: readonly Start[], values: readonly number[], subtask: number): boolean {
  const own = starts.flatMap(({ subtask: due, action }, k) =>
    due === subtask ? [{ action, value: values[k]! }] : [],
  );
  // Of hundreds of numbers, some go with the action by chance: up to about 4/√n.
  const telling = Math.max(TELLING, 4 / Math.sqrt(own.length));
  return (own[0]?.action ?? []).some(
    (_, i) =>
      Math.abs(
        correlation(
          own.map(({ value }) => value),
          own.map(({ action }) => action[i]!),
        ),
      ) > telling,
  );
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let k = 0; k < x.length; k++) {
    xx += (x[k]! - meanX) ** 2;
    yy += (y[k]! - meanY) ** 2;
    xy += (x[k]! - meanX) * (y[k]! - meanY);
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** The share of a number's variance that lies between subtasks: the squared correlation ratio. */
function shareBetween(starts: readonly Start[], values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const total = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (total === 0) return 0;
  const groups = [...new Set(starts.map(({ subtask }) => subtask))].map((k) =>
    values.filter((_, i) => starts[i]!.subtask === k),
  );
  const between = groups.reduce((sum, group) => {
    const own = group.reduce((all, value) => all + value, 0) / group.length;
    return sum + group.length * (own - mean) ** 2;
  }, 0);
  return between / total;
}
