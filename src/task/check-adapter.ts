import { checkDeclarations } from './check/declarations.ts';
import { checkEnvironment } from './check/environment.ts';
import { Faults } from './check/faults.ts';
import { PlayCheck } from './check/playing.ts';
import { checkSuccess } from './check/success.ts';
import type { AnyAdapter, EnvironmentOptions } from './environment-adapter.ts';
import { Task } from './task.ts';

/** How thoroughly an adapter is checked. */
export interface CheckAdapterOptions {
  /** Episodes that the expert plays on each layout distribution; 5 if not given. */
  readonly episodes?: number;
  /** The options to check it with, as `adapter.options` returns them; its defaults if not given. */
  readonly options?: EnvironmentOptions;
}

/**
 * Checks that an adapter keeps the contract of `EnvironmentAdapter`: its options and declarations, its environment (as
 * `checkEnv` does), encoders and decoder, the expert, milestones, places and pictures. The expert plays a few episodes of
 * fixed seeds, or chance does where there is no expert.
 *
 * @returns what is wrong, one message for each fault, with what to change; empty where nothing is
 */
export function checkAdapter(
  adapter: AnyAdapter,
  { episodes = 5, options }: CheckAdapterOptions = {},
): readonly string[] {
  const faults = new Faults();
  const defaults = checkDeclarations(adapter, faults);
  const chosen = options ?? (defaults as EnvironmentOptions | undefined);
  if (chosen === undefined) return faults.messages;
  const task = new Task(adapter, chosen);
  if (faults.attempt('makeEnv', () => checkEnvironment(task, faults))) checkPlaying(task, episodes, faults);
  return faults.messages;
}

function checkPlaying(task: Task, episodes: number, faults: Faults): void {
  let play: PlayCheck | undefined;
  faults.attempt('encoders', () => {
    play = new PlayCheck(task, faults);
  });
  if (play === undefined) return;
  const { traces } = play;
  for (const layout of [undefined, ...Object.keys(task.adapter.layouts)])
    for (let seed = 0; seed < episodes; seed++)
      if (!faults.attempt(partOf(layout), () => play?.play(layout, seed))) break;
  checkSuccess(task, traces, faults);
  faults.attempt('drawEpisodes', () => {
    const svg = task.drawEpisodes(traces);
    const fix = 'return one SVG document';
    faults.unless(
      /^\s*(<\?xml[^>]*>\s*)?<svg[\s>][\s\S]*<\/svg>\s*$/.test(svg),
      'drawEpisodes',
      'an SVG document',
      svg.slice(0, 40),
      fix,
    );
  });
}

const partOf = (layout: string | undefined) =>
  layout === undefined ? 'playing' : `playing on layout ${layout}`;
