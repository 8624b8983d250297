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
  const label = casts.length === 1 ? 'the expert’s episodes' : 'episodes of every cast';
  const found = await examineAll<TracedPart, readonly DecisionTrace[]>(stage, parts.flat(), label, context);
  let taken = 0;
  return new Map(
    parts.map(({ length }, k) => [castName(casts[k]!), found.slice(taken, (taken += length)).flat()]),
  );
}

function partsOf(cast: Cast, { seed, layout, episodes, controlEpisodes }: StudyRequest, pace: Pace) {
  const count = isMain(cast) || cast === 'flat' ? episodes : Math.min(episodes, controlEpisodes);
  // One thread trains the agent without subtasks, and so plays all of its episodes.
  const size = cast === 'flat' ? count : PART;
  return Array.from({ length: Math.ceil(count / size) }, (_, k): TracedPart => {
    const units = Math.min(size, count - k * size);
    return { cast, seed, layout, first: k * size, units, pace, rightActions: isMain(cast) };
  });
}
