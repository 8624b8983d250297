import { z } from 'zod';
import { settingsDigest } from '../../src/config/config.ts';
import { withRecipe } from '../../src/config/recipe.ts';
import type { CurvePoint } from '../../src/figures/learning-curve.ts';
import { type Checkpoint, createCheckpoint, expectMetadata } from '../../src/files/checkpoint.ts';
import type { NetworkParameters } from '../../src/models/burst/network.ts';
import { kernelSchema } from '../../src/models/burst/schema.ts';
import { kernelsOf, restoreNetworks, saveNetworks } from '../../src/models/saved-state.ts';
import type { Figure, Report } from '../../src/report/report.ts';
import { type EvaluationContext, type EvaluationPart, examineAll } from '../../src/run/examination.ts';
import type { EvaluationOverrides, Session, Trainable } from '../../src/run/trainable.ts';
import { formatEstimate, proportion } from '../../src/statistics/proportions.ts';
import type { EnvironmentAdapter, EnvironmentOptions } from '../../src/task/environment-adapter.ts';
import { layoutOptions, subtaskIndex } from '../../src/task/layouts.ts';
import { type EpisodeResult, evaluate, type SubtaskChooser } from '../evaluation/evaluate.ts';
import { recordActivity } from '../evaluation/record-activity.ts';
import { type ImitationReport, summarise, summariseSeeds } from '../evaluation/summary.ts';
import { type AgentConfig, agentSchema, type ImitationConfig, imitationSchema } from '../hierarchy/config.ts';
import { createAgent } from '../hierarchy/create-agent.ts';
import type { HierarchicalAgent } from '../hierarchy/hierarchical-agent.ts';
import { episodesOf, ImitationSchool } from '../imitation/school.ts';

const DRAWN_EPISODES = 12;
/** Layouts as the task's own options say. */
const OWN_LAYOUT = 'own';
const checkpointType = { kind: 'hierarchical-agent', version: 1 };

/** Settings of a run of hierarchical imitation in one environment. */
export function imitationTaskSchema<Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<never, never, Options>,
) {
  const layouts = [...Object.keys(adapter.layouts), OWN_LAYOUT];
  const divides = ({ timing, neuron }: NetworkParameters) => {
    const steps = adapter.stepDurationMs / neuron.timeStep;
    return timing.mode === 'decision' || (steps > 0.5 && Math.abs(steps - Math.round(steps)) < 1e-9);
  };
  const timeStep = (role: 'manager' | 'workers') => ({
    path: ['agent', role, 'network', 'neuron', 'timeStep'],
    error: `a time that divides the ${adapter.stepDurationMs} ms of an environment step`,
  });
  const schema = z
    .strictObject({
      task: z.literal(adapter.name).default(adapter.name),
      seed: z.int().min(0).default(1).describe('decides every random number of the run'),
      kernel: kernelSchema.describe('how the networks are computed, see `Kernel`'),
      options: adapter.options.prefault({} as never),
      agent: agentSchema,
      imitation: imitationSchema(layouts, adapter.trainingLayout ?? OWN_LAYOUT, adapter.stepDurationMs),
      evaluation: z
        .strictObject({
          episodes: z.int().min(1).max(10_000_000).default(200).describe('fresh layouts of each kind'),
          layouts: z
            .array(z.enum(layouts))
            .min(1)
            .default(layouts.length > 1 ? layouts.slice(0, -1) : layouts)
            .describe('layout distributions; own: as options.env says'),
        })
        .prefault({}),
    })
    .refine(({ agent }) => divides(agent.manager.network), timeStep('manager'))
    .refine(({ agent }) => divides(agent.workers.network), timeStep('workers'))
    .superRefine(checkLearning)
    .refine(({ imitation }) => imitation.labelInterval % adapter.stepDurationMs === 0, {
      path: ['imitation', 'labelInterval'],
      error: `a multiple of the ${adapter.stepDurationMs} ms of an environment step`,
    })
    .refine(({ imitation }) => imitation.episodeDuration % adapter.stepDurationMs === 0, {
      path: ['imitation', 'episodeDuration'],
      error: `a multiple of the ${adapter.stepDurationMs} ms of an environment step`,
    })
    .refine(({ agent }) => hasAssemblies(agent.workers, adapter.subtasks.names.length), {
      path: ['agent', 'workers', 'network', 'excitatory'],
      error: 'at least one excitatory neuron for each of the subtasks, whose context reaches no other',
    });
  return withRecipe(schema, adapter.recipe ?? {});
}

