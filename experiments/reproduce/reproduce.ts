import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { svgToPng } from '../../src/figures/svg-to-image.ts';
import { writeFileAtomic } from '../../src/files/atomic-file.ts';
import { makeFolder } from '../../src/files/folders.ts';
import { onDisk } from '../../src/files/on-disk.ts';
import { sha256OfText } from '../../src/files/sha256.ts';
import { documentData, type ReportDocument } from '../../src/report/document.ts';
import { documentHtml } from '../../src/report/html.ts';
import type { CellWork } from '../../src/run/cells/cell-work.ts';
import { loadReproductions, type NamedReproduction, namesOf } from './catalogue.ts';
import { measuringWork, type ReproductionCell } from './measure.ts';
import { pageOf } from './page.ts';
import type { Extent, MapsFile } from './reproduction.ts';

/** What is to be reproduced. */
export interface ReproductionRequest {
  /** Names of experiments, or `all`. */
  readonly names: readonly string[];
  /** Number of seeds; that of each experiment if not given. */
  readonly seeds?: number | undefined;
  /** Short trainings of few seeds, to see that everything runs. */
  readonly quick: boolean;
  /** File of published mazes in JSON, see `experiments/rooms-maze`; random ones if not given. */
  readonly maps?: string | undefined;
  /** Folder for pages, data, pictures and the results of cells. */
  readonly out: string;
}

/** The first seed of what is reported; settings were chosen on seeds below it. */
const FIRST_SEED = 1001;
/** Pixels of a picture's width: a column of a journal at 600 dots an inch. */
const PNG_WIDTH = 2000;

/**
 * The measurements of experiments. Their conclusion is a folder for each: `page.html`, `data.json`, and every picture as SVG and PNG;
 * it returns the pages, in the order of the catalogue. Results of cells are kept, so that the same work continues after an interruption.
 *
 * @throws UsageError for an unknown name, a file that cannot be read, or where the folder cannot be written
 */
export async function reproductionWork({
  names,
  seeds,
  quick,
  maps: mapsPath,
  out,
}: ReproductionRequest): Promise<CellWork<ReproductionCell, unknown, readonly ReportDocument[]>> {
  const reproductions = await loadReproductions(namesOf(names));
  const maps = mapsPath === undefined ? null : mapsFile(mapsPath);
  const extentOf = ({ reproduction }: NamedReproduction): Extent => {
    const count = seeds ?? reproduction.seeds[quick ? 'quick' : 'full'];
    return { seeds: Array.from({ length: count }, (_, k) => FIRST_SEED + k), quick, maps };
  };
  return measuringWork(reproductions, extentOf, join(out, 'cells'), (measured) =>
    reproductions.map((one) => {
      const { name, reproduction } = one;
      const extent = extentOf(one);
      const findings = reproduction.report(measured.get(name)!, extent);
      const page = pageOf({ name, title: reproduction.title, extent }, findings);
      onDisk(out, () => writePage(join(out, name), page), 'writeFile');
      return page;
    }),
  );
}

function mapsFile(path: string): MapsFile {
  const content = onDisk(path, () => readFileSync(path, 'utf8'), 'read');
  return { path: resolve(path), sha256: sha256OfText(content) };
}

function writePage(folder: string, page: ReportDocument): void {
  makeFolder(folder);
  writeFileAtomic(join(folder, 'page.html'), documentHtml(page));
  writeFileAtomic(join(folder, 'data.json'), `${JSON.stringify(documentData(page), null, 2)}\n`);
  for (const { parts } of page.sections) {
    for (const part of parts) {
      if (part.kind !== 'picture') continue;
      writeFileAtomic(join(folder, `${part.id}.svg`), part.svg);
      writeFileAtomic(join(folder, `${part.id}.png`), svgToPng(part.svg, { width: PNG_WIDTH }));
    }
  }
}
