import { ManualEpisode } from '../../episodes/manual-episode.ts';
import { subtaskColour } from '../../figures/palette.ts';
import type { LegendEntry } from '../../task/manual-control.ts';
import { accent, helpLines, type KeyHelp } from '../../terminal/key-help.ts';
import { isLargeEnough, layOut } from '../../terminal/layout.ts';
import { type Area, cut, type Line, type Span, wrap } from '../../terminal/styled-text.ts';
import type { PlayedEnvironment } from './played-environment.ts';

export interface DeskSettings {
  /** Show what the expert would do next. */
  readonly hint: boolean;
  readonly maxSteps?: number | undefined;
}

/** What the program around a desk has to say. */
export interface Notice {
  readonly title: string;
  /** What has happened, or is asked. */
  readonly message: readonly string[];
  /** Keys of the program, beside those that act. */
  readonly help: readonly KeyHelp[];
}

/** An environment in front of a person: the episode under way, the keys that act in it, and the screen. */
export class Desk {
  episode: ManualEpisode;
  readonly #task: PlayedEnvironment;
  readonly #maxSteps: number | undefined;
  #hint: boolean;
  /** Whether the keys stand beside the picture, where they fit. */
  #help = true;
  /** Whether they did when the screen was last drawn. */
  #helpFits = true;
  /** The page of keys that covers the screen; null: none does. */
  #page: number | null = null;

  /** Begins the episode of a seed. */
  constructor(task: PlayedEnvironment, { hint, maxSteps }: DeskSettings, seed: number | bigint) {
    this.#task = task;
    this.#hint = hint;
    this.#maxSteps = maxSteps;
    this.episode = this.#begin(seed);
  }

  get task(): PlayedEnvironment {
    return this.#task;
  }

  begin(seed: number | bigint): void {
    this.episode = this.#begin(seed);
  }

  #begin(seed: number | bigint): ManualEpisode {
    const { env, expert, subtasks, control } = this.#task;
    const episode = new ManualEpisode(env, expert, seed, this.#maxSteps);
    control.reset();
    // Without an expert, only the player can say which one is under way.
    if (expert === null && subtasks.length > 0) episode.mark(0);
    return episode;
  }

  get tickMs(): number | null {
    return this.episode.over || this.#page !== null ? null : this.#task.control.stepMs;
  }

