import { Box, Dict, Discrete, MultiDiscrete, ResetNeeded } from 'gymnasium-js';
import { parseConfig } from '../../../src/config/config.ts';
import { EpisodicEnv, type Outcome } from '../../episodic-env.ts';
import { invalidAction } from '../../invalid-action.ts';
import type { RenderSettings, Trail } from '../../rendering.ts';
import type { Cell } from '../cell.ts';
import { craftSvg, craftText } from './figure.ts';
import { drawWorld } from './generator.ts';
import { type CraftOptions, craftOptions, craftResetOptions } from './options.ts';
import { dueSubtask } from './planner.ts';
import { items, kinds } from './rules.ts';
import { type CraftTask, tasks } from './tasks.ts';
import type { CraftInfo, CraftObservation } from './types.ts';
import { type CraftWorld, SIZE } from './world.ts';

/** Constructor settings: those of the task, all optional, and how to draw. */
export interface CraftSettings extends Partial<CraftOptions>, RenderSettings {}

const renderModes = ['svg', 'rgb_array', 'ansi'] as const;

/**
 * Craft: collect resources, make things of them in workshops, and reach treasures behind water or stone.
 *
 * - Observation: `{ grid, agent, direction, inventory, task }`, see `CraftObservation`.
 * - Action: 0 up, 1 down, 2 left, 3 right: turn there and go one cell, if it is free; 4 use what lies ahead: take a
 *   resource or treasure; make in a workshop everything that the inventory suffices for (once each, see `recipes`); lay
 *   the bridge over water, which uses it up; break stone with the axe.
 * - Reward: 1 when the agent has the item that the task asks for, else 0.
 * - Terminated: when the agent has it.
 * - Truncated: after `maxSteps` steps. The limit is the environment's own; it needs no `TimeLimit`.
 * - Reset: a random world, see `drawWorld`; `options` may name the `task`.
 *
 * Source: the crafting environment of Andreas, Klein & Levine 2017, Modular multitask reinforcement learning with
 * policy sketches (ICML), with the world, recipes and limit of its release. Deviations: worlds in which the task
 * cannot be done are drawn anew, and the observation is the whole state; `CraftViewWrapper` has views of it.
 */
export class Craft extends EpisodicEnv<CraftObservation, number, Cell> {
  override readonly metadata = { renderModes, renderFps: 10 };
  readonly observationSpace = new Dict({
    grid: new Box({ low: 0, high: kinds.length - 1, shape: [SIZE, SIZE], dtype: 'uint8' }),
    agent: new MultiDiscrete([SIZE, SIZE]),
    direction: new Discrete(4),
    inventory: new Box({ low: 0, high: 255, shape: [items.length], dtype: 'uint8' }),
    task: new Discrete(tasks.length),
  });
  readonly actionSpace = new Discrete(5);
  /** The settings with their defaults. */
  readonly options: CraftOptions;
  #state: { readonly world: CraftWorld; readonly task: CraftTask } | null = null;

  /** @throws ConfigError, UnsupportedMode */
  constructor(settings: CraftSettings = {}) {
    const { renderMode, renderSize, ...options } = settings;
    super(renderModes, { renderMode, renderSize });
    this.options = Object.freeze(parseConfig(craftOptions, options, 'Craft'));
  }

  protected override begin(given: Record<string, unknown>): void {
    const { task: name = this.options.task } = parseConfig(craftResetOptions, given, 'Craft.reset.options');
    const task =
      tasks.find((candidate) => candidate.name === name) ?? tasks[this.npRandom.integers(0, tasks.length)]!;
    this.#state = { task, world: drawWorld(task, this.npRandom) };
  }

  protected override checkAction(action: number): void {
    if (this.actionSpace.contains(action)) return;
    throw invalidAction('Craft', '0, 1, 2, 3 or 4 (up, down, left, right, use)', action);
  }

  protected override act(action: number): Outcome {
    this.world.act(action);
    const { done } = this;
    return { reward: done ? 1 : 0, terminated: done };
  }

  protected override draw(mode: 'svg' | 'ansi', trail: Trail<Cell>, size: number): string {
    const info = this.info();
    return mode === 'ansi' ? craftText(info) : craftSvg({ info, ...trail }, size);
  }

  /** The present state; writing to it changes the environment. @throws ResetNeeded before the first reset */
  get world(): CraftWorld {
    return this.#present.world;
  }

  /** The task of the episode. @throws ResetNeeded before the first reset */
  get task(): CraftTask {
    return this.#present.task;
  }

  get #present() {
    if (this.#state !== null) return this.#state;
    throw new ResetNeeded('Craft: there is no world before the first reset.');
  }

  /** The agent's cell. */
  override get agent(): Cell {
    const { cell } = this.world;
    return [cell % SIZE, Math.floor(cell / SIZE)];
  }

  /** The step of the sketch that is due, an index of `subtasks`. */
  override get subtask(): number {
    return dueSubtask(this.world, this.task);
  }

  /** Whether the agent has the item that the task asks for. */
  get done(): boolean {
    return this.world.has(this.task.goal);
  }

  override info(): CraftInfo {
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
      step: this.steps,
    };
  }

  protected override observe(): CraftObservation {
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
