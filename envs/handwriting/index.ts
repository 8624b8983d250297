/** Handwriting: importing this module registers `burstwise/Handwriting-v0`. */
import { registerControl } from '../../src/task/manual-control.ts';
import { registerTaskEnv } from '../register-task-env.ts';
import { handwritingAdapter } from './adapter.ts';
import { Handwriting } from './handwriting.ts';
import { HandwritingControl } from './manual.ts';

export type { HandwritingTaskOptions } from './adapter.ts';
export type { Alphabet } from './alphabet.ts';
export type { Glyph } from './glyphs.ts';
export type { HandwritingSettings } from './handwriting.ts';
export type { Slot } from './page.ts';
export type { HandwritingInfo, Judgement, PenMark } from './types.ts';
export { Handwriting, handwritingAdapter };

registerTaskEnv(handwritingAdapter.envId, Handwriting);
registerControl(Handwriting, (env) => new HandwritingControl(env));
