import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { registry } from 'gymnasium-js';
import { kindOf, registerDefinition } from '../config/definition.ts';
import type { Dataset } from '../data/dataset.ts';
import { UsageError } from '../errors.ts';
import type { Progress } from '../process/progress.ts';
import type { ReportDocument } from '../report/document.ts';
import type { AnyAdapter } from '../task/environment-adapter.ts';
import type { TerminalProgram } from '../terminal/program.ts';
import type { Cell } from './cells/cell.ts';
import type { CellWork } from './cells/cell-work.ts';
import { shareModules } from './shared-modules.ts';

/** A user's module with definitions, in a form that a run folder keeps. */
export interface UsedModule {
  /** Absolute path of the file. */
  readonly path: string;
  /** SHA-256 of the file when it was loaded, hexadecimal. */
  readonly sha256: string;
}

/** A module, and the names of the tasks that it defines. */
interface LoadedModule extends UsedModule {
  readonly tasks: readonly string[];
}

/**
 * The module that fills the catalogues with everything that is built in. It stands above this file, which names it by its
 * place, as one names a module of threads.
 */
const roof = new URL(`../burstwise${extname(new URL(import.meta.url).pathname)}`, import.meta.url);

/** Whether this is part of the command, whose modules are others than those that Node finds under our names. */
const isBundle = roof.pathname.endsWith('/dist/command/burstwise.js');

export interface Roof {
  fillCatalogues(): Promise<void>;
  /** Modules that users' modules meet as they are, by the names under which these import them. */
  publicModules(): Promise<Record<string, unknown>>;
  /** The task that a file in YAML or JSON defines, and all files that it depends on. */
  readTaskFile(path: string): Promise<{ readonly task: object; readonly files: readonly string[] }>;
  /** Finds subtasks in demonstrations: see `agents/discovery`. */
  discoverSubtasks(
    dataset: Dataset,
    request: DiscoveryRequest,
    onProgress: (text: string) => void,
  ): Promise<DiscoveredLabels>;
  /** Reports on the subtasks of a dataset. */
  describeDataset(
    dataset: Dataset,
    request: {
      readonly subject: string;
      readonly command: string;
      readonly against?: Dataset | undefined;
      readonly episodes?: number | undefined;
      readonly progress?: Progress | undefined;
      readonly signal?: Pick<AbortSignal, 'aborted'> | undefined;
    },
  ): Promise<ReportDocument>;
  /**
   * A program in which a person draws letters for the task `handwriting`.
   * @param settings of a run, which may have letters already
   * @param source where they came from, for errors
   * @param keep receives all letters after each one that is drawn
   * @throws ConfigError
   */
  glyphProgram(settings: unknown, source: string, keep: (glyphs: object) => void): Promise<TerminalProgram>;
  /** Names and descriptions of the experiments that can be reproduced. */
  describeReproductions(): Promise<readonly { readonly name: string; readonly description: string }[]>;
  /** The measurements of published experiments, whose conclusion is a page for each: see `experiments/reproduce`. */
  reproductionWork(request: {
    readonly names: readonly string[];
    readonly seeds?: number | undefined;
    readonly quick: boolean;
    readonly maps?: string | undefined;
    readonly out: string;
  }): Promise<CellWork<Cell, unknown, readonly ReportDocument[]>>;
}

/** How subtasks are to be found in a dataset. */
export interface DiscoveryRequest {
  /** Number of subtasks; null: chosen by held-out likelihood. */
  readonly count: number | null;
  /** Decides every random number. */
  readonly seed: number;
  /** What actions are read from. */
  readonly features: 'units' | 'bursts' | 'both';
  /** Settings of the dataset's task, `options.…`. */
  readonly settings: readonly string[];
}

/** Subtasks that were found in the demonstrations of a dataset. */
export interface DiscoveredLabels {
  readonly subtasks: readonly string[];
  /** Of each episode, `[T]`. */
  readonly labels: readonly Int32Array[];
  /** How they were found, for the record. */
  readonly about: Readonly<Record<string, unknown>>;
}

let filled: Promise<void> | undefined;
const loaded = new Map<string, Promise<LoadedModule>>();

/** Fills the catalogues with everything that is built in, once. */
export function useBuiltIn(): Promise<void> {
  filled ??= openRoof().then(({ fillCatalogues }) => fillCatalogues());
  return filled;
}

/** The roof, for what lies above the ground: environments and agents. */
export function openRoof(): Promise<Roof> {
  return import(/* @vite-ignore */ roof.href);
}

/**
 * Fills the catalogues with what is built in, and with the definitions of further modules, each of them once.
 *
 * @param paths files in TypeScript or JavaScript, absolute or relative to the working directory
 * @returns the modules as they are now, in the same order
 * @throws UsageError when a module cannot be loaded, defines nothing, or a name is taken
 */
export async function useModules(paths: readonly string[] = []): Promise<readonly UsedModule[]> {
  await useBuiltIn();
  const modules: UsedModule[] = [];
  for (const each of paths) {
    const { path, sha256 } = await useModule(resolve(each));
    modules.push({ path, sha256 });
  }
  return modules;
}

