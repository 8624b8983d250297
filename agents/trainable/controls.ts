import { z } from 'zod';
import {
  type Checkpoint,
  createCheckpoint,
  expectMetadata,
  type Tensor,
} from '../../src/files/checkpoint.ts';
import type { NamedModel } from '../../src/models/saved-state.ts';
import type { Figure, Report } from '../../src/report/report.ts';
import { type EvaluationContext, examineAll } from '../../src/run/examination.ts';
import type { EvaluationOverrides, RestoreOptions, Session, Trainable } from '../../src/run/trainable.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import type { AnyAdapter } from '../../src/task/environment-adapter.ts';
import type { EpisodeResult } from '../evaluation/evaluate.ts';
import { type ImitationReport, summarise, summariseSeeds } from '../evaluation/summary.ts';
import { type ImitationPart, partsOf } from './conditions.ts';
import { withoutLooks } from './held-out.ts';
import type { ImitationRunConfig } from './schema.ts';
import { ImitationSession } from './session.ts';
import { imitationTrainable } from './trainable.ts';

const checkpointType = { kind: 'compared-agents', version: 2 };

/** What an agent with controls is compared with, beside them. */
export interface ComparisonSettings {
  /** Name under which it can be trained. */
  readonly name: string;
  readonly description: string;
  /** Success that others report. */
  readonly published: { readonly name: string; readonly value: number };
}

/**
 * Imitation learning beside its controls: the same agent untrained, its workers under a perfect manager, and an agent that
 * learns the same with the names of the subtasks shuffled in every episode.
 */
export function comparedTrainable(
  adapter: AnyAdapter,
  settings: ComparisonSettings,
): Trainable<ImitationRunConfig, ComparedSession> {
  const named = { ...adapter, name: settings.name };
  const alone = imitationTrainable(named);
  return {
    ...alone,
    get schema() {
      return alone.schema;
    },
    description: settings.description,
    environment: adapter.name,
    // It is a comparison already.
    contender: undefined,
    // Two agents are saved each time, and an episode takes milliseconds.
    checkpointEvery: 200,
    checkpointType,
    summarise: (seeds, reports) => summariseSeeds(named, seeds, reports),
    begin: (config) => new ComparedSession(named, config, settings),
  };
}

/** One of the agents that are compared. */
interface Contestant {
  readonly agent: string;
  readonly session: 'trained' | 'untrained' | 'shuffled';
  readonly manager: 'network' | 'expert';
}

const contestants: readonly Contestant[] = [
  { agent: 'manager + workers', session: 'trained', manager: 'network' },
  { agent: 'workers, perfect manager', session: 'trained', manager: 'expert' },
  { agent: 'untrained', session: 'untrained', manager: 'network' },
  { agent: 'shuffled subtasks (control)', session: 'shuffled', manager: 'network' },
];

/** Episodes of one contestant that one thread plays. */
type ComparedPart = ImitationPart & { readonly session?: Contestant['session'] };

/** An agent that learns, and then its control. */
export class ComparedSession implements Session {
  readonly #sessions: Readonly<Record<Contestant['session'], ImitationSession>>;
  readonly #adapter: AnyAdapter;
  readonly #config: ImitationRunConfig;
  readonly #settings: ComparisonSettings;
  #measured: ImitationReport['results'] = [];

