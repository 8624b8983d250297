import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { roomsMazeAdapter } from '../../envs/gridworld/rooms-maze/adapter.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
import { readJsonFile } from '../../src/files/json-file.ts';
import type { Cell, ShowProgress } from '../../src/run/cells/cell.ts';
import { kinds, models } from '../harness/models.ts';
import type { MapsFile } from '../reproduce/reproduction.ts';

/** A way of learning the maze, from a number of labels. */
export interface MazeCell extends Cell {
  readonly kind: 'hierarchical' | 'flat';
  readonly algorithm: 'dagger' | 'cloning';
  readonly model: 'burst' | 'random-relu' | 'perceptron';
  /** What tells the way: the map of the rooms, or the plan that the environment makes (a wave from the goal). */
  readonly guide: 'map' | 'wave';
  /** Labels of manager and workers, each counted, at which training ends. */
  readonly labels: number;
  /** Mazes that it is tested on. */
  readonly episodes: number;
  /** The published mazes; null for fresh random ones. */
  readonly maps: MapsFile | null;
}

/** The outcome of a training. */
export interface MazeResult {
  readonly successes: number;
  readonly managerLabels: number;
  readonly workerLabels: number;
}

/** Trains an agent on random mazes, and lets it walk through mazes that it never saw. */
export function learnMaze(cell: MazeCell, show: ShowProgress): MazeResult {
  const { name, labels, episodes, maps, seed } = cell;
  const task = imitationTrainable(roomsMazeAdapter);
  const session = task.begin(parseConfig(task.schema, { ...configOf(cell), seed }, name));
  while (session.completed < session.total) {
    session.advance();
    show(Math.min(labels, session.counts.labels), labels);
  }
  const trial = session.trial({ episodes, layout: maps === null ? 'random' : 'own' });
  const { successes, managerLabels, workerLabels } = trial;
  return { successes: successes.filter(Boolean).length, managerLabels, workerLabels };
}

function configOf({ kind, algorithm, model, guide, labels, maps }: MazeCell): RawConfig {
  // About half of DAgger's labels come from demonstrations, the others from twenty rounds of practice.
  const schedule =
    algorithm === 'dagger'
      ? {
          demonstrations: Math.ceil(labels / 100),
          rounds: 20,
          episodesPerRound: Math.ceil(labels / 500),
        }
      : { demonstrations: Math.ceil(labels / 20) };
  const env = maps === null ? {} : { mazes: readJsonFile(maps.path, 'a list of mazes'), shiftDoors: true };
  return {
    options: { env, encoding: { guide } },
    agent: kinds[kind](models[model]),
    imitation: { algorithm, labelBudget: labels, layout: 'random', ...schedule },
  };
}
