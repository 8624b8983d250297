import type { BurstWave, WaveAnswer, WaveQuestion } from './burst-wave.ts';

/** How much of each place bursts at a time. */
export interface WaveFrame {
  /** Time since the plan began, ms. */
  readonly timeMs: number;
  /** Share of bursting neurons of each place. */
  readonly bursting: readonly number[];
}

/** A plan, step by step. */
export interface WaveFilm {
  readonly frames: readonly WaveFrame[];
  readonly answer: WaveAnswer;
}

/** Lets a wave plan and records every step. */
export function filmWave(wave: BurstWave, question: WaveQuestion): WaveFilm {
  const { groups, parameters, population } = wave;
  const { members } = parameters;
  const frames: WaveFrame[] = [];
  const watched = wave.watch;
  wave.watch = (timeMs) => {
    const { burstWindow } = population.state;
    const share = (group: number) =>
      burstWindow.subarray(group * members, (group + 1) * members).reduce((sum, bursts) => sum + bursts, 0) /
      members;
    const places = Array.from({ length: groups.graph.places }, (_, place) => share(groups.place(place)));
    frames.push({ timeMs, bursting: places });
  };
  const answer = wave.plan(question);
  wave.watch = watched;
  return { frames, answer };
}
