import { type EvaluationContext, examineAll } from '../../src/run/examination.ts';
import type { Task } from '../../src/task/task.ts';
import { type Cast, castName, managers, workers } from './cast.ts';
import { type Pace, paceOf } from './pickers.ts';
import type { Stage, TracedPart } from './stage.ts';
import type { DecisionTrace } from './trace.ts';

/** Which episodes a study plays. */
export interface StudyRequest {
  /** Names the layouts, which every cast meets alike. */
  readonly seed: number;
  readonly layout: string;
  /** Of the casts that say who fails: learned or perfect manager, learned or expert workers. */
  readonly episodes: number;
  /** Of every other cast: the first so many of the same layouts. */
  readonly controlEpisodes: number;
  /** As many episodes of controls without hope: untrained workers, and those of which at most a quarter succeeded; null: as the others. */
  readonly hopelessAfter: number | null;
  /** Whether an agent without subtasks is trained, too. */
  readonly flat: boolean;
}

/** What every cast did, by its name. */
export interface Study {
  readonly task: Task;
  readonly request: StudyRequest;
  readonly pace: Pace;
  readonly traces: ReadonlyMap<string, readonly DecisionTrace[]>;
}

/** Whether a cast says who fails. */
function isMain(cast: Cast): boolean {
  return (
    typeof cast === 'object' &&
    'manager' in cast &&
    [cast.manager, cast.workers].every(
      (kind) => kind === 'learned' || kind === 'perfect' || kind === 'expert',
    )
  );
}

/** Episodes that one thread plays at a time. */
const PART = 10;

/** Plays every cast on the same layouts. @throws InterruptedError */
export async function playStudy(
  stage: Stage,
  request: StudyRequest,
  context: EvaluationContext = {},
): Promise<Study> {
  const { task } = stage;
  const nowhere: Pace = { sequence: [], steps: [], substitutes: [] };
  const expert = { manager: 'perfect', workers: 'expert' } as const;
  const shown = await playCasts(stage, request, [expert], nowhere, context);
  const pace = paceOf(shown.get(castName(expert))!, task.subtasks.names.length);
  const others = castsOf(task, pace, request.flat && stage.hasFlat);
  const played = await playCasts(stage, request, others, pace, context);
  return { task, request, pace, traces: new Map([...shown, ...played]) };
}

/** All casts but the expert alone; what takes longest comes first. */
function castsOf({ subtasks }: Task, pace: Pace, flat: boolean): Cast[] {
  const pairs = managers.flatMap((manager) => workers.map((kind) => ({ manager, workers: kind })));
  const due = subtasks.names.map((_, k) => k).filter((k) => pace.steps[k]! > 0);
  return [
    ...(flat ? (['flat'] as const) : []),
    ...pairs.filter((pair) => castName(pair) !== 'perfect/expert'),
    ...(due.length > 1 ? due.map((without) => ({ without })) : []),
  ];
}

async function playCasts(
  stage: Stage,
  request: StudyRequest,
  casts: readonly Cast[],
  pace: Pace,
  context: EvaluationContext,
): Promise<Map<string, readonly DecisionTrace[]>> {
  const parts = casts.map((cast) => partsOf(cast, request, pace));
  const label = casts.length === 1 ? 'the expert’s episodes' : 'episodes of managers and workers';
  const found = await examineAll<TracedPart, readonly DecisionTrace[]>(stage, parts.flat(), label, context);
  let taken = 0;
  return new Map(
    parts.map(({ length }, k) => [castName(casts[k]!), found.slice(taken, (taken += length)).flat()]),
  );
}

function partsOf(cast: Cast, request: StudyRequest, pace: Pace): TracedPart[] {
  const { seed, layout, episodes } = request;
  if (isMain(cast)) {
    // Workers that a perfect manager asks are the ones to compare with each other’s work.
    const asks = castName(cast) === 'perfect/learned' ? 'every action' : 'actions';
    return Array.from({ length: Math.ceil(episodes / PART) }, (_, k): TracedPart => {
      const units = Math.min(PART, episodes - k * PART);
      return { cast, seed, layout, first: k * PART, units, pace, asks };
    });
  }
  // In one part: one thread trains the agent without subtasks, and knows when a cast is without hope.
  const hopelessAfter = request.hopelessAfter ?? undefined;
  const asks = needsExpert(cast) ? 'subtasks' : 'nothing';
  return [{ cast, seed, layout, first: 0, units: controlEpisodes(cast, request), pace, asks, hopelessAfter }];
}

function controlEpisodes(
  cast: Cast,
  { episodes, controlEpisodes: most, hopelessAfter }: StudyRequest,
): number {
  if (cast === 'flat') return episodes;
  const untrained = 'workers' in cast && cast.workers === 'untrained' && hopelessAfter !== null;
  return Math.min(episodes, most, untrained ? hopelessAfter : most);
}

/** Whether somebody in a cast goes by what the expert says; plans take most of the time where agents walk about. */
function needsExpert(cast: Cast): boolean {
  return cast !== 'flat' && ('without' in cast || cast.manager === 'perfect' || cast.workers === 'expert');
}
