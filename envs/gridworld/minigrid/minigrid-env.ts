import {
  Box,
  Dict,
  Discrete,
  Env,
  type RenderFrame,
  ResetNeeded,
  type ResetOptions,
  type ResetResult,
  type RgbFrame,
  type Space,
  type StepResult,
  type Text,
} from 'gymnasium-js';
import { UsageError } from '../../../src/errors.ts';
import { invalidAction } from '../../invalid-action.ts';
import { checkRenderMode } from '../../rendering.ts';
import { Draws } from './draws.ts';
import { Action, actionNames, directions, type Position, typeIndex } from './encoding.ts';
import { GenerationFailed } from './errors.ts';
import { Grid, NOTHING, type ObjectId } from './grid.ts';
import { drop, pickUp, toggle } from './hand.ts';
import { MissionSpace } from './mission-space.ts';
import type { FrameOptions } from './options.ts';
import { frameOf, svgOf, textOf } from './render/picture.ts';
import type { MiniGridObservation, MiniGridSettings, Placement } from './types.ts';
import { EgocentricView } from './view.ts';

/** No level that can be built takes as many draws as this. MiniGrid would try for ever. */
const MAX_TRIES = 1_000_000;
const renderModes = ['rgb_array', 'svg', 'ansi'] as const;

/**
 * A world of cells after MiniGrid (Chevalier-Boisvert et al. 2023, arXiv:2306.13831), equal to the package `minigrid`
 * 3 bit by bit: the same seed gives the same level, and the same actions the same observations and rewards.
 *
 * - Observation: the cells that the agent sees around it, its direction, and its mission in words.
 * - Action: `Action`: turn left, turn right, go forward, pick up, drop, toggle the object in front, done.
 * - Reward: 1 − 0.9 · steps / maxSteps for success, else 0, unless a family says otherwise.
 * - Terminated: on reaching a goal or lava, and where a family says so.
 * - Truncated: after `maxSteps` steps. As in MiniGrid, the limit is the environment's own, and steps after it are
 *   allowed.
 *
 * A family extends this class: `generate` builds the level, and `act` adds its rules to those of the actions.
 */
export abstract class MiniGridEnv extends Env<MiniGridObservation, number> {
  override readonly metadata = { renderModes, renderFps: 10 };
  override readonly renderMode: string | null;
  readonly observationSpace: Dict<{ image: Box<'uint8'>; direction: Discrete; mission: Text }>;
  readonly actionSpace: Space<number> = new Discrete(actionNames.length);

  /** The cells and the objects in them. */
  readonly grid: Grid;
  /** Draws from the random stream of the environment. */
  readonly draw = new Draws(this);
  /** Width and height of the agent's view in cells. */
  readonly agentViewSize: number;
  /** Whether walls and closed doors hide nothing. */
  readonly seeThroughWalls: boolean;
  /** Whether pictures lighten what the agent sees. */
  readonly highlight: boolean;
  /** Width and height of a cell in pictures, in pixels. */
  readonly tileSize: number;
  /** Whether pictures show the agent's view instead of the grid. */
  readonly agentPov: boolean;
  /** Steps after which an episode is cut off. */
  maxSteps: number;

  /** Column of the agent's cell; −1 before it has been placed. */
  agentX = -1;
  /** Row of the agent's cell; −1 before it has been placed. */
  agentY = -1;
  /** Where the agent looks: 0 right, 1 down, 2 left, 3 up; −1 before it has been placed. */
  agentDirection = -1;
  /** The object the agent holds. */
  carrying: ObjectId = NOTHING;
  /** The task of the agent, in words. */
  mission: string;
  /** Steps since reset. */
  stepCount = 0;

  readonly #view: EgocentricView;
  #reward = 0;
  #terminated = false;

