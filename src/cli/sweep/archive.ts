import { statSync } from 'node:fs';
import { Command } from 'commander';
import { archiveSweep } from '../../run/sweep/archive.ts';
import { bytesText } from '../../run/sweep/plan-report.ts';
import { openSweep } from '../../run/sweep/sweep-folder.ts';
import { print } from '../output.ts';

export function archiveCommand(): Command {
  return new Command('archive')
    .description('pack a sweep into one compressed file; its folder stays')
    .argument('<folder>', 'the folder of the sweep')
    .option('--out <file>', 'where it goes (default: <folder>.tar.gz)')
    .addHelpText('after', '\nExample:\n  burstwise sweep archive runs/sweep')
    .action(archive);
}

async function archive(
  path: string,
  { out = `${path.replace(/\/+$/, '')}.tar.gz` }: { readonly out?: string },
): Promise<void> {
  await archiveSweep(openSweep(path), out);
  print(`archive: ${out}, ${bytesText(statSync(out).size)}`);
}