export type ImitationTaskConfig<Options extends EnvironmentOptions = EnvironmentOptions> = z.infer<
  ReturnType<typeof imitationTaskSchema<Options>>
>;

/** Hierarchical imitation learning in the environment of an adapter, as a task that can be trained by name. */
export function imitationTrainable<Observation, Action, Options extends EnvironmentOptions>(
  adapter: EnvironmentAdapter<Observation, Action, Options>,
): Trainable<ImitationTaskConfig<Options>, ImitationSession<Observation, Action, Options>> {
  return {
    name: adapter.name,
    description: adapter.description,
    environment: adapter.name,
    unit: 'episodes',
    checkpointEvery: 50,
    schema: imitationTaskSchema(adapter as never) as unknown as z.ZodType<ImitationTaskConfig<Options>>,
    checkpointType,
    summarise: (seeds, reports) => summariseSeeds(adapter, seeds, reports as unknown as ImitationReport[]),
    begin: (config) => new ImitationSession(adapter, config),
  };
}

/** What part of the agent an evaluation puts to the test. */
export interface Condition {
  readonly manager: SubtaskChooser;
  readonly label: string;
}

/** Episodes of an evaluation that one thread plays at a time. */
const PART = 10;

/** What `ImitationSession.play` is asked for. */
export interface PlayRequest {
  readonly episodes: number;
  /** Index of the first one; zero if not given. */
  readonly first?: number;
  readonly layout: string;
  readonly seed: number;
  /** Cuts episodes off after so many steps. */
  readonly maxSteps?: number;
}

/** Episodes that one thread plays. */
export type ImitationPart = EvaluationPart & PlayRequest & Pick<Condition, 'manager'>;

const conditions: readonly Condition[] = [
  { manager: 'network', label: 'manager + workers' },
  { manager: 'expert', label: 'workers, perfect manager' },
];

export class ImitationSession<Observation, Action, Options extends EnvironmentOptions> implements Session {
  readonly agent: HierarchicalAgent<Observation, Action>;
  readonly total: number;
  completed = 0;
  /** Expert labels so far. */
  labels = 0;
  readonly #adapter: EnvironmentAdapter<Observation, Action, Options>;
  readonly #config: ImitationTaskConfig<Options>;
  readonly #options: Options;
  readonly #school: ImitationSchool<Observation, Action, Options>;

  constructor(
    adapter: EnvironmentAdapter<Observation, Action, Options>,
    config: ImitationTaskConfig<Options>,
  ) {
    this.#adapter = adapter;
    this.#config = config;
    this.#options = config.options as Options;
    this.agent = createAgent(adapter, this.#options, config.agent, config.seed, config.kernel);
    this.#school = new ImitationSchool(adapter, this.#options, this.agent, config.imitation, config.seed);
    this.total = episodesOf(config.imitation);
  }

  get kernels() {
    return kernelsOf(this.agent.learners);
  }

  /** Fingerprint of all settings but those of the evaluation. */
  #settings(kernel = this.#config.kernel): string {
    const { evaluation: _, ...settings } = this.#config;
    return settingsDigest({ ...settings, kernel });
  }

  advance() {
    const { plan, labels, achieved } = this.#school.runEpisode(this.completed);
    this.completed++;
    this.labels += labels;
    const success = Object.fromEntries(
      this.#adapter.milestones.map((name, k) => [name, achieved[k] ? 1 : 0]),
    );
    const networkSteps = this.agent.networkSteps;
    const common = { phase: plan.phase, labels: this.labels, networkSteps, ...success };
    return plan.phase === 'practice' ? { ...common, round: plan.round, manager: plan.manager } : common;
  }

  checkpoint(): Checkpoint {
    const { learners } = this.agent;
    const metadata = {
      task: this.#adapter.name,
      seed: this.#config.seed,
      settings: this.#settings(),
      completed: this.completed,
      labels: this.labels,
      steps: Object.fromEntries(learners.map((learner) => [learner.name, learner.steps])),
    };
    return createCheckpoint({ ...checkpointType, metadata, tensors: saveNetworks(learners) });
  }

