import type { Env, Info } from 'gymnasium-js';
import { type Column, columnOf, valuesOf } from '../data/column.ts';
import type { DatasetSpaces, Demonstration } from '../data/demonstration.ts';

/** How an episode went when its actions were taken once more. */
export interface Replay {
  /** Where it went another way, in words; null when everything agreed. */
  readonly difference: string | null;
  /** Infos of the reset and of every step. */
  readonly infos: readonly Info[];
}

/**
 * Takes an episode's actions in an environment reset by the episode's seed and options, and compares observations,
 * rewards and ends: numbers have to be equal. An episode that was cut off from outside may go on in the environment.
 *
 * @param beforeStep called before each step, while the environment is in the state that the action was chosen in
 */
export function replay(
  env: Env,
  episode: Demonstration,
  spaces: DatasetSpaces,
  beforeStep?: (step: number) => void,
): Replay {
  const { seed, options, rewards, terminations, truncations } = episode;
  const [first, info] = env.reset({ seed: seed ?? undefined, options: options ?? undefined });
  const observations: unknown[] = [first];
  const infos: Info[] = [info];
  const actions = valuesOf(spaces.actionSpace, episode.actions);
  let difference: string | null = null;
  for (let step = 0; step < actions.length && difference === null; step++) {
    beforeStep?.(step);
    const [observation, reward, terminated, truncated, nextInfo] = env.step(actions[step]);
    observations.push(observation);
    infos.push(nextInfo);
    if (reward !== rewards[step]) {
      difference = `reward of step ${step}: recorded ${rewards[step]}, now ${reward}`;
    } else if (terminated !== (terminations[step] === 1)) {
      difference = `step ${step}: recorded ${terminations[step] === 1 ? '' : 'not '}terminated, now the opposite`;
    } else if (truncated && truncations[step] === 0) {
      difference = `step ${step}: now cut off, recorded not`;
    }
  }
  const now = columnOf(spaces.observationSpace, observations);
  return { difference: firstDifference(episode.observations, now, 'observation') ?? difference, infos };
}

/** Where the rows that two columns of one space both have first differ, in words; null when they do not. */
export function firstDifference(recorded: Column, now: Column, path: string): string | null {
  if (recorded.kind === 'group') {
    for (const [name, column] of Object.entries(recorded.columns)) {
      const other = now.kind === 'group' ? now.columns[name] : undefined;
      if (other === undefined) return `${path}/${name}: recorded, now missing`;
      const difference = firstDifference(column, other, `${path}/${name}`);
      if (difference !== null) return difference;
    }
    return null;
  }
  const [a, b] = [listOf(recorded), listOf(now)];
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] === b[i]) continue;
    const size = recorded.kind === 'numbers' ? recorded.data.length / recorded.shape[0]! : 1;
    return `${path} ${Math.floor(i / size)}: recorded ${a[i]}, now ${b[i]}`;
  }
  return null;
}

function listOf(column: Column): ArrayLike<unknown> {
  if (column.kind === 'text') return column.values;
  return column.kind === 'numbers' ? column.data : [];
}
