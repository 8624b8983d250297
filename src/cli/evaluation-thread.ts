/** The part of an evaluation that threads do. */
import { parseConfig } from '../run/config.ts';
import type { EvaluationPart } from '../run/evaluation.ts';
import type { Session } from '../run/task.ts';
import { inThread, threadData } from '../run/threads.ts';
import type { SentSession } from './evaluation-threads.ts';
import { findTask } from './tasks.ts';

/** The session examined last. */
let latest: { readonly index: number; readonly session: Session } | undefined;

/** Gets the `index`-th session. */
export const begin = inThread((index: number) => {
  sessionOf(index);
});

export const examine = inThread(({ index, part }: { index: number; part: EvaluationPart }) =>
  sessionOf(index).examine(part),
);

function sessionOf(index: number): Session {
  if (latest?.index !== index) {
    const { task: name, config, checkpoint } = threadData<readonly SentSession[]>()[index]!;
    const task = findTask(name);
    const session = task.begin(parseConfig(task.schema, config, 'settings'));
    session.restore(checkpoint);
    latest = { index, session };
  }
  return latest.session;
}
