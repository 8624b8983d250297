import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { svgToPng } from '../figures/svg-to-image.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { FolderLock } from '../files/folder-lock.ts';
import { makeFolder } from '../files/folders.ts';
import type { ReportDocument } from '../report/document.ts';
import { documentHtml } from '../report/html.ts';
import type { Figure, Report } from '../report/report.ts';

/**
 * As `keepComparison`, while others are kept out of the folder: its files are of one comparison.
 *
 * @throws UsageError when somebody does
 */
export function keepComparisonAlone(out: string, ...comparison: Parts): void {
  makeFolder(out);
  const lock = new FolderLock(out, ({ name }) => {
    return new UsageError(
      `--out ${out}: expected a folder that no other process writes into, received ${name}; repeat the command`,
    );
  });
  try {
    keepComparison(out, ...comparison);
  } finally {
    lock.release();
  }
}

/** What was compared, its picture, and its page, if there is one. */
type Parts = readonly [report: Report, figure: Figure, document?: ReportDocument];

/** Writes the data of a comparison, its picture, and its page, if there is one, into a folder. */
export function keepComparison(out: string, ...[{ data }, { name, svg }, document]: Parts): void {
  makeFolder(out);
  writeFileAtomic(join(out, `${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
  writeFileAtomic(join(out, `${name}.svg`), svg);
  writeFileAtomic(join(out, `${name}.png`), svgToPng(svg, { width: 1440 }));
  if (document !== undefined) writeFileAtomic(join(out, `${name}.html`), documentHtml(document));
}
