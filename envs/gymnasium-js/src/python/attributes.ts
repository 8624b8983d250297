import type { Metadata } from '../env.ts';
import { EnvSpec, type EnvSpecFields } from '../registration/spec.ts';
import { spaceFromJSON } from '../spaces/json.ts';
import type { Space, SpaceJson } from '../spaces/space.ts';

/** Keyword arguments of an environment, named as in Python. `renderMode` stands for `render_mode`. */
export type PythonKwargs = Readonly<Record<string, unknown>>;

/** What Python says of an environment that it made. */
export interface Made {
  readonly observationSpace: SpaceJson;
  readonly actionSpace: SpaceJson;
  readonly metadata: Record<string, unknown>;
  readonly renderMode: string | null;
  readonly spec:
    | readonly [
        id: string,
        rewardThreshold: number | null,
        nondeterministic: boolean,
        maxEpisodeSteps: number | null,
      ]
    | null;
}

export interface Attributes {
  readonly observationSpace: Space;
  readonly actionSpace: Space;
  readonly metadata: Metadata;
  readonly renderMode: string | null;
  readonly spec: EnvSpec | null;
}

/** The attributes that this package reads, under its names. */
const metadataNames: Readonly<Record<string, string>> = {
  render_modes: 'renderModes',
  render_fps: 'renderFps',
  autoreset_mode: 'autoresetMode',
};

type EntryPoints = Pick<EnvSpecFields, 'entryPoint' | 'vectorEntryPoint'>;

/** @param entryPoints what makes the environment again */
export function attributesOf(made: Made, kwargs: PythonKwargs, entryPoints: EntryPoints): Attributes {
  const entries = Object.entries(made.metadata).map(([key, value]) => [metadataNames[key] ?? key, value]);
  return {
    observationSpace: spaceFromJSON(made.observationSpace),
    actionSpace: spaceFromJSON(made.actionSpace),
    metadata: { renderModes: [], ...Object.fromEntries(entries) },
    renderMode: made.renderMode,
    spec: made.spec === null ? null : specOf(made.spec, { kwargs, ...entryPoints }),
  };
}

function specOf(fields: NonNullable<Made['spec']>, others: EntryPoints & { kwargs: PythonKwargs }): EnvSpec {
  const [id, rewardThreshold, nondeterministic, maxEpisodeSteps] = fields;
  return new EnvSpec({ id, rewardThreshold, nondeterministic, maxEpisodeSteps, ...others });
}

/** Keyword arguments as Python expects them. */
export function pythonKwargs({ renderMode, ...kwargs }: PythonKwargs): PythonKwargs {
  return renderMode === undefined ? kwargs : { ...kwargs, render_mode: renderMode };
}
