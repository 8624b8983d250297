import { UnsupportedMode } from 'gymnasium-js';
import { z } from 'zod';

/** Constructor settings of environments that draw. */
export interface RenderSettings {
  readonly renderMode?: string | null;
  /** Width and height of the drawn world in pixels, default 480; what is written beside it makes frames larger. */
  readonly renderSize?: number;
}

export const renderSize = z.int().min(50).max(8192).default(480);

/** @throws UnsupportedMode when an environment does not draw in this mode */
export function checkRenderMode(name: string, modes: readonly string[], mode: string | null): string | null {
  if (mode === null || modes.includes(mode)) return mode;
  throw new UnsupportedMode(`${name}.renderMode: expected ${modes.join(', ')} or null, received '${mode}'.`);
}
