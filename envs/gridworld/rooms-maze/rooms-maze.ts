import { Box, Dict, Discrete, MultiDiscrete, ResetNeeded } from 'gymnasium-js';
import type { z } from 'zod';
import { parseConfig } from '../../../src/config/config.ts';
import { EpisodicEnv, type Outcome } from '../../episodic-env.ts';
import { invalidAction } from '../../invalid-action.ts';
import type { RenderSettings, Trail } from '../../rendering.ts';
import { type Cell, stepX, stepY } from '../cell.ts';
import { mazeSvg, mazeText } from './figure.ts';
import { GOAL, LAVA, MazeGeometry } from './geometry.ts';
import { changeDoors, drawLayout, drawMap, type MazeLayout } from './layout.ts';
import {
  givenLayout,
  maxStepsOf,
  minCrossingsOf,
  type RoomsMazeOptions,
  roomsMazeOptions,
} from './options.ts';
import { MazePlanner } from './planner.ts';
import type { MazeObservation, RoomsMazeInfo } from './types.ts';

/** Constructor settings: those of the task, all optional, and how to draw. */
export interface RoomsMazeSettings extends Partial<z.input<typeof roomsMazeOptions>>, RenderSettings {}

const renderModes = ['svg', 'rgb_array', 'ansi'] as const;

/**
 * Rooms maze: find the way through 4 × 4 rooms whose walls are lava.
 *
 * - Observation: `{ map, agent, rooms }`, see `MazeObservation`; as the agent sees it, with `RoomsMazeViewWrapper`.
 * - Action: 0 north, 1 south, 2 west, 3 east; moves by one cell.
 * - Reward: 1 for reaching the goal, −1 for walking into lava, −0.01 for every other step.
 * - Terminated: at the goal, or in lava.
 * - Truncated: after `maxSteps` steps. The limit is the environment's own; it needs no `TimeLimit`.
 * - Doors: they stay where they are, or, with the probability `doorChanges` after each step, one opens and another one
 *   closes such that a way remains (see `changeDoors`).
 * - Reset: a random maze (see `drawLayout`); or one of the setting `mazes`, a list of `{ start, goal, doors }`,
 *   drawn with equal chances; or the one that `options` give in that form. Sets are published with doors at the
 *   middles of walls, and `shiftDoors: true` moves them along their walls. As a file for `--config`:
 *
 *       options:
 *         env:
 *           mazes:
 *             - { start: [2, 2], goal: [6, 6], doors: [[4, 2], [6, 4]] }
 *
 * Source: maze navigation of Le et al. 2018, Hierarchical imitation and reinforcement learning (ICML). In their
 * release an agent can leave lava again and gets −0.01 there; here, as in the paper, lava ends the episode. The paper
 * does not state rewards; goal and steps have those of the release.
 */
export class RoomsMaze extends EpisodicEnv<MazeObservation, number, Cell> {
  override readonly metadata = { renderModes, renderFps: 10 };
  readonly observationSpace: Dict<{
    readonly map: Box<'uint8'>;
    readonly agent: MultiDiscrete;
    readonly rooms: MultiDiscrete;
  }>;
  readonly actionSpace = new Discrete(4);
  /** The settings with their defaults. */
  readonly options: RoomsMazeOptions & { readonly maxSteps: number };
  /** Where rooms, walls and cells are. */
  readonly geometry: MazeGeometry;
  #maze: { readonly layout: MazeLayout; readonly map: Uint8Array; readonly planner: MazePlanner } | null =
    null;
  #x = 0;
  #y = 0;
  #room = 0;
  #roomBefore = 0;

  /** @throws ConfigError, UnsupportedMode */
  constructor(settings: RoomsMazeSettings = {}) {
    const { renderMode, renderSize, ...options } = settings;
    super(renderModes, { renderMode, renderSize });
    const checked = parseConfig(roomsMazeOptions, options, 'RoomsMaze');
    this.options = Object.freeze({ ...checked, maxSteps: maxStepsOf(checked) });
    this.geometry = new MazeGeometry(this.options.rooms);
    const { size: cells, rooms } = this.geometry;
    this.observationSpace = new Dict({
      map: new Box({ low: 0, high: GOAL, shape: [cells, cells], dtype: 'uint8' }),
      agent: new MultiDiscrete([cells, cells]),
      rooms: new MultiDiscrete([rooms * rooms, rooms * rooms]),
    });
  }

  protected override begin(given: Record<string, unknown>): void {
    const { geometry } = this;
    const layout =
      givenLayout(geometry, this.options, given, this.npRandom) ??
      drawLayout(geometry, minCrossingsOf(this.options), this.npRandom);
    this.#build(layout);
    [this.#x, this.#y] = layout.start;
    this.#room = this.#roomBefore = geometry.roomAt(this.#x, this.#y);
  }

  /** Makes the maze that is present from now on. */
  #build(changed: MazeLayout): void {
    const { geometry } = this;
    const layout = frozen(changed);
    const map = drawMap(geometry, layout);
    this.#maze = { layout, map, planner: new MazePlanner(geometry, map, geometry.index(layout.goal)) };
  }

