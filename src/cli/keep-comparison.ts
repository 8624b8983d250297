import { join } from 'node:path';
import { svgToPng } from '../figures/svg-to-image.ts';
import { writeFileAtomic } from '../files/atomic-file.ts';
import { makeFolder } from '../files/folders.ts';
import type { ReportDocument } from '../report/document.ts';
import { documentHtml } from '../report/html.ts';
import type { Figure, Report } from '../report/report.ts';

/** Writes the data of a comparison, its picture, and its page, if there is one, into a folder. */
export function keepComparison(
  out: string,
  { data }: Report,
  { name, svg }: Figure,
  document?: ReportDocument,
): void {
  makeFolder(out);
  writeFileAtomic(join(out, `${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
  writeFileAtomic(join(out, `${name}.svg`), svg);
  writeFileAtomic(join(out, `${name}.png`), svgToPng(svg, { width: 1440 }));
  if (document !== undefined) writeFileAtomic(join(out, `${name}.html`), documentHtml(document));
}
