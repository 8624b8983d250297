import { pauseUnlessStopped } from '../../src/process/pause.ts';
import { silentProgress } from '../../src/process/progress.ts';
import type { EvaluationContext } from '../../src/run/examination.ts';
import type { Task } from '../../src/task/task.ts';
import type { Agent } from '../agent.ts';
import { type EpisodeResult, evaluate } from '../evaluation/evaluate.ts';
import { type Perturbation, perturbationSchema } from '../perturbation/perturbation.ts';
import { targetsOf } from '../perturbation/targets.ts';

/** A part of an agent that is taken out. */
export interface Lesion {
  readonly learner: string;
  /** The part, in words. */
  readonly part: string;
  /** Number of its neurons, each counted once; null for the apical input. */
  readonly neurons: number | null;
  readonly perturbation: Perturbation;
  /** The same as a file has it, without defaults. */
  readonly given: string;
}

/** The part that is every neuron of a network. */
export const ALL = 'all neurons';
/** Shares of neurons, drawn at random, that are silenced beside whole populations. */
const SHARES = [0.1, 0.5];

/**
 * The lesions that tell what each part of an agent is for: of every network its neurons, some of them at random, the assembly of
 * each subtask, and its apical input. Networks without neurons lose their apical input alone.
 */
export function lesionsOf(agent: Agent, { subtasks }: Pick<Task, 'subtasks'>): readonly Lesion[] {
  return agent.learners.flatMap(({ name: learner, model }) => {
    const silence = (part: string, neurons: unknown): [string, unknown] => [
      part,
      { kind: 'silence', learner, neurons },
    ];
    const asked: [string, unknown][] = [];
    if (model.activity?.inject !== undefined) {
      asked.push(silence(ALL, 'all'));
      for (const share of SHARES) asked.push(silence(`${100 * share} % at random`, { share }));
      if (model.activity.assemblies !== null)
        for (const tunedTo of subtasks.names) asked.push(silence(`assembly of “${tunedTo}”`, { tunedTo }));
    }
    if (model.units.contexts > 0) asked.push(['apical input', { kind: 'context', learner, subtask: null }]);
    return asked.map(([part, given]): Lesion => {
      const perturbation = perturbationSchema.parse(given);
      const [target] = targetsOf(agent, subtasks, [perturbation]).neural;
      return {
        learner,
        part,
        neurons: target?.neurons.length ?? null,
        perturbation,
        given: JSON.stringify(given),
      };
    });
  });
}

/** Which episodes are played under each lesion. */
export interface LesionRequest {
  readonly seed: number;
  readonly layout: string;
  readonly episodes: number;
}

/** What an agent achieved without any lesion, and under each. */
export interface LesionResults {
  readonly intact: readonly EpisodeResult[];
  readonly under: readonly (readonly EpisodeResult[])[];
}

/** Lets the agent play the same layouts under each lesion, as `eval --perturb` does. @throws InterruptedError */
export async function tryLesions(
  task: Task,
  agent: Agent,
  lesions: readonly Lesion[],
  request: LesionRequest,
  { progress = silentProgress, signal, remedy = 'repeat the command' }: EvaluationContext,
): Promise<LesionResults> {
  const play = (perturbations: readonly Perturbation[]) =>
    evaluate(task, agent, { ...request, manager: 'network', perturbations }).results;
  progress.start(lesions.length, 'lesions');
  try {
    const intact = play([]);
    const under: (readonly EpisodeResult[])[] = [];
    for (const { perturbation } of lesions) {
      under.push(play([perturbation]));
      progress.update(under.length);
      await pauseUnlessStopped(signal, `interrupted while lesions were tried; ${remedy}`);
    }
    return { intact, under };
  } finally {
    progress.stop();
  }
}