  /**
   * Moves agent, goal or doors in the middle of an episode.
   * @throws ResetNeeded before the first reset; ConfigError where there is no way from the agent to the goal
   */
  rearrange({
    agent,
    goal,
    doors,
  }: { readonly [Place in 'agent' | 'goal']?: Cell | undefined } & {
    readonly doors?: readonly Cell[] | undefined;
  }): void {
    const { layout, geometry, options } = this;
    const target = goal ?? layout.goal;
    const [x, y] = geometry.centre(this.#room);
    // Any cell of the agent's room tells whether there is a way; the goal's would be refused as a start.
    const here: Cell = target[0] === x && target[1] === y ? [x - 1, y] : [x, y];
    const changed = { start: agent ?? here, goal: target, doors: doors ?? layout.doors };
    givenLayout(geometry, options, { ...changed, shiftDoors: false }, this.npRandom);
    this.#build({ ...changed, start: layout.start });
    if (agent === undefined) return;
    [this.#x, this.#y] = agent;
    this.#room = this.#roomBefore = geometry.roomAt(...agent);
  }

  protected override checkAction(action: number): void {
    if (this.actionSpace.contains(action)) return;
    throw invalidAction('RoomsMaze', '0, 1, 2 or 3 (north, south, west, east)', action);
  }

  protected override act(action: number): Outcome {
    this.#x += stepX[action]!;
    this.#y += stepY[action]!;
    const room = this.geometry.roomAt(this.#x, this.#y);
    if (room >= 0 && room !== this.#room) [this.#room, this.#roomBefore] = [room, this.#room];
    const { goalReached, inLava } = this;
    if (!goalReached && !inLava) this.#changeDoors();
    return { reward: goalReached ? 1 : inLava ? -1 : -0.01, terminated: goalReached || inLava };
  }

  #changeDoors(): void {
    const { doorChanges } = this.options;
    if (doorChanges === 0 || this.npRandom.random() >= doorChanges) return;
    const agent = { at: this.agent, room: this.#room };
    this.#build(changeDoors(this.geometry, this.layout, agent, this.npRandom));
  }

  protected override draw(mode: 'svg' | 'ansi', trail: Trail<Cell>, size: number): string {
    const scene = { layout: this.layout, ...trail };
    return mode === 'ansi' ? mazeText(this.geometry, scene) : mazeSvg(this.geometry, scene, size);
  }

  /** Start, goal and doors of the maze. @throws ResetNeeded before the first reset */
  get layout(): MazeLayout {
    return this.#present.layout;
  }

  /** Shortest ways in this maze. @throws ResetNeeded before the first reset */
  get planner(): MazePlanner {
    return this.#present.planner;
  }

  get #present() {
    if (this.#maze !== null) return this.#maze;
    throw new ResetNeeded('RoomsMaze: there is no maze before the first reset.');
  }

  /** The agent's cell. */
  override get agent(): Cell {
    return [this.#x, this.#y];
  }

  /** Index of the agent's cell. */
  get cell(): number {
    return this.#y * this.geometry.size + this.#x;
  }

  /** The room that the agent is in, or, in a door, came from. */
  get room(): number {
    return this.#room;
  }

  /** The subtask that is due on a shortest way to the goal: 0–3 leave the room, 4 reach the goal in it. */
  override get subtask(): number {
    return this.planner.subtask(this.cell, this.#room);
  }

  /** Whether the agent is at the goal. */
  get goalReached(): boolean {
    return this.#present.map[this.cell] === GOAL;
  }

  /** Whether the agent has walked into lava. */
  get inLava(): boolean {
    return this.#present.map[this.cell] === LAVA;
  }

  override info(): RoomsMazeInfo {
    return {
      ...this.layout,
      agent: this.agent,
      room: this.#room,
      subtask: this.subtask,
      distance: this.planner.distance[this.cell]!,
      goalReached: this.goalReached,
      inLava: this.inLava,
      step: this.steps,
    };
  }

  protected override observe(): MazeObservation {
    return {
      map: this.#present.map.slice(),
      agent: Int32Array.of(this.#x, this.#y),
      rooms: Int32Array.of(this.#room, this.#roomBefore),
    };
  }
}

/** Every info of an episode refers to the same cells, so they are frozen. */
function frozen({ start, goal, doors }: MazeLayout): MazeLayout {
  const fixed = (cell: Cell): Cell => Object.freeze([cell[0], cell[1]] as const);
  return Object.freeze({ start: fixed(start), goal: fixed(goal), doors: Object.freeze(doors.map(fixed)) });
}