/** Paths of all modules that are in use, for threads, which have catalogues of their own. */
export function modulesInUse(): readonly string[] {
  return [...loaded.keys()];
}

/** Whether a name is that of a file with definitions. */
export const isModulePath = (name: string): boolean => /\.[cm]?[jt]s$/.test(name) || isTaskFile(name);

/** Whether a name is that of a file with fields that define a task. */
const isTaskFile = (name: string): boolean => /\.(ya?ml|json)$/.test(name);

/**
 * The name of the one task that a module defines, which is loaded.
 *
 * @throws UsageError when it cannot be loaded, or does not define exactly one
 */
async function onlyTaskOf(path: string): Promise<string> {
  await useBuiltIn();
  const { tasks } = await useModule(resolve(path));
  if (tasks.length === 1) return tasks[0]!;
  const received = tasks.length === 0 ? 'none' : tasks.join(', ');
  throw new UsageError(
    `${path}: expected a module that defines one task, received ${received}; name a task, and the module with --use`,
  );
}

/** The name of a task as it was given, or of the one task of a module that was named in its place. */
export async function taskName(called: string): Promise<string> {
  return isModulePath(called) ? onlyTaskOf(called) : called;
}

async function useModule(path: string): Promise<LoadedModule> {
  const loading = loaded.get(path) ?? load(path);
  loaded.set(path, loading);
  try {
    return await loading;
  } catch (error) {
    loaded.delete(path);
    throw error;
  }
}

async function load(path: string): Promise<LoadedModule> {
  const hash = createHash('sha256').update(readModule(path));
  const before = registry.size;
  const { exported, others } = isTaskFile(path) ? await readTask(path) : await evaluate(path);
  for (const other of others) hash.update(readModule(other));
  const definitions = [...new Set(Object.values(exported))].filter((value) => kindOf(value) !== undefined);
  if (definitions.length === 0 && registry.size === before) {
    const received = Object.keys(exported).join(', ') || 'no export';
    throw new UsageError(
      `${path}: expected an export made with defineTask, or a registered environment, received ${received}`,
    );
  }
  for (const definition of definitions) register(definition as object, path);
  const tasks = definitions
    .filter((value) => kindOf(value) === 'task')
    .map((task) => (task as AnyAdapter).name);
  return { path, sha256: hash.digest('hex'), tasks };
}

function readModule(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const received = isMissing ? 'nothing there' : (cause as Error).message;
    throw new UsageError(`${path}: expected a module in TypeScript or JavaScript, received ${received}`, {
      cause,
    });
  }
}

function register(definition: object, path: string): void {
  try {
    registerDefinition(definition, fromHere(path));
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** A path for command lines: one below the working directory begins there. */
function fromHere(path: string): string {
  const below = relative('', path);
  return below.startsWith('..') || isAbsolute(below) ? path : `./${below}`;
}

/** What a module exports, and the other files that it depends on, as far as they are known. */
interface Evaluated {
  readonly exported: Readonly<Record<string, unknown>>;
  readonly others: readonly string[];
}

async function readTask(path: string): Promise<Evaluated> {
  const { task, files } = await (await openRoof()).readTaskFile(path);
  return { exported: { task }, others: files.filter((file) => file !== path) };
}

/**
 * The exports of a module in TypeScript or JavaScript, which may import ours.
 *
 * @throws UsageError when it cannot be loaded
 */
export async function exportsOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  const full = resolve(path);
  readModule(full);
  return (await evaluate(full)).exported;
}

async function evaluate(path: string): Promise<Evaluated> {
  const { createJiti } = await import('jiti');
  const virtualModules = await (await openRoof()).publicModules();
  // Copies of zod know each other's schemas, and packages may need another version.
  const { zod: _, ...ours } = virtualModules;
  if (isBundle) await shareModules(ours, new URL('.', roof).href);
  const jiti = createJiti(pathToFileURL(path).href, {
    virtualModules,
    fsCache: false,
    interopDefault: false,
  });
  try {
    return { exported: await jiti.import(path), others: [] };
  } catch (error) {
    throw new UsageError(problemOf(error, path), { cause: error });
  }
}

/** What went wrong, and the line where, if that is known. An error of ours, e.g. of `defineTask`, keeps its lines. */
function problemOf(thrown: unknown, path: string): string {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const line = lineOf(error, path);
  if (error instanceof UsageError)
    return `${path}${line === undefined ? '' : `, line ${line}`}: ${error.message}`;
  const text = error.message.replace(/\nRequire stack:[\s\S]*$/, '').replace(/\s*\n\s*/g, ' ');
  return `${path}: cannot be loaded: ${text}${line === undefined ? '' : ` (line ${line})`}`;
}

function lineOf({ stack = '' }: Error, path: string): string | undefined {
  const place = stack.split('\n').find((line) => line.includes(`${path}:`) && line.trim().startsWith('at '));
  return place === undefined ? undefined : /:(\d+):\d+\)?$/.exec(place)?.[1];
}
