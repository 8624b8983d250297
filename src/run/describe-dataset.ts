import { openDataset } from '../data/dataset.ts';
import type { Progress } from '../process/progress.ts';
import type { ReportDocument } from '../report/document.ts';
import { openRoof } from './modules.ts';

/** What is asked of a report on a dataset's subtasks. */
export interface DatasetReportRequest {
  /** Name of the dataset. */
  readonly subject: string;
  /** Folder of all datasets. */
  readonly root: string;
  /** The command that makes the report again. */
  readonly command: string;
  /** Name of a dataset with other labels of the same episodes. */
  readonly against?: string | undefined;
  /** Only the first so many. */
  readonly episodes?: number | undefined;
}

/** How a report on a dataset is made. */
export interface DatasetReportContext {
  readonly progress?: Progress | undefined;
  readonly signal?: Pick<AbortSignal, 'aborted'> | undefined;
}

/**
 * Reports on the subtasks that a dataset's episodes are labelled with; writes nothing.
 * @throws DatasetError when there is no such dataset, or it cannot be read
 * @throws InterruptedError when stopped by the signal
 */
export async function describeDataset(
  id: string,
  { root, command, against, episodes }: DatasetReportRequest,
  context: DatasetReportContext = {},
): Promise<ReportDocument> {
  const { describeDataset: describe } = await openRoof();
  using dataset = openDataset(root, id);
  using other = against === undefined ? undefined : openDataset(root, against);
  return await describe(dataset, { subject: id, command, against: other, episodes, ...context });
}
