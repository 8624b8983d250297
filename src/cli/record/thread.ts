/** The part of a recording that threads do. */
import { inThread } from '../../process/threads.ts';
import { dataOfPool } from '../../run/thread-data.ts';
import { createPlayer, type PlayerSettings } from './player.ts';

let player: ReturnType<typeof createPlayer> | undefined;

/** Plays an attempt. */
export const play = inThread(async (attempt: number) => {
  player ??= dataOfPool<PlayerSettings>().then(createPlayer);
  return (await player).play(attempt);
});
