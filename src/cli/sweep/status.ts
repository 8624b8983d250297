import { Command } from 'commander';
import { listenForInterrupt } from '../../process/interrupt.ts';
import { sweepStatus } from '../../run/sweep/status.ts';
import { openSweep } from '../../run/sweep/sweep-folder.ts';
import { printStatus } from './print-status.ts';

interface StatusOptions {
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** Milliseconds between two looks. */
const LOOK_EVERY = 5000;

export function statusCommand(): Command {
  return new Command('status')
    .description('how far a sweep has come, from any machine that sees its folder')
    .argument('<folder>', 'the folder of the sweep')
    .option('--watch', 'look again every few seconds, until all runs have ended')
    .option('--json', 'print JSON instead of a table')
    .addHelpText('after', '\nExample:\n  burstwise sweep status runs/sweep --watch')
    .action(status);
}

async function status(path: string, { watch = false, json = false }: StatusOptions): Promise<void> {
  const folder = openSweep(path);
  const interrupt = listenForInterrupt();
  try {
    for (;;) {
      const now = await sweepStatus(folder);
      if (watch && process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[H');
      printStatus(folder, now, json);
      const isOver = now.counts.running + now.counts.waiting === 0;
      if (!watch || isOver || interrupt.signal.aborted) return;
      await pauseOr(interrupt.signal);
    }
  } finally {
    interrupt.dispose();
  }
}

/** Waits for the next look, or until the signal. */
function pauseOr(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_EVERY);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