  constructor(adapter: AnyAdapter, config: ImitationRunConfig, settings: ComparisonSettings) {
    const imitation = { ...config.imitation, shuffleSubtasks: true };
    const shuffled = { ...withoutLooks(config), imitation };
    this.#sessions = {
      trained: new ImitationSession(adapter, config),
      untrained: new ImitationSession(adapter, config),
      shuffled: new ImitationSession(adapter, shuffled),
    };
    this.#adapter = adapter;
    this.#config = config;
    this.#settings = settings;
  }

  get performer() {
    return this.#sessions.trained.performer;
  }

  get models(): readonly NamedModel[] {
    return this.#sessions.trained.models;
  }

  get total(): number {
    return this.#sessions.trained.total + this.#sessions.shuffled.total;
  }

  get completed(): number {
    return this.#sessions.trained.completed + this.#sessions.shuffled.completed;
  }

  /** The agent learns first; what its control does is not logged. */
  advance() {
    const { trained, shuffled } = this.#sessions;
    if (trained.completed < trained.total) return trained.advance();
    shuffled.advance();
    return undefined;
  }

  checkpoint(): Checkpoint {
    const tensors = new Map<string, Tensor>();
    const learning = { trained: this.#sessions.trained, shuffled: this.#sessions.shuffled };
    const metadata = Object.fromEntries(
      Object.entries(learning).map(([name, session]) => {
        const saved = session.checkpoint();
        for (const [tensor, value] of saved.tensors) tensors.set(`${name}/${tensor}`, value);
        return [name, saved.metadata];
      }),
    );
    return createCheckpoint({ ...checkpointType, metadata, tensors });
  }

  restore(checkpoint: Checkpoint, options?: RestoreOptions): void {
    const part = z.record(z.string(), z.json());
    const saved = expectMetadata(checkpoint, z.strictObject({ trained: part, shuffled: part }));
    for (const name of ['trained', 'shuffled'] as const) {
      const prefix = `${name}/`;
      const own = [...checkpoint.tensors].filter(([tensor]) => tensor.startsWith(prefix));
      const tensors = new Map(own.map(([tensor, value]) => [tensor.slice(prefix.length), value]));
      this.#sessions[name].restore({ ...checkpoint, metadata: saved[name], tensors }, options);
    }
  }

  examine({ session = 'trained', ...part }: ComparedPart): readonly EpisodeResult[] {
    return this.#sessions[session].examine(part);
  }

  async evaluate(overrides: EvaluationOverrides = {}, context: EvaluationContext = {}): Promise<Report> {
    // A single subtask is a question about the workers, which the controls have no part in; nor have they in perturbations.
    if (overrides.subtask !== undefined || overrides.perturbations !== undefined)
      return this.#sessions.trained.evaluate(overrides, context);
    const { evaluation, seed: ownSeed } = this.#config;
    const { episodes = evaluation.episodes, seed = ownSeed } = overrides;
    const layout = overrides.layout ?? evaluation.layouts[0]!;
    const parts = contestants.flatMap(({ session, manager }) =>
      partsOf({ episodes, seed, layout, manager }).map((part): ComparedPart => ({ ...part, session })),
    );
    const findings = await examineAll<ComparedPart, readonly EpisodeResult[]>(
      this,
      parts,
      'evaluation',
      context,
    );
    const each = parts.length / contestants.length;
    const results = contestants.map(({ agent }, k) => ({
      layout,
      condition: agent,
      ...summarise(this.#adapter.milestones, findings.slice(k * each, (k + 1) * each).flat()),
    }));
    this.#measured = results;
    return this.#report({ seed, episodes, results, ...this.#effort() });
  }

  #effort() {
    const { counts, networkSteps } = this.#sessions.trained;
    return { ...counts, networkSteps };
  }

  #report(data: ImitationReport): Report {
    const { milestones } = this.#adapter;
    const { published } = this.#settings;
    const [{ layout }] = data.results as [ImitationReport['results'][number]];
    const rows = data.results.map(({ condition, success }) => [
      condition,
      ...milestones.map((name) => formatEstimate(success[name]!)),
    ]);
    return {
      title: `${this.#settings.name}: ${data.episodes} fresh ${layout} layouts, seed ${data.seed}; success with 95 % Wilson intervals`,
      table: {
        head: ['agent', ...milestones],
        rows: [...rows, [published.name, ...milestones.slice(1).map(() => ''), `${published.value}`]],
      },
      data: { ...data, published: published.value },
    };
  }

  async draw(metrics: readonly Readonly<Record<string, unknown>>[]): Promise<Figure[]> {
    const figures = await this.#sessions.trained.draw(metrics);
    return this.#measured.length === 0 ? figures : [...figures, await this.#drawComparison()];
  }

  async #drawComparison(): Promise<Figure> {
    const { comparisonBars } = await import('../../src/figures/comparison-bars.ts');
    const { episodes } = this.#config.evaluation;
    const svg = comparisonBars({
      title: `${this.#settings.name}: layouts never trained on`,
      subtitle: `${episodes} layouts, 95 % Wilson intervals`,
      valueLabel: 'success rate',
      rows: this.#measured.flatMap(({ condition: label, success }) =>
        Object.entries(success).map(([series, estimate]) => ({ label, series, ...estimate })),
      ),
      reference: this.#settings.published,
    });
    return { name: 'comparison', svg };
  }
}
