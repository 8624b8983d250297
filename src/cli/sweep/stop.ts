import { Command } from 'commander';
import { isHandedOver } from '../../run/slurm/profile.ts';
import { cancelPending } from '../../run/slurm/submit.ts';
import { sweepOnCluster } from '../../run/sweep/on-slurm.ts';
import { openSweep } from '../../run/sweep/sweep-folder.ts';
import { print } from '../output.ts';

export function stopCommand(): Command {
  return new Command('stop')
    .description('ask all workers of a sweep to save what they have and to end')
    .argument('<folder>', 'the folder of the sweep')
    .addHelpText('after', '\nExample:\n  burstwise sweep stop runs/sweep')
    .action(stop);
}

function stop(path: string): void {
  const folder = openSweep(path);
  folder.stop();
  const cancelled = isHandedOver(folder.jobsPath) ? cancelPending(sweepOnCluster(folder)) : 0;
  if (cancelled > 0) print(`${cancelled} jobs that had not begun are out of the queue`);
  print(
    `workers of ${path} save what they have and end within some beats; continue with: burstwise sweep start ${path}`,
  );
}
