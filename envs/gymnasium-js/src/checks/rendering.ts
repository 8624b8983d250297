import type { Env, RenderFrame, RgbFrame } from '../env.ts';
import { InvalidEnv } from '../errors.ts';
import { describe } from './describe.ts';
import type { Complain } from './results.ts';

/**
 * Checks that the metadata declare the environment's render mode, and how fast to show its frames.
 * @throws InvalidEnv when the environment is in a mode it does not declare
 */
export function checkRenderMetadata(env: Env, complain: Complain): void {
  const { renderModes, renderFps } = env.metadata;
  if (!Array.isArray(renderModes) || !renderModes.every((mode) => typeof mode === 'string')) {
    complain(`metadata.renderModes: expected an array of strings, received ${describe(renderModes)}.`);
    return;
  }
  if (env.renderMode !== null && !renderModes.includes(env.renderMode)) {
    throw new InvalidEnv(
      `renderMode: expected null or one of [${renderModes.join(', ')}], received '${env.renderMode}'. Add it to metadata.renderModes.`,
    );
  }
  if (renderModes.length > 0 && !(typeof renderFps === 'number' && renderFps > 0)) {
    complain(`metadata.renderFps: expected a positive number, received ${describe(renderFps)}.`);
  }
}

/** Checks that a frame is what the render mode promises. */
export function checkFrame(mode: string, frame: RenderFrame, complain: Complain): void {
  if (mode.endsWith('_list')) {
    if (!Array.isArray(frame)) {
      complain(`render: expected an array in mode '${mode}', received ${describe(frame)}.`);
      return;
    }
    for (const item of frame) checkFrame(mode.slice(0, -'_list'.length), item, complain);
  } else if (mode === 'human') {
    if (frame !== null) complain(`render: expected null in mode 'human', received ${describe(frame)}.`);
  } else if (mode === 'rgb_array') {
    const reason = rgbMismatch(frame);
    if (reason !== null) complain(`render: expected an RgbFrame in mode 'rgb_array', received ${reason}.`);
  } else if ((mode === 'ansi' || mode === 'svg') && typeof frame !== 'string') {
    complain(`render: expected a string in mode '${mode}', received ${describe(frame)}.`);
  }
}

function rgbMismatch(frame: RenderFrame): string | null {
  if (typeof frame !== 'object' || frame === null || !('data' in frame)) return describe(frame);
  const { data, height, width, channels } = frame as RgbFrame;
  if (!(data instanceof Uint8Array)) return `one whose data is ${describe(data)} instead of a Uint8Array`;
  if (channels !== 3) return `one with ${channels} channels instead of 3`;
  if (data.length !== height * width * 3) {
    return `one of ${data.length} bytes instead of ${height} × ${width} × 3`;
  }
  return null;
}
