/** The part of a recording that threads do. */
import { inThread } from '../../process/threads.ts';
import { loadDataOfPool } from '../../run/thread-data.ts';
import { createPlayer, type PlayerSettings } from './player.ts';

const settings = await loadDataOfPool<PlayerSettings>();
let player: ReturnType<typeof createPlayer> | undefined;

/** Plays an attempt. */
export const play = inThread(async (attempt: number) => {
  player ??= createPlayer(settings());
  return (await player).play(attempt);
});
