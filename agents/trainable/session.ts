import { z } from 'zod';
import type { Policy } from '../../src/episodes/rollout.ts';
import { type Checkpoint, createCheckpoint, expectMetadata } from '../../src/files/checkpoint.ts';
import { computedBy, restoreModels, saveModels } from '../../src/models/saved-state.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import type { Figure, Report } from '../../src/report/report.ts';
import { type EvaluationContext, examineAll, type Stoppable } from '../../src/run/examination.ts';
import type {
  DecompositionOverrides,
  EvaluationOverrides,
  RestoreOptions,
  Session,
  SubtaskObserver,
  Trial,
  TrialRequest,
} from '../../src/run/trainable.ts';
import type { AnyAdapter } from '../../src/task/environment-adapter.ts';
import { layoutOptions, subtaskIndex } from '../../src/task/layouts.ts';
import { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import { createAgent } from '../create-agent.ts';
import type { Stage, TracedPart } from '../decomposition/stage.ts';
import type { DecisionTrace } from '../decomposition/trace.ts';
import { type EpisodeResult, evaluate } from '../evaluation/evaluate.ts';
import { type AnyAlgorithm, algorithmOf } from '../imitation/catalogue.ts';
import { type LabelCounts, labelCountsOf, noLabels } from '../imitation/label-counts.ts';
import { openRecorded } from '../imitation/open-recorded.ts';
import { observationsOf, type RecordedEpisodes } from '../imitation/recorded.ts';
import { School } from '../imitation/school.ts';
import { measuresByRole } from '../measures-by-role.ts';
import { checkWithoutExpert } from './check-without-expert.ts';
import {
  type Condition,
  conditionsOf,
  type ImitationPart,
  type Trial as PlayedTrial,
  type PlayRequest,
  partsOf,
} from './conditions.ts';
import { decomposeSession, stageOf } from './decomposition.ts';
import type { SessionMaker } from './examined-session.ts';
import { drawTrained } from './figures.ts';
import { actingSettings, expectSameActing, fingerprint } from './fingerprint.ts';
import { HELD_OUT, HeldOutLooks, withoutLooks } from './held-out.ts';
import { observerOf } from './observer.ts';
import { withOtherSubtasks } from './other-subtasks.ts';
import { perturbedToo } from './perturbed-conditions.ts';
import { reportOf } from './report.ts';
import type { ImitationRunConfig } from './schema.ts';

export const checkpointType = { kind: 'hierarchical-agent', version: 2 };

/** A run of imitation learning in one environment. */
export class ImitationSession<Observation = unknown, Action = unknown> implements Session {
  readonly task: Task<Observation, Action>;
  readonly config: ImitationRunConfig;
  readonly agent: Agent<Observation, Action>;
  readonly #episodes: number;
  completed = 0;
  #examined: readonly PlayedTrial[] = [];
  readonly #steps: Map<string, number>;
  readonly #adapter: AnyAdapter;
  readonly #algorithm: AnyAlgorithm;
  readonly #school: School<Observation, Action>;
  readonly #looks: HeldOutLooks;
  #ownStage: Stage | undefined;

  /**
   * @param config checked by the schema of the adapter's runs
   * @param demonstrations at hand, in the place of a dataset that settings name
   * @throws ConfigError when they ask for an expert, and there is none
   */
  constructor(
    adapter: AnyAdapter,
    config: ImitationRunConfig,
    demonstrations: RecordedEpisodes<Observation, Action> | null = null,
  ) {
    const { imitation, options, seed, evaluation } = config;
    this.task = new Task(withOtherSubtasks(adapter, config), options);
    this.config = config;
    this.#adapter = adapter;
    this.#algorithm = algorithmOf(imitation);
    if (!this.task.hasExpert && demonstrations === null)
      checkWithoutExpert(this.task.name, this.#algorithm, imitation);
    const recorded = demonstrations ?? openRecorded<Observation, Action>(this.task, imitation);
    const seen = recorded === null ? undefined : observationsOf(recorded, imitation.demonstrations);
    this.agent = createAgent(this.task, config.agent, seed, seen);
    this.#school = new School(this.task, this.agent, imitation, seed, recorded);
    this.#steps = new Map(this.agent.learners.map(({ name }) => [name, 0]));
    this.#episodes = this.#algorithm.episodes(imitation);
    const [layout] = evaluation.layouts;
    this.#looks = new HeldOutLooks(evaluation, (episodes) =>
      this.play({ episodes, layout: layout!, seed, stream: HELD_OUT }),
    );
  }

  /** Episodes of the training, fewer where a budget of labels is spent before. */
  get total(): number {
    return this.#school.isSpent ? this.completed : this.#episodes;
  }

  /** Answers of the expert so far. */
  get counts(): LabelCounts {
    return labelCountsOf(this.#school.counts);
  }

  /** Labelled steps so far. */
  get labels(): number {
    return this.#school.counts.labels;
  }

  get models() {
    return this.agent.learners;
  }

  /** Network steps of training so far, by learner. */
  get steps(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#steps);
  }

  /** Network steps of training so far, all learners together. */
  get networkSteps(): number {
    return [...this.#steps.values()].reduce((sum, steps) => sum + steps, 0);
  }

  advance() {
    const before = this.agent.learners.map(({ steps }) => steps);
    const school = this.#school as School;
    const {
      labels: _labels,
      achieved,
      phase,
      steps: _,
      ...about
    } = this.#algorithm.run(school, this.config.imitation, this.completed);
    this.completed++;
    if (school.isSpent) school.end();
    this.agent.learners.forEach(({ name, steps }, k) => {
      this.#steps.set(name, (this.#steps.get(name) ?? 0) + steps - (before[k] ?? 0));
    });
    const success = Object.fromEntries(this.task.milestones.map((name, k) => [name, achieved[k] ? 1 : 0]));
    const measured = measuresByRole(this.agent.learners);
    const { completed, total } = this;
    const seen = this.#looks.after({ completed, total, isLearned: school.isConcluded });
    const effort = { ...this.counts, networkSteps: this.networkSteps };
    return { phase, ...effort, ...success, ...measured, ...about, ...seen };
  }

  checkpoint(): Checkpoint {
    const { learners } = this.agent;
    const metadata = {
      task: this.task.name,
      seed: this.config.seed,
      settings: fingerprint(this.config),
      acting: actingSettings(this.config),
      completed: this.completed,
      labels: this.labels,
      looked: this.#looks.last,
      school: this.#school.record,
      steps: this.steps,
      computedBy: computedBy(learners),
    };
    return createCheckpoint({ ...checkpointType, metadata, tensors: saveModels(learners) });
  }

  restore(checkpoint: Checkpoint, { toTrain = false }: RestoreOptions = {}): void {
    const progressSchema = z.strictObject({
      task: z.literal(this.task.name),
      seed: z.literal(this.config.seed),
      settings: z.string(),
      // Absent in checkpoints from before it was compared.
      acting: z.record(z.string(), z.number()).optional(),
      completed: z.int().min(0).max(this.#episodes),
      labels: z.int().min(0),
      // Absent in checkpoints from before there were looks.
      looked: z.int().min(0).default(0),
      // Absent in checkpoints from before answers were counted apart.
      school: School.recordSchema.optional(),
      steps: z.record(z.string(), z.int().min(0)),
      computedBy: z.record(z.string(), z.string()),
    });
    const { acting, completed, labels, looked, school, steps } = expectMetadata(checkpoint, progressSchema);
    if (toTrain) expectSameActing(checkpoint, acting, this.config);
    restoreModels(this.agent.learners, checkpoint, fingerprint(this.config));
    for (const { name } of this.agent.learners) this.#steps.set(name, steps[name] ?? 0);
    this.completed = completed;
    this.#looks.last = looked;
    const counts = { ...noLabels, labels };
    this.#school.restore(school ?? { counts, notes: {}, concluded: true });
  }

  /** The agent with what it has learned, acting in the task's environment. */
  get performer(): Policy<unknown, unknown> {
    const agent: Agent = this.agent as Agent;
    return { reset: () => agent.reset(), act: (observation) => agent.act(observation) };
  }

  /** Its manager, which sees what others see and do; undefined for agents without one. */
  get observer(): SubtaskObserver | undefined {
    return observerOf(this.task as Task, this.agent as Agent);
  }

  /** Plays episodes on fresh layouts; learning is off. */
  play(request: PlayRequest, onEpisode?: (completed: number) => void): readonly EpisodeResult[] {
    return evaluate(this.task, this.agent, { manager: 'network', ...request }, onEpisode).results;
  }

  trial({
    episodes,
    layout = this.config.evaluation.layouts[0]!,
    seed = this.config.seed,
  }: TrialRequest): Trial {
    const { managerLabels, workerLabels, inspections } = this.counts;
    const played = this.play({ episodes, layout, seed });
    const successes = played.map(({ achieved }) => achieved.at(-1) === true);
    const meanSteps = played.reduce((sum, { steps }) => sum + steps, 0) / played.length;
    return { successes, meanSteps, managerLabels, workerLabels, inspections };
  }

  /** Trains what a part of a report on the split into subtasks needs. @throws InterruptedError */
  async prepare(part: ImitationPart | TracedPart, context?: Stoppable): Promise<void> {
    if ('cast' in part) await this.#stage.prepare(part, context);
  }

  /** Plays the episodes of one part of an evaluation, or of a report on the split into subtasks. */
  examine(part: TracedPart): readonly DecisionTrace[];
  examine(part: ImitationPart): readonly EpisodeResult[];
  examine(part: ImitationPart | TracedPart): readonly EpisodeResult[] | readonly DecisionTrace[] {
    return 'cast' in part ? this.#stage.examine(part) : this.play(part);
  }

  /** Where others act in the agent's place, or in that of its manager or workers. */
  get #stage(): Stage {
    const begin: SessionMaker = (config, demonstrations) =>
      new ImitationSession(this.#adapter, withoutLooks(config), demonstrations);
    return (this.#ownStage ??= stageOf(this as ImitationSession, begin));
  }

  decompose(overrides: DecompositionOverrides, context: EvaluationContext = {}): Promise<ReportDocument> {
    return decomposeSession(this as ImitationSession, this.#stage, overrides, context);
  }

  /** As `play`, under several conditions at once, and in parts that helpers can share. */
  async playAll(
    requests: readonly PlayRequest[],
    label: string,
    context?: EvaluationContext,
  ): Promise<readonly (readonly EpisodeResult[])[]> {
    const parts = requests.map(partsOf);
    const findings = await examineAll<ImitationPart, readonly EpisodeResult[]>(
      this,
      parts.flat(),
      label,
      context,
    );
    let taken = 0;
    return parts.map(({ length }) => findings.slice(taken, (taken += length)).flat());
  }

  get examined(): readonly PlayedTrial[] {
    return this.#examined;
  }

  async evaluate(overrides: EvaluationOverrides = {}, context: EvaluationContext = {}): Promise<Report> {
    const { evaluation } = this.config;
    const episodes = overrides.episodes ?? evaluation.episodes;
    const seed = overrides.seed ?? this.config.seed;
    const layouts = overrides.layout === undefined ? evaluation.layouts : [overrides.layout];
    const { subtask } = overrides;
    const undisturbed: readonly Condition[] =
      subtask === undefined
        ? conditionsOf(this.agent, this.task)
        : [{ manager: { always: subtask }, label: `workers, always ${JSON.stringify(subtask)}` }];
    const { perturbations: given } = overrides;
    const conditions =
      given === undefined ? undisturbed : perturbedToo(undisturbed, given, this.task, this.agent);
    for (const layout of layouts) layoutOptions(this.task.adapter, layout);
    if (subtask !== undefined) subtaskIndex(this.task, subtask);
    const trials = layouts.flatMap((layout) => conditions.map((condition) => ({ layout, condition })));
    const requests = trials.map(({ layout, condition: { manager, perturbations } }) => ({
      layout,
      manager,
      ...(perturbations && { perturbations }),
      episodes,
      seed,
      judged: this.agent.choice !== null,
    }));
    const played = await this.playAll(requests, 'evaluation', context);
    const measured = trials.map((trial, k) => ({ ...trial, seed, results: played[k] ?? [] }));
    if (subtask === undefined && given === undefined) this.#examined = measured;
    return reportOf(this as ImitationSession, { seed, episodes }, measured);
  }

  draw(metrics: readonly Readonly<Record<string, unknown>>[]): Promise<Figure[]> {
    return drawTrained(this as ImitationSession, metrics);
  }
}
