import {
  Env,
  type RenderFrame,
  ResetNeeded,
  type ResetOptions,
  type ResetResult,
  type StepResult,
} from 'gymnasium-js';
import { parseConfig } from '../src/config/config.ts';
import { svgToRgb } from '../src/figures/svg-to-image.ts';
import { checkRenderMode, type RenderSettings, renderSize, type Trail } from './rendering.ts';

/** The outcome of a step. */
export interface Outcome {
  readonly reward: number;
  readonly terminated: boolean;
}

/**
 * An environment that keeps count of its steps, cuts episodes off after `options.maxSteps` of them, refuses steps
 * outside episodes, and draws the way of the agent.
 *
 * A subclass says how an episode begins, what an action does, and what the present state looks like.
 */
export abstract class EpisodicEnv<Observation, Action, Place> extends Env<Observation, Action> {
  override readonly renderMode: string | null;
  /** The settings with their defaults. */
  abstract readonly options: { readonly maxSteps: number };
  readonly #renderSize: number;
  #phase: 'before the first reset' | 'under way' | 'after the end of the episode' = 'before the first reset';
  #steps = 0;
  /** Places since reset, and the subtask of each step; kept only when the environment draws. */
  #path: Place[] = [];
  #subtasks: number[] = [];

  /** @throws ConfigError, UnsupportedMode */
  constructor(renderModes: readonly string[], { renderMode = null, renderSize: size }: RenderSettings) {
    super();
    const { name } = new.target;
    this.renderMode = checkRenderMode(name, renderModes, renderMode);
    this.#renderSize = parseConfig(renderSize, size, `${name}.renderSize`);
  }

  /** Begins an episode, with the options that `reset` was given. */
  protected abstract begin(given: Record<string, unknown>): void;
  /** Checks an action. @throws InvalidAction when it is no action of this environment */
  protected abstract checkAction(action: Action): void;
  /** Carries out an action. */
  protected abstract act(action: Action): Outcome;
  /** The present observation, in fresh arrays. */
  protected abstract observe(): Observation;
  /**
   * The present state as an SVG document or as text.
   * @param size width and height of the drawn world in pixels
   */
  protected abstract draw(mode: 'svg' | 'ansi', trail: Trail<Place>, size: number): string;

  /** Where the agent is. */
  abstract get agent(): Place;
  /** Index of the subtask that is due. */
  abstract get subtask(): number;
  /** The state, as reset and step tell it. */
  abstract info(): Record<string, unknown>;

  /** Steps since reset. */
  get steps(): number {
    return this.#steps;
  }

  override reset(resetOptions: ResetOptions = {}): ResetResult<Observation> {
    super.reset(resetOptions);
    this.begin(resetOptions.options ?? {});
    this.#phase = 'under way';
    this.#steps = 0;
    this.#path = [this.agent];
    this.#subtasks = [];
    return [...this.present()];
  }

  /** Takes one action. */
  override step(action: Action): StepResult<Observation> {
    if (this.#phase !== 'under way') {
      throw new ResetNeeded(`${this.constructor.name}.step: called ${this.#phase}. Call reset first.`);
    }
    this.checkAction(action);
    const draws = this.renderMode !== null;
    if (draws) this.#subtasks.push(this.subtask);
    this.#steps++;
    const { reward, terminated } = this.act(action);
    if (draws) this.#path.push(this.agent);
    const truncated = this.#steps >= this.options.maxSteps;
    if (terminated || truncated) this.#phase = 'after the end of the episode';
    return [this.observe(), reward, terminated, truncated, this.info()];
  }

  /** The present observation and state, as reset and step tell them. */
  present(): readonly [observation: Observation, info: Record<string, unknown>] {
    return [this.observe(), this.info()];
  }

  override render(): RenderFrame {
    if (this.renderMode === null) return super.render();
    const trail = { path: this.#path, subtasks: this.#subtasks };
    const mode = this.renderMode === 'ansi' ? 'ansi' : 'svg';
    const drawing = this.draw(mode, trail, this.#renderSize);
    return this.renderMode === 'rgb_array' ? svgToRgb(drawing) : drawing;
  }
}
