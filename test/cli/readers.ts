import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './burstwise.ts';

/** Python with programs that read what runs are exported to: TensorBoard, MLflow, pyarrow, the library of the Hugging Face Hub. `.ci/run` installs it. */
export const readersPython = join(root, '.readers/bin/python');

export const readersInstalled = ['tensorboard', 'mlflow', 'hf'].every((program) =>
  existsSync(join(root, '.readers/bin', program)),
);
