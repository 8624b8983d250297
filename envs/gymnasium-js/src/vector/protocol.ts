import type { Metadata, ResetOptions } from '../env.ts';
import type { MakeOptions } from '../registration/make.ts';
import type { Kwargs } from '../registration/spec.ts';
import type { SpaceJson } from '../spaces/space.ts';

/** Where a worker thread finds its environment. Everything in it can be sent to another thread. */
export type EnvSource =
  | {
      /** The URL or path of an ES module, or a package name that resolves from gymnasium-js. */
      readonly module: string;
      /** A function that the module exports and that makes the environment from `kwargs`. */
      readonly export: string;
      readonly kwargs?: Kwargs;
    }
  | {
      /** A module whose import registers `id`. */
      readonly module: string;
      readonly id: string;
      readonly kwargs?: Kwargs;
      readonly options?: MakeOptions;
    };

export type Request =
  | { readonly type: 'reset'; readonly resetOptions: ResetOptions }
  | { readonly type: 'step'; readonly action: unknown }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly unknown[] }
  | { readonly type: 'set'; readonly name: string; readonly value: unknown }
  | { readonly type: 'close' };

/** An error as it crosses threads: errors of classes of their own would arrive as plain ones, without name. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: PortableError };

/** The value of a worker's first reply. */
export interface EnvDescription {
  readonly observationSpace: SpaceJson;
  readonly actionSpace: SpaceJson;
  readonly metadata: Metadata;
  readonly renderMode: string | null;
}
