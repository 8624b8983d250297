import { basename, dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';

/** Name of a dataset: `[namespace/]name-vN`, as in Minari. */
export interface DatasetId {
  /** Everything before the last slash; null where there is none. */
  readonly namespace: string | null;
  readonly name: string;
  readonly version: number;
}

const form = /^(?:([-_A-Za-z0-9]+(?:\/[-_A-Za-z0-9]+)*)\/)?([-_A-Za-z0-9]+?)-v(\d{1,9})$/;

/** @throws UsageError when the text is not of the form `[namespace/]name-vN` */
export function parseDatasetId(text: string): DatasetId {
  const match = form.exec(text);
  if (match === null) throw refusal('[namespace/]name-vN of letters, digits, _ and -', text);
  const [, namespace = null, name, version] = match;
  // Minari's rules: the first of its pattern for namespaces, the other since it takes what holds `data` for a dataset.
  if (namespace !== null && namespace.length < 2)
    throw refusal('a namespace of at least two characters', text);
  if (namespace?.split('/').includes('data')) throw refusal('no namespace of the name data', text);
  return { namespace, name: name!, version: Number(version) };
}

/** Whether a text is a name that a dataset may have. */
export function isDatasetId(text: string): boolean {
  return form.test(text);
}

function refusal(expected: string, text: string): UsageError {
  return new UsageError(
    `dataset id: expected ${expected}, received ${JSON.stringify(text)}; write e.g. button-food/expert-v0`,
  );
}

/** The folder of a dataset. It has a folder `data`, and nothing else that counts. */
export function datasetFolder(root: string, id: string): string {
  parseDatasetId(id);
  return join(root, id);
}

/** The folder in which a dataset is recorded; hidden, because it is no dataset yet. */
export function recordingFolder(root: string, id: string): string {
  parseDatasetId(id);
  return join(root, dirname(id), `.${basename(id)}.recording`);
}