  /** A key was pressed; false if it means nothing here. */
  press(key: string): boolean {
    if (key === '?') this.#turnHelp();
    else if (this.#page !== null) this.#page = null;
    else if (key === 'h' && this.#task.expert !== null) this.#hint = !this.#hint;
    else if (this.episode.over || !this.#task.control.press(key)) return false;
    else if (this.#task.control.stepMs === null) this.tick();
    return true;
  }

  /** Hides or shows the keys beside the picture; where they do not fit, shows the next page of them, or the picture. */
  #turnHelp(): void {
    if (this.#page !== null) this.#page++;
    else if (this.#helpFits) this.#help = !this.#help;
    else this.#page = 0;
  }

  /** Time for a step. */
  tick(): void {
    if (this.episode.over || this.#page !== null) return;
    const action = this.#task.control.take();
    if (action !== null) this.episode.act(action);
  }

  /** Which milestones the episode has reached. */
  get achieved(): readonly boolean[] {
    return this.#task.achieved(this.episode.info);
  }

  /** The same, by name. */
  get milestones(): Readonly<Record<string, boolean>> {
    const { achieved } = this;
    return Object.fromEntries(this.#task.milestones.map((name, k) => [name, achieved[k] === true]));
  }

  /** How the episode ended, in words. */
  get outcome(): string {
    const { steps, return: total, terminated } = this.episode;
    const goal = this.#task.milestones.at(-1);
    const reached = this.achieved.at(-1) === true || (goal === undefined && terminated && total > 0);
    const how = reached ? (goal ?? 'success') : terminated ? 'over' : 'cut off';
    return `${how} after ${steps} ${steps === 1 ? 'step' : 'steps'}, return ${short(total)}`;
  }

  screen(area: Area, notice: Notice): readonly Line[] {
    const keys = (columns: number) => helpLines([...this.#task.control.help, ...notice.help], columns);
    const page = this.#keysPage(area, keys);
    if (page !== null) return page;
    const { lines, isWhole } = layOut(
      area,
      (inner) => this.#task.control.draw(inner, this.episode.observation),
      (columns) => ({
        lines: this.#panel(columns, notice).map((line) => cut(line, 0, columns)),
        help: this.#help ? [[], ...keys(columns)] : [],
        instead: this.#help ? [{ text: '?: keys', colour: accent }] : [],
      }),
    );
    // Hidden, they may fit again: then they are shown.
    this.#helpFits = isWhole;
    return lines;
  }

  /** The page of keys that is open, if there is so much of it. */
  #keysPage(area: Area, keys: (columns: number) => readonly Line[]): readonly Line[] | null {
    if (this.#page === null || !isLargeEnough(area)) return null;
    const { columns, rows } = area;
    const lines = keys(columns);
    const pages = Math.ceil(lines.length / (rows - 1));
    if (this.#page >= pages) {
      this.#page = null;
      return null;
    }
    const next = this.#page + 1 < pages ? 'next page' : 'back';
    const title = cut([{ text: `keys, ${this.#page + 1} of ${pages}; ?: ${next}`, bold: true }], 0, columns);
    return [title, ...lines.slice(this.#page * (rows - 1), (this.#page + 1) * (rows - 1))];
  }

  #panel(columns: number, { title, message }: Notice): Line[] {
    const { control, expert } = this.#task;
    const { episode } = this;
    const text = (words: string, style: Omit<Span, 'text'> = {}): Line[] =>
      wrap(words, columns).map((line) => [{ text: line, ...style }]);
    const limit = Math.min(
      control.maxSteps ?? Number.POSITIVE_INFINITY,
      this.#maxSteps ?? Number.POSITIVE_INFINITY,
    );
    const of = Number.isFinite(limit) ? ` of ${limit}` : '';
    const asked = message.flatMap((line) => text(line, { bold: true, colour: accent }));
    return [
      ...text(title, { bold: true }),
      ...text(control.mission),
      ...text(`step ${episode.steps}${of}, return ${short(episode.return)}`),
      ...this.#subtaskLines(columns),
      ...(this.#hint && expert !== null && !episode.over
        ? text(`hint: ${this.#hintText()}`, { colour: accent })
        : []),
      ...(asked.length > 0 ? [[], ...asked, []] : []),
      ...this.#milestoneLines(columns),
      ...control.status.flatMap((line) => text(line)),
      [],
      ...control.legend.flatMap((entry) => legendLines(entry, columns)),
    ];
  }

  #hintText(): string {
    const action = this.episode.hint();
    return action === null ? 'none' : this.#task.control.nameOf(action);
  }

  #subtaskLines(columns: number): Line[] {
    const { subtasks, expert } = this.#task;
    const { marked, expertSubtask, over } = this.episode;
    const subtask = marked ?? expertSubtask;
    if (subtask === null || over) return [];
    const whose = marked === null || expert === null ? '' : ` (yours; expert: ${subtasks[expertSubtask!]})`;
    const line: Line = [
      { text: 'subtask: ' },
      { text: ` ${subtasks[subtask]} `, colour: '#ffffff', background: subtaskColour(subtask), bold: true },
      { text: whose },
    ];
    return [cut(line, 0, columns)];
  }

  #milestoneLines(columns: number): Line[] {
    const { milestones } = this.#task;
    if (milestones.length === 0) return [];
    const { achieved } = this;
    const marks = milestones.map((name, k) => `${achieved[k] ? '[x]' : '[ ]'} ${name}`);
    return wrap(marks.join('  '), columns).map((line) => [{ text: line }]);
  }
}

/** A symbol and its meaning, which continues below itself. */
function legendLines({ symbol, meaning }: LegendEntry, columns: number): Line[] {
  const indent = symbol.text.length + 1;
  return wrap(meaning, columns - indent).map((text, i) =>
    i === 0 ? [symbol, { text: ` ${text}` }] : [{ text: ' '.repeat(indent) + text }],
  );
}

function short(value: number): string {
  return `${Number(value.toFixed(3))}`;
}
