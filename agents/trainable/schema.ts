import { z } from 'zod';
import { withRecipe } from '../../src/config/recipe.ts';
import { spreadKernel } from '../../src/models/burst/kernel-setting.ts';
import { modelOf } from '../../src/models/catalogue.ts';
import type { ModelConfig, ModelRole } from '../../src/models/definition.ts';
import type { AnyAdapter, EnvironmentOptions } from '../../src/task/environment-adapter.ts';
import { resolved } from '../../src/task/resolved.ts';
import { type AgentConfig, agentSchema } from '../config.ts';
import { imitationSchema } from '../imitation/config.ts';
import type { ImitationConfig } from '../imitation/settings.ts';
import { kindFor, recipeFor, taskRecipe } from './recipe.ts';

/** Layouts as the task's own options say. */
export const OWN_LAYOUT = 'own';

/** Settings of a run of imitation learning in one environment. */
export interface ImitationRunConfig {
  /** Name of the task. */
  readonly task: string;
  /** Source of all randomness of the run. */
  readonly seed: number;
  /** Options of the task: environment, encoding, expert. */
  readonly options: EnvironmentOptions;
  /** What learns. */
  readonly agent: AgentConfig;
  /** How it is taught. */
  readonly imitation: ImitationConfig;
  /** On which fresh layouts it is judged. */
  readonly evaluation: {
    readonly episodes: number;
    readonly layouts: readonly string[];
    readonly every: number;
    readonly heldOut: number;
  };
}

/** Places of networks in the settings. */
const networkPlaces = {
  hierarchical: [
    ['agent', 'manager', 'network'],
    ['agent', 'workers', 'network'],
  ],
  flat: [['agent', 'network']],
} as const;

/** The schema of the settings of runs in the environment of an adapter. */
export function imitationRunSchema(adapter: AnyAdapter): z.ZodType<ImitationRunConfig> {
  const layouts = [...Object.keys(adapter.layouts), OWN_LAYOUT];
  const settings = z
    .strictObject({
      task: z.literal(adapter.name).default(adapter.name).describe('what is learned'),
      seed: z.int().min(0).default(1).describe('decides every random number of the run'),
      options: (adapter.options as z.ZodType<EnvironmentOptions, Record<string, unknown>>).prefault({}),
      agent: agentSchema(),
      imitation: imitationSchema({
        layouts,
        trainingLayout: adapter.trainingLayout ?? OWN_LAYOUT,
        stepDurationMs: adapter.stepDurationMs,
      }),
      evaluation: z
        .strictObject({
          episodes: z.int().min(1).max(10_000_000).default(200).describe('fresh layouts of each kind'),
          layouts: z
            .array(z.enum(layouts))
            .min(1)
            .default(layouts.length > 1 ? layouts.slice(0, -1) : layouts)
            .describe('layout distributions; own: as options.env says'),
          every: z
            .int()
            .min(0)
            .max(10_000_000)
            .default(0)
            .describe(
              'episodes of training between two looks at success on layouts kept for this, the points of the learning curve; 0: none, as they take time',
            ),
          heldOut: z
            .int()
            .min(1)
            .max(100_000)
            .default(50)
            .describe('layouts of each such look, of the first of the layout distributions'),
        })
        .prefault({}),
    })
    .superRefine((config, context) => checkModels(adapter, config, context))
    .superRefine((config, context) => checkDurations(adapter, config, context));
  const withDefaults = withRecipe(settings, (given) => recipeFor(taskRecipe(adapter, given), given));
  return z.codec(z.unknown(), withDefaults, {
    decode: (given) => spreadKernel(given, networkPlaces[kindFor(taskRecipe(adapter, given), given)]),
    encode: (config) => config,
  });
}

/** A network of an agent, and where its settings stand. */
interface PlacedNetwork {
  readonly path: readonly string[];
  readonly role: ModelRole;
  readonly network: ModelConfig;
  readonly contexts: number;
}

function networksOf(agent: AgentConfig, subtasks: number): PlacedNetwork[] {
  if (agent.kind === 'flat')
    return [{ path: networkPlaces.flat[0], role: 'flat', network: agent.network, contexts: 1 }];
  const { manager, workers } = agent;
  const [managerPath, workersPath] = networkPlaces.hierarchical;
  return [
    {
      path: managerPath,
      role: 'manager',
      network: manager.network,
      contexts: manager.memory === 'apical' ? subtasks : 1,
    },
    {
      path: workersPath,
      role: 'workers',
      network: workers.network,
      contexts: workers.networks === 'gated' ? subtasks : 1,
    },
  ];
}

/** Refuses settings of models that do not suit the task, or would silently do nothing. */
function checkModels(
  adapter: AnyAdapter,
  { agent, options, imitation: { teaching, subtasks: own } }: ImitationRunConfig,
  context: z.RefinementCtx,
): void {
  const { stepDurationMs, subtasks } = resolved(adapter, options);
  const networks = networksOf(agent, (own ?? subtasks.names).length);
  for (const { path, role, network, contexts } of networks) {
    const found = modelOf(network).problems?.(network, { role, stepDurationMs, teaching, contexts }) ?? [];
    for (const { path: field, expected, received } of found)
      context.addIssue({ code: 'custom', path: [...path, ...field], message: expected, input: received });
  }
  const taught = networks.some(({ network }) => !('teachingSigma' in network) || network.teachingSigma !== 0);
  if (teaching && !taught) {
    context.addIssue({
      code: 'custom',
      path: ['imitation', 'teaching'],
      message: 'a network with teachingSigma above 0, on which a teacher can act',
      input: true,
    });
  }
}

/** Refuses durations that are no whole number of environment steps. */
function checkDurations(
  { stepDurationMs }: AnyAdapter,
  { imitation }: ImitationRunConfig,
  context: z.RefinementCtx,
): void {
  const settings: Readonly<Record<string, unknown>> = { ...imitation };
  for (const field of ['labelInterval', 'episodeDuration']) {
    const value = settings[field];
    if (typeof value !== 'number' || value % stepDurationMs === 0) continue;
    context.addIssue({
      code: 'custom',
      path: ['imitation', field],
      message: `a multiple of the ${stepDurationMs} ms of an environment step`,
      input: `${value} ms`,
    });
  }
}