  /** @throws UsageError, UnsupportedMode */
  constructor(settings: MiniGridSettings) {
    super();
    const { width, height, missionSpace, maxSteps, renderMode = null } = settings;
    this.renderMode = checkRenderMode(new.target.name, renderModes, renderMode);
    this.maxSteps = maxSteps;
    this.seeThroughWalls = settings.seeThroughWalls ?? false;
    this.agentViewSize = settings.agentViewSize ?? 7;
    this.highlight = settings.highlight ?? true;
    this.tileSize = settings.tileSize ?? 32;
    this.agentPov = settings.agentPov ?? false;
    this.grid = new Grid(width, height);
    this.mission = missionSpace instanceof MissionSpace ? missionSpace.constant : '';
    this.#view = new EgocentricView(this.agentViewSize);
    const shape = [this.agentViewSize, this.agentViewSize, 3];
    this.observationSpace = new Dict({
      image: new Box({ low: 0, high: 255, shape, dtype: 'uint8' }),
      direction: new Discrete(4),
      mission: missionSpace,
    });
  }

  /** Builds a level in an empty grid, and places the agent; sets the mission where it varies. */
  protected abstract generate(): void;

  /** @throws GenerationFailed, UsageError when the settings allow no level */
  override reset(resetOptions: ResetOptions = {}): ResetResult<MiniGridObservation> {
    super.reset(resetOptions);
    this.agentX = -1;
    this.agentY = -1;
    this.agentDirection = -1;
    this.carrying = NOTHING;
    this.stepCount = 0;
    this.#reward = 0;
    this.#terminated = false;
    this.grid.clear();
    this.generate();
    this.#checkStart();
    return [this.observe(), {}];
  }

