import {
  Box,
  Dict,
  Discrete,
  Env,
  MultiDiscrete,
  type RenderFrame,
  ResetNeeded,
  type ResetOptions,
  type ResetResult,
  type StepResult,
} from 'gymnasium-js';
import { parseConfig } from '../../../src/config/config.ts';
import { svgToRgb } from '../../../src/figures/svg-to-image.ts';
import { invalidAction } from '../../invalid-action.ts';
import { checkRenderMode, type RenderSettings, renderSize } from '../../rendering.ts';
import type { Cell } from '../directions.ts';
import { craftSvg, craftText } from './figure.ts';
import { drawWorld } from './generator.ts';
import { type CraftOptions, craftOptions, craftResetOptions } from './options.ts';
import { dueSubtask } from './planner.ts';
import { items, kinds } from './rules.ts';
import { type CraftTask, tasks } from './tasks.ts';
import { type CraftWorld, SIZE } from './world.ts';

/** What the agent sees. Fresh arrays with every observation. */
export type CraftObservation = {
  /** What lies in each cell, an index of `kinds`; `[10, 10]` row-major. */
  readonly grid: Uint8Array;
  /** The agent's cell, [x, y]. */
  readonly agent: Int32Array;
  /** Where it looks: 0 up, 1 down, 2 left, 3 right. */
  readonly direction: number;
  /** Number of each of the `items` carried. */
  readonly inventory: Uint8Array;
  /** What is to be done, an index of `tasks`. */
  readonly task: number;
};

/** What the environment tells with every reset and step. */
export type CraftInfo = {
  readonly task: string;
  readonly agent: Cell;
  readonly direction: number;
  /** The present grid, not to be written to. */
  readonly grid: Uint8Array;
  /** Number of each item carried, of those carried at all. */
  readonly inventory: Readonly<Record<string, number>>;
  /** The step of the sketch that is due, an index of `subtasks`. */
  readonly subtask: number;
  readonly done: boolean;
  /** Steps since reset. */
  readonly step: number;
};

/** Constructor settings: those of the task, all optional, and how to draw. */
export interface CraftSettings extends Partial<CraftOptions>, RenderSettings {}

const renderModes = ['svg', 'rgb_array', 'ansi'] as const;

/**
 * Craft: collect resources, make things of them in workshops, and reach what lies behind water or stone.
 *
 * - Observation: `{ grid, agent, direction, inventory, task }`, see `CraftObservation`.
 * - Action: 0 up, 1 down, 2 left, 3 right: turn there and go one cell, if it is free; 4 use what lies ahead: take a
 *   resource or treasure; make in a workshop whatever what is carried suffices for (once each, see `recipes`); lay the
 *   bridge over water, which uses it up; break stone with the axe.
 * - Reward: 1 when the agent has what the task asks for, else 0.
 * - Terminated: then.
 * - Truncated: after `maxSteps` steps. The limit is the environment's own; it needs no `TimeLimit`.
 * - Reset: a random world, see `drawWorld`; `options` may name the `task`.
 *
 * Source: the crafting environment of Andreas, Klein & Levine 2017, Modular multitask reinforcement learning with policy
 * sketches (ICML), with the world, recipes and limit of its release. Deviations: worlds in which the task cannot be done
 * are drawn anew, and the observation is the whole state; `CraftViewWrapper` has views of it.
 */
export class Craft extends Env<CraftObservation, number> {
  override readonly metadata = { renderModes, renderFps: 10 };
  override readonly renderMode: string | null;
  readonly observationSpace = new Dict({
    grid: new Box({ low: 0, high: kinds.length - 1, shape: [SIZE, SIZE], dtype: 'uint8' }),
    agent: new MultiDiscrete([SIZE, SIZE]),
    direction: new Discrete(4),
    inventory: new Box({ low: 0, high: 255, shape: [items.length], dtype: 'uint8' }),
    task: new Discrete(tasks.length),
  });
  readonly actionSpace = new Discrete(5);
  readonly options: CraftOptions;
  readonly #renderSize: number;
  #state: { readonly world: CraftWorld; readonly task: CraftTask } | null = null;
  #steps = 0;
  #over = false;
  /** Cells since reset, and the subtask of each action; kept only when the environment draws. */
  #path: Cell[] = [];
  #pathSubtasks: number[] = [];

