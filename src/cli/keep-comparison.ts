import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { svgToPng } from '../figures/svg-to-image.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { lockWhenFree } from '../files/folder-lock.ts';
import type { ReportDocument } from '../report/document.ts';
import { documentHtml } from '../report/html.ts';
import type { Figure, Report } from '../report/report.ts';

/** What was compared, its picture, and its page, if there is one. */
type Parts = readonly [report: Report, figure: Figure, document?: ReportDocument];

/** Milliseconds that others may have the folder: they do so while they write their files. */
const PATIENCE = 10_000;

/**
 * Writes the data of a comparison, its picture, and its page, if there is one, into a folder. Others are kept out of it
 * meanwhile, so that its files are of one comparison.
 *
 * @throws UsageError when somebody else keeps the folder
 */
export async function keepComparison(out: string, ...parts: Parts): Promise<void> {
  const lock = await lockWhenFree(out, {
    busy: ({ name }) =>
      new UsageError(
        `--out ${out}: expected a folder that no other process writes into, received ${name}; repeat the command`,
      ),
    patience: PATIENCE,
    purpose: {
      expected: 'to write there',
      forbidden: 'name another folder with --out',
      afterwards: ', and repeat the command',
    },
  });
  try {
    writeParts(out, parts);
  } finally {
    lock.release();
  }
}

function writeParts(out: string, [{ data }, { name, svg }, document]: Parts): void {
  writeFileAtomic(join(out, `${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
  writeFileAtomic(join(out, `${name}.svg`), svg);
  writeFileAtomic(join(out, `${name}.png`), svgToPng(svg, { width: 1440 }));
  if (document !== undefined) writeFileAtomic(join(out, `${name}.html`), documentHtml(document));
}
