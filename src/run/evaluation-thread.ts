/** The part of an evaluation that threads do. */
import { parseConfig } from '../config/config.ts';
import { inThread, threadData } from '../process/threads.ts';
import type { SentSession } from './evaluation-threads.ts';
import type { EvaluationPart } from './examination.ts';
import type { Session } from './trainable.ts';
import { findTask } from './trainables.ts';

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
