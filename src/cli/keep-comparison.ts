import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { svgToPng } from '../figures/svg-to-image.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { FolderLock } from '../files/folder-lock.ts';
import { makeFolder } from '../files/folders.ts';
import type { ReportDocument } from '../report/document.ts';
import { documentHtml } from '../report/html.ts';
import type { Figure, Report } from '../report/report.ts';

/** What was compared, its picture, and its page, if there is one. */
type Parts = readonly [report: Report, figure: Figure, document?: ReportDocument];

/** How often the folder of others is tried, and the milliseconds between two tries: they have it while they write their files. */
const TRIES = { most: 500, every: 20 };

/**
 * Writes the data of a comparison, its picture, and its page, if there is one, into a folder. Others are kept out of it
 * meanwhile, so that its files are of one comparison.
 *
 * @throws UsageError when somebody else keeps the folder
 */
export async function keepComparison(out: string, ...parts: Parts): Promise<void> {
  makeFolder(out);
  const lock = await lockOf(out);
  try {
    writeParts(out, parts);
  } finally {
    lock.release();
  }
}

async function lockOf(out: string): Promise<FolderLock> {
  for (let tries = 1; ; tries++) {
    const busy: Error[] = [];
    try {
      return new FolderLock(out, ({ name }) => {
        const text = `--out ${out}: expected a folder that no other process writes into, received ${name}; repeat the command`;
        busy.push(new UsageError(text));
        return busy[0]!;
      });
    } catch (error) {
      if (error !== busy[0] || tries === TRIES.most) throw error;
    }
    await new Promise((again) => setTimeout(again, TRIES.every));
  }
}

function writeParts(out: string, [{ data }, { name, svg }, document]: Parts): void {
  writeFileAtomic(join(out, `${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
  writeFileAtomic(join(out, `${name}.svg`), svg);
  writeFileAtomic(join(out, `${name}.png`), svgToPng(svg, { width: 1440 }));
  if (document !== undefined) writeFileAtomic(join(out, `${name}.html`), documentHtml(document));
}
