/** The part of a recording that threads do. */
import { inThread, threadData } from '../../process/threads.ts';
import { createPlayer, type PlayerSettings } from './player.ts';

let player: ReturnType<typeof createPlayer> | undefined;

/** Plays an attempt. */
export const play = inThread((attempt: number) => {
  player ??= createPlayer(threadData<PlayerSettings>());
  return player.play(attempt);
});
