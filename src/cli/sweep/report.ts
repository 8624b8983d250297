import { join } from 'node:path';
import { Command } from 'commander';
import { writeFileAtomic } from '../../files/atomic-file.ts';
import { onDisk } from '../../files/on-disk.ts';
import { documentData } from '../../report/document.ts';
import { documentHtml } from '../../report/html.ts';
import { sweepReport } from '../../run/sweep/report.ts';
import { openSweep } from '../../run/sweep/sweep-folder.ts';
import { commandLine, printDocument, printJson, tell } from '../output.ts';

interface ReportOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export function reportCommand(): Command {
  return new Command('report')
    .description(
      'which points of a sweep were best and which settings mattered: tables, JSON, and one HTML page',
    )
    .argument('<folder>', 'the folder of the sweep')
    .option(
      '--out <file>',
      'where the HTML page goes (default: report.html in the folder, with report.json beside it)',
    )
    .option('--json', 'print JSON instead of tables')
    .addHelpText('after', '\nExample:\n  burstwise sweep report runs/sweep')
    .action(report);
}

function report(path: string, { out, json = false }: ReportOptions): void {
  const folder = openSweep(path);
  const document = sweepReport(folder, commandLine());
  const data = documentData(document);
  if (json) printJson(data);
  else printDocument(document);
  const page = out ?? join(path, 'report.html');
  const write = (file: string, content: string) =>
    onDisk(file, () => writeFileAtomic(file, content), 'writeFile');
  write(page, documentHtml(document));
  if (out === undefined) write(join(path, 'report.json'), `${JSON.stringify(data, null, 2)}\n`);
  tell(`report: ${page}`);
}
