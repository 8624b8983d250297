/** The body of a thread that plays attempts for a recording. */
import { parentPort, workerData } from 'node:worker_threads';
import { createPlayer, type PlayerSettings } from './record-player.ts';

const player = createPlayer(workerData as PlayerSettings);

parentPort!.on('message', (attempt: number) => parentPort!.postMessage(player.play(attempt)));