  #checkStart(): void {
    const { grid, agentX, agentY } = this;
    const inside = agentX >= 0 && agentX < grid.width && agentY >= 0 && agentY < grid.height;
    if (inside && grid.canOverlap(grid.get(agentX, agentY))) return;
    throw new UsageError(
      `${this.constructor.name}: expected the agent to start in an empty cell, received (${agentX}, ${agentY}), ` +
        `${inside ? `a ${grid.nameOf(grid.get(agentX, agentY))}` : 'which is outside the grid'}; start it elsewhere`,
    );
  }

  /** @throws InvalidAction, ResetNeeded; RangeError when the agent acts on a cell beyond the edge of the grid */
  override step(action: number): StepResult<MiniGridObservation> {
    this.#expectReset('step');
    if (!Number.isInteger(action) || action < 0 || action >= actionNames.length) {
      const expected = `an integer from 0 to ${actionNames.length - 1} (${actionNames.join(', ')})`;
      throw invalidAction(this.constructor.name, expected, action);
    }
    this.stepCount++;
    this.#reward = 0;
    this.#terminated = false;
    this.act(action);
    const truncated = this.stepCount >= this.maxSteps;
    return [this.observe(), this.#reward, this.#terminated, truncated, {}];
  }

  #expectReset(method: string): void {
    if (this.agentDirection >= 0) return;
    throw new ResetNeeded(
      `${this.constructor.name}.${method}: called before the first reset. Call reset first.`,
    );
  }

  /** Carries out an action. Families add their rules before and after it. */
  protected act(action: number): void {
    switch (action) {
      case Action.left:
        this.agentDirection = (this.agentDirection + 3) % 4;
        return;
      case Action.right:
        this.agentDirection = (this.agentDirection + 1) % 4;
        return;
      case Action.forward:
        this.#goForward();
        return;
      case Action.pickup:
        pickUp(this);
        return;
      case Action.drop:
        drop(this);
        return;
      case Action.toggle:
        toggle(this);
        return;
    }
  }

  /** Whether the latest step ended the episode with a reward above 0, whatever wrappers make of it. */
  get rewarded(): boolean {
    return this.#terminated && this.#reward > 0;
  }

  /** Ends the episode with a reward; without an argument, the one for success. */
  protected end(reward = 1 - 0.9 * (this.stepCount / this.maxSteps)): void {
    this.#reward = reward;
    this.#terminated = true;
  }

  /** Ends the episode and leaves the reward as it is. */
  protected terminate(): void {
    this.#terminated = true;
  }

  #goForward(): void {
    const front = this.front;
    if (this.grid.canOverlap(front)) {
      this.agentX = this.frontX;
      this.agentY = this.frontY;
    }
    const type = this.grid.typeIndexOf(front);
    if (type === typeIndex.goal) this.end();
    else if (type === typeIndex.lava) this.terminate();
  }

  /** Column of the cell in front of the agent. */
  get frontX(): number {
    return this.agentX + directions[this.agentDirection]![0];
  }

  /** Row of the cell in front of the agent. */
  get frontY(): number {
    return this.agentY + directions[this.agentDirection]![1];
  }

  /** The object in front of the agent. @throws ResetNeeded; RangeError at the edge of the grid */
  get front(): ObjectId {
    this.#expectReset('front');
    return this.grid.get(this.frontX, this.frontY);
  }

  /** Whether the agent is in the cell. */
  agentIsAt(x: number, y: number): boolean {
    return this.agentX === x && this.agentY === y;
  }

  /** The agent's present view. Overwritten by the next call. @throws ResetNeeded */
  look(): EgocentricView {
    this.#expectReset('look');
    this.#view.look(this.grid, this, this.seeThroughWalls);
    return this.#view;
  }

  /** The observation of the present state. */
  observe(): MiniGridObservation {
    return { image: this.look().encode(this.grid), direction: this.agentDirection, mission: this.mission };
  }

  override render(): RenderFrame {
    if (this.renderMode === null) return super.render();
    if (this.renderMode === 'ansi') return textOf(this);
    return this.renderMode === 'svg' ? this.getSvg() : this.getFrame();
  }

  /**
   * A drawing of the present state with the mission: an SVG document; as the settings say, unless told otherwise.
   * @throws ConfigError
   */
  getSvg(options: FrameOptions = {}): string {
    return svgOf(this, options);
  }

  /**
   * A picture of the present state, pixel by pixel that of MiniGrid; as the settings say, unless told otherwise.
   * @throws ConfigError
   */
  getFrame(options: FrameOptions = {}): RgbFrame {
    return frameOf(this, options);
  }

  /**
   * Puts an object, or `NOTHING`, into a random empty cell without the agent.
   * @throws GenerationFailed after `maxTries` draws of unsuitable cells
   */
  place(id: ObjectId, { top = [0, 0], size, reject, maxTries = MAX_TRIES }: Placement = {}): Position {
    const { grid, draw } = this;
    const [left, upper] = [Math.max(top[0], 0), Math.max(top[1], 0)];
    const right = Math.min(left + (size?.[0] ?? grid.width), grid.width);
    const lower = Math.min(upper + (size?.[1] ?? grid.height), grid.height);
    for (let tries = 0; tries <= maxTries; tries++) {
      const [x, y] = draw.position(left, right, upper, lower);
      if (grid.get(x, y) !== NOTHING || this.agentIsAt(x, y) || reject?.(x, y)) continue;
      grid.set(x, y, id);
      return [x, y];
    }
    throw new GenerationFailed(
      `expected room for an object at (${left}, ${upper}), found none in ${maxTries} draws`,
    );
  }

  /** Puts the agent into an empty cell, and turns it in a random direction. */
  placeAgent({ turn = true, ...placement }: Placement & { readonly turn?: boolean } = {}): void {
    this.agentX = -1;
    this.agentY = -1;
    const [x, y] = this.place(NOTHING, placement);
    this.setAgent([x, y], turn ? this.draw.integer(0, 4) : this.agentDirection);
  }

  /** Puts the agent into a cell, whatever is there. */
  setAgent([x, y]: Position, direction: number): void {
    this.agentX = x;
    this.agentY = y;
    this.agentDirection = direction;
  }
}