  restore(checkpoint: Checkpoint, trainedWith = this.#config.kernel): void {
    const progressSchema = z.strictObject({
      task: z.literal(this.#adapter.name),
      seed: z.literal(this.#config.seed),
      settings: z.string(),
      completed: z.int().min(0).max(this.total),
      labels: z.int().min(0),
      steps: z.record(z.string(), z.int().min(0)),
    });
    const { completed, labels, steps } = expectMetadata(checkpoint, progressSchema);
    restoreNetworks(this.agent.learners, checkpoint, this.#settings(trainedWith));
    for (const learner of this.agent.learners) learner.steps = steps[learner.name] ?? 0;
    this.completed = completed;
    this.labels = labels;
  }

  /** Success of the agent on fresh layouts under one condition. */
  play(
    { manager }: Pick<Condition, 'manager'>,
    request: PlayRequest,
    onEpisode?: (completed: number) => void,
  ): readonly EpisodeResult[] {
    return this.#uncounted(() =>
      evaluate(this.#adapter, this.#options, this.agent, { ...request, manager }, onEpisode),
    ).results;
  }

  /** Steps simulated meanwhile are not steps of training. */
  #uncounted<Result>(work: () => Result): Result {
    const steps = this.agent.learners.map((learner) => learner.steps);
    const result = work();
    this.agent.learners.forEach((learner, k) => {
      learner.steps = steps[k]!;
    });
    return result;
  }

  examine(part: ImitationPart): readonly EpisodeResult[] {
    return this.play(part, part);
  }

  /** As `play`, under several conditions at once, and in parts that helpers can share. */
  async playAll(
    requests: readonly (PlayRequest & Pick<Condition, 'manager'>)[],
    label: string,
    context?: EvaluationContext,
  ): Promise<readonly (readonly EpisodeResult[])[]> {
    const parts = requests.map(partsOf);
    const findings = await examineAll(this, parts.flat(), label, context);
    let taken = 0;
    return parts.map(({ length }) => findings.slice(taken, (taken += length)).flat());
  }

  async evaluate(overrides: EvaluationOverrides = {}, context: EvaluationContext = {}): Promise<Report> {
    const { evaluation } = this.#config;
    const episodes = overrides.episodes ?? evaluation.episodes;
    const seed = overrides.seed ?? this.#config.seed;
    const layouts = overrides.layout === undefined ? evaluation.layouts : [overrides.layout];
    const { subtask } = overrides;
    const examined =
      subtask === undefined
        ? conditions
        : [{ manager: { always: subtask }, label: `workers, always ${JSON.stringify(subtask)}` }];
    for (const layout of layouts) layoutOptions(this.#adapter, layout);
    if (subtask !== undefined) subtaskIndex(this.#adapter, subtask);
    const trials = layouts.flatMap((layout) => examined.map((condition) => ({ layout, condition })));
    const requests = trials.map(({ layout, condition: { manager } }) => ({
      layout,
      manager,
      episodes,
      seed,
    }));
    const played = await this.playAll(requests, 'evaluation', context);
    const measured = trials.map(({ layout, condition }, index) => ({
      layout,
      condition: condition.label,
      ...summarise(this.#adapter.milestones, played[index]!),
    }));
    const { labels, agent } = this;
    const data: ImitationReport = {
      seed,
      episodes,
      labels,
      networkSteps: agent.networkSteps,
      results: measured,
    };
    return {
      title: `${this.#adapter.name}: ${episodes} fresh layouts of each kind, never trained on; 95 % Wilson intervals`,
      table: {
        head: ['layouts', 'agent', ...this.#adapter.milestones, 'mean steps', 'manager agrees with expert'],
        rows: measured.map((row) => [
          row.layout,
          row.condition,
          ...this.#adapter.milestones.map((name) => formatEstimate(row.success[name]!)),
          row.meanSteps.toFixed(0),
          row.rightChoices.toFixed(3),
        ]),
      },
      data: { ...data },
    };
  }

  async draw(metrics: readonly Readonly<Record<string, unknown>>[]): Promise<Figure[]> {
    const figures = [this.#drawEpisodes(), await this.#drawActivity()];
    const curve = await this.#drawLearningCurve(metrics);
    return curve === null ? figures : [...figures, curve];
  }

  #drawEpisodes(): Figure {
    const [layout] = this.#config.evaluation.layouts;
    const { seed } = this.#config;
    const request = {
      seed,
      episodes: DRAWN_EPISODES,
      traces: DRAWN_EPISODES,
      layout,
      manager: 'network',
    } as const;
    const { traces } = evaluate(this.#adapter, this.#options, this.agent, request);
    return { name: 'trajectories', svg: this.#adapter.drawEpisodes(traces, this.#options) };
  }

  async #drawActivity(): Promise<Figure> {
    const { spikeRaster } = await import('../../src/figures/spike-raster.ts');
    const [layout] = this.#config.evaluation.layouts;
    const request = { seed: this.#config.seed, episode: 0, layout };
    const { populations, choices, durationMs } = recordActivity(
      this.#adapter,
      this.#options,
      this.agent,
      request,
    );
    const svg = spikeRaster({
      title: `${this.#adapter.name}: spikes and bursts on one fresh layout`,
      populations,
      manager: {
        choices,
        stepDurationMs: this.#adapter.stepDurationMs,
        subtaskNames: this.#adapter.subtasks.names,
      },
      durationMs,
    });
    return { name: 'raster', svg };
  }

  /**
   * Success of practice episodes, each on a layout that the agent meets for the first time, against labels so far; and of
   * as many more after training.
   */
  async #drawLearningCurve(metrics: readonly Readonly<Record<string, unknown>>[]): Promise<Figure | null> {
    const goal = this.#adapter.milestones.at(-1)!;
    const practice = metrics.filter(({ phase }) => phase === 'practice');
    if (practice.length === 0) return null;
    const points = (manager: 'network' | 'expert'): CurvePoint[] => [
      ...roundsOf(practice.filter((line) => line['manager'] === manager)).map((lines) => ({
        x: Number(lines[0]?.['labels']),
        ...proportion(lines.filter((line) => line[goal] === 1).length, lines.length),
      })),
      { x: this.labels, ...this.#practiceSuccess(manager) },
    ];
    const { learningCurve } = await import('../../src/figures/learning-curve.ts');
    const svg = learningCurve({
      title: `${this.#adapter.name}: learning curve`,
      subtitle: `${goal} reached within ${this.#config.imitation.episodeDuration} ms on new layouts, a point a round and one after training`,
      xLabel: 'expert labels',
      series: [
        { name: 'manager + workers', points: points('network') },
        { name: 'workers, perfect manager', points: points('expert') },
      ],
    });
    return { name: 'learning-curve', svg };
  }

  /** Success on as many fresh layouts as a round of practice has, in as much time. */
  #practiceSuccess(manager: 'network' | 'expert') {
    const { layout, episodesPerRound: episodes, episodeDuration } = this.#config.imitation;
    const maxSteps = Math.max(1, Math.round(episodeDuration / this.#adapter.stepDurationMs));
    const results = this.play({ manager }, { episodes, layout, seed: this.#config.seed, maxSteps });
    return proportion(results.filter(({ achieved }) => achieved.at(-1)).length, episodes);
  }
}

/** Cuts what is to be played into parts. */
export function partsOf(request: PlayRequest & Pick<Condition, 'manager'>): ImitationPart[] {
  const { episodes, first = 0 } = request;
  return Array.from({ length: Math.ceil(episodes / PART) }, (_, k) => {
    const units = Math.min(PART, episodes - k * PART);
    return { ...request, first: first + k * PART, episodes: units, units };
  });
}

/** Refuses settings that would silently do nothing. */
function checkLearning(
  { agent, imitation }: { agent: AgentConfig; imitation: ImitationConfig },
  context: z.RefinementCtx,
): void {
  const refuse = (path: string[], message: string, input: unknown) =>
    context.addIssue({ code: 'custom', path, message, input });
  const networks = [agent.manager.network, agent.workers.network];
  (['manager', 'workers'] as const).forEach((role, k) => {
    const { learningRate } = networks[k]!.plasticity;
    if (learningRate === 0 || imitation.teaching) return;
    const path = ['agent', role, 'network', 'plasticity', 'learningRate'];
    refuse(path, '0, or imitation.teaching: recurrent plasticity learns from a teacher', learningRate);
  });
  if (imitation.teaching && networks.every(({ teachingSigma }) => teachingSigma === 0)) {
    refuse(
      ['imitation', 'teaching'],
      'a network with teachingSigma above 0, on which a teacher can act',
      true,
    );
  }
}

/** Whether every subtask has neurons that its context lets burst, where contexts are dealt out to assemblies. */
function hasAssemblies({ networks, network }: AgentConfig['workers'], subtasks: number): boolean {
  if (network.apicalContext.targets !== 'assemblies') return true;
  return network.excitatory >= (networks === 'gated' ? subtasks : 1);
}

/** Lines of the log, one list a round. */
function roundsOf<Line extends Readonly<Record<string, unknown>>>(lines: readonly Line[]): Line[][] {
  const rounds = [...new Set(lines.map(({ round }) => round))];
  return rounds.map((round) => lines.filter((line) => line['round'] === round));
}
