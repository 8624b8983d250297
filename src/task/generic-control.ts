import { Box, Discrete, type Env } from 'gymnasium-js';
import { readAnsi } from '../terminal/ansi-text.ts';
import { drawPixels, type Pixels } from '../terminal/half-blocks.ts';
import { type Area, cut, type Line, widthOf, wrap } from '../terminal/styled-text.ts';
import { valueText } from '../terminal/value-text.ts';
import { type ActionDials, dialsOf } from './action-dials.ts';
import type { KeyHelp, LegendEntry, ManualControl } from './manual-control.ts';

/** Keys for actions: no digits, which name subtasks while recording, and no letters that programs use themselves. */
const LETTERS = 'asdfgjklwtyiopzxvbnm';
/** The help lists the keys of more actions than this in one line. */
const MOST_LISTED = 8;

/** Keys that turn a dial, and by how many values. */
const turns: Readonly<Record<string, number>> = { up: 1, down: -1, pageup: 10, pagedown: -10 };

/** The render mode that a terminal can show, of those that an environment has; null without one. */
export function terminalMode(renderModes: readonly string[]): string | null {
  return ['ansi', 'rgb_array'].find((mode) => renderModes.includes(mode)) ?? null;
}

/**
 * Control of an environment that brings none of its own, made from its spaces. A letter takes each action of a small
 * `Discrete` space; other actions are set number by number, by arrows, and then taken. The picture is what the
 * environment renders, where it was made with the mode `ansi` or `rgb_array`, else its observation.
 */
export class GenericControl<Observation = unknown, Action = unknown>
  implements ManualControl<Action, Observation>
{
  readonly stepMs = null;
  readonly legend: readonly LegendEntry[] = [];
  readonly help: readonly KeyHelp[];
  readonly mission: string;
  readonly maxSteps: number | null;
  readonly #env: Env<Observation, Action>;
  readonly #actions: ActionDials;
  /** The key of each action; empty where actions are set by dials. */
  readonly #letters: string;
  /** Index of the value that each dial is set to. */
  #settings: number[] = [];
  #dial = 0;
  #isTaken = false;

  constructor(env: Env<Observation, Action>) {
    this.#env = env;
    this.mission = env.spec?.id ?? env.unwrapped.constructor.name;
    this.maxSteps = env.spec?.maxEpisodeSteps ?? null;
    this.#actions = dialsOf(env.actionSpace);
    const space: unknown = env.actionSpace;
    const count = space instanceof Discrete && space.n <= LETTERS.length ? space.n : 0;
    this.#letters = LETTERS.slice(0, count);
    this.help = count > 0 ? this.#letterHelp() : this.#dialHelp();
    this.reset();
  }

  #letterHelp(): KeyHelp[] {
    const [dial] = this.#actions.dials;
    const letters = [...this.#letters];
    const action = (index: number) => `action ${dial!.valueAt(index)}`;
    if (letters.length <= MOST_LISTED) return letters.map((keys, i) => ({ keys, does: action(i) }));
    const does = `${action(0)} to ${dial!.valueAt(letters.length - 1)}`;
    return [{ keys: letters.join(' '), does }];
  }

  #dialHelp(): KeyHelp[] {
    const { dials } = this.#actions;
    return [
      ...(dials.length > 1 ? [{ keys: '←, →', does: 'another number of the action' }] : []),
      ...(dials.length > 0 ? [{ keys: '↑, ↓', does: 'more, less' }] : []),
      ...(dials.some(({ count }) => count > 20) ? [{ keys: 'page up, down', does: 'ten more, less' }] : []),
      { keys: 'space, enter', does: dials.length > 0 ? 'take the action' : 'take a random action' },
    ];
  }

  press(key: string): boolean {
    return this.#letters === '' ? this.#turn(key) : this.#choose(key);
  }

  #choose(key: string): boolean {
    const index = key.length === 1 ? this.#letters.indexOf(key) : -1;
    this.#isTaken = index >= 0;
    if (this.#isTaken) this.#settings = [index];
    return this.#isTaken;
  }

  #turn(key: string): boolean {
    const { dials } = this.#actions;
    this.#isTaken = key === 'space' || key === 'enter';
    if (this.#isTaken) return true;
    const dial = dials[this.#dial];
    if (dial === undefined) return false;
    const turn = turns[key];
    if (turn !== undefined) {
      const index = this.#settings[this.#dial]! + turn;
      this.#settings[this.#dial] = Math.min(Math.max(index, 0), dial.count - 1);
      return true;
    }
    if (key !== 'left' && key !== 'right') return false;
    this.#dial = (this.#dial + (key === 'right' ? 1 : dials.length - 1)) % dials.length;
    return true;
  }

  take(): Action | null {
    if (!this.#isTaken) return null;
    this.#isTaken = false;
    return this.#action;
  }

  get #action(): Action {
    const values = this.#actions.dials.map((dial, i) => dial.valueAt(this.#settings[i]!));
    // The dials are those of the action space.
    return this.#actions.actionOf(values) as Action;
  }

  reset(): void {
    this.#settings = this.#actions.dials.map(({ first }) => first);
    this.#dial = 0;
    this.#isTaken = false;
  }

  nameOf(action: Action): string {
    const [dial] = this.#actions.dials;
    const key = [...this.#letters].find((_, i) => dial!.valueAt(i) === action);
    return key === undefined ? valueText(action) : `${action} (${key})`;
  }

  get status(): readonly string[] {
    const dial = this.#actions.dials[this.#dial];
    if (this.#letters !== '' || dial === undefined) return [];
    const value = valueText(dial.valueAt(this.#settings[this.#dial]!));
    return [`action ${valueText(this.#action)}`, `arrows set ${dial.name || 'it'}: ${value}`];
  }

  draw(area: Area, observation: Observation): readonly Line[] {
    const { renderMode } = this.#env;
    const frame = terminalMode(renderMode === null ? [] : [renderMode]) === null ? null : this.#env.render();
    const latest = Array.isArray(frame) ? frame.at(-1) : frame;
    if (typeof latest === 'string') return fitted(readAnsi(latest), area);
    const picture = latest ?? pictureIn(this.#env.observationSpace, observation);
    if (picture !== null) return drawPixels(picture, area);
    const entries =
      observation?.constructor === Object
        ? Object.entries(observation).map(([name, value]) => `${name}: ${valueText(value)}`)
        : [valueText(observation)];
    const lines = entries.flatMap((entry) => wrap(entry, area.columns)).map((text) => [{ text }]);
    return lines.slice(0, area.rows);
  }
}

/** Lines cut to an area, all of the same width. */
function fitted(lines: readonly Line[], { columns, rows }: Area): Line[] {
  const width = Math.min(columns, Math.max(0, ...lines.map(widthOf)));
  return lines.slice(0, rows).map((line) => cut(line, 0, width));
}

/** The picture that an observation is, `[height, width, 3]` or, in grey, `[height, width]` of bytes; null if it is none. */
function pictureIn(space: unknown, observation: unknown): Pixels | null {
  if (!(space instanceof Box) || space.dtype !== 'uint8' || !(observation instanceof Uint8Array)) return null;
  const [height = 0, width = 0, channels = 1] = space.shape;
  if (height < 8 || width < 8 || space.shape.length > 3 || space.shape.length < 2) return null;
  if (channels === 3) return { data: observation, width, height };
  if (channels !== 1) return null;
  return {
    data: Uint8Array.from({ length: 3 * width * height }, (_, i) => observation[Math.floor(i / 3)]!),
    width,
    height,
  };
}