  /** @throws ConfigError, UnsupportedMode */
  constructor(settings: CraftSettings = {}) {
    super();
    const { renderMode = null, renderSize: size, ...options } = settings;
    this.options = Object.freeze(parseConfig(craftOptions, options, 'Craft'));
    this.renderMode = checkRenderMode('Craft', renderModes, renderMode);
    this.#renderSize = parseConfig(renderSize, size, 'Craft.renderSize');
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<CraftObservation> {
    super.reset(resetOptions);
    const given = parseConfig(craftResetOptions, resetOptions.options ?? {}, 'Craft.reset.options');
    const name = given.task ?? this.options.task;
    const task =
      tasks.find((candidate) => candidate.name === name) ?? tasks[this.npRandom.integers(0, tasks.length)]!;
    this.#state = { task, world: drawWorld(task, this.npRandom) };
    this.#steps = 0;
    this.#over = false;
    this.#path = [this.agent];
    this.#pathSubtasks = [];
    return [this.#observation(), this.info()];
  }

  override step(action: number): StepResult<CraftObservation> {
    if (this.#state === null || this.#over) {
      const when = this.#state === null ? 'before the first reset' : 'after the end of the episode';
      throw new ResetNeeded(`Craft.step: called ${when}. Call reset first.`);
    }
    if (!this.actionSpace.contains(action)) {
      throw invalidAction('Craft', '0, 1, 2, 3 or 4 (up, down, left, right, use)', action);
    }
    if (this.renderMode !== null) this.#pathSubtasks.push(this.subtask);
    this.world.act(action);
    this.#steps++;
    if (this.renderMode !== null) this.#path.push(this.agent);
    const { done } = this;
    const truncated = this.#steps >= this.options.maxSteps;
    this.#over = done || truncated;
    return [this.#observation(), done ? 1 : 0, done, truncated, this.info()];
  }

  override render(): RenderFrame {
    if (this.renderMode === null) return super.render();
    const scene = { info: this.info(), path: this.#path, subtasks: this.#pathSubtasks };
    if (this.renderMode === 'ansi') return craftText(scene.info);
    const svg = craftSvg(scene, this.#renderSize);
    return this.renderMode === 'svg' ? svg : svgToRgb(svg);
  }

  /** The present state; whoever writes to it changes the environment. @throws ResetNeeded before the first reset */
  get world(): CraftWorld {
    return this.#present.world;
  }

  /** @throws ResetNeeded before the first reset */
  get task(): CraftTask {
    return this.#present.task;
  }

  get #present() {
    if (this.#state !== null) return this.#state;
    throw new ResetNeeded('Craft: there is no world before the first reset.');
  }

  get agent(): Cell {
    const { cell } = this.world;
    return [cell % SIZE, Math.floor(cell / SIZE)];
  }

  /** The step of the sketch that is due, an index of `subtasks`. */
  get subtask(): number {
    return dueSubtask(this.world, this.task);
  }

  /** Whether the agent has what the task asks for. */
  get done(): boolean {
    return this.world.has(this.task.goal);
  }

  /** The state, as reset and step tell it. */
  info(): CraftInfo {
    const { world } = this;
    const carried = items.flatMap((item, k) =>
      world.inventory[k]! > 0 ? [[item, world.inventory[k]!]] : [],
    );
    return {
      task: this.task.name,
      agent: this.agent,
      direction: world.direction,
      grid: world.grid.slice(),
      inventory: Object.fromEntries(carried),
      subtask: this.subtask,
      done: this.done,
      step: this.#steps,
    };
  }

  #observation(): CraftObservation {
    const { grid, direction, inventory } = this.world;
    return {
      grid: grid.slice(),
      agent: Int32Array.from(this.agent),
      direction,
      inventory: inventory.slice(),
      task: tasks.indexOf(this.task),
    };
  }
}
