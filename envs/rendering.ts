import { UnsupportedMode } from 'gymnasium-js';
import { z } from 'zod';

/** Constructor settings of environments that draw. */
export interface RenderSettings {
  /** One of the modes of the environment's `metadata`, default null: it draws nothing. */
  readonly renderMode?: string | null | undefined;
  /** Width and height of the drawn world in pixels, default 480; text beside it makes frames larger. */
  readonly renderSize?: number | undefined;
}

/** The way of an agent through an episode, as pictures show it. */
export interface Trail<Place> {
  /** Where the agent has been from the start on, at least one place; the last one is where it is now. */
  readonly path: readonly Place[];
  /** The subtask that colours each step; length `path.length − 1`. */
  readonly subtasks: readonly number[];
}

/** Schema of `renderSize`. */
export const renderSize = z.int().min(50).max(8192).default(480);

/** Checks a render mode. @throws UnsupportedMode when an environment does not draw in this mode */
export function checkRenderMode(name: string, modes: readonly string[], mode: string | null): string | null {
  if (mode === null || modes.includes(mode)) return mode;
  throw new UnsupportedMode(`${name}.renderMode: expected ${modes.join(', ')} or null, received '${mode}'.`);
}
