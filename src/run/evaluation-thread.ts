/** The part of an evaluation that threads do. */
import { parseConfig } from '../config/config.ts';
import { inThread } from '../process/threads.ts';
import type { SentSession } from './evaluation-threads.ts';
import type { EvaluationPart } from './examination.ts';
import { loadDataOfPool } from './thread-data.ts';
import type { Session } from './trainable.ts';
import { trainables } from './trainables.ts';

const sent = await loadDataOfPool<SentSession>();

let opened: Session | undefined;

/** Gets the session. */
export const begin = inThread(() => void session());

export const examine = inThread(async (part: EvaluationPart) => {
  await session().prepare?.(part);
  return session().examine(part);
});

function session(): Session {
  opened ??= open(sent());
  return opened;
}

function open({ task: name, config, checkpoint }: SentSession): Session {
  const { entry: task } = trainables.find(name);
  const session = task.begin(parseConfig(task.schema, config, 'settings'));
  session.restore(checkpoint);
  return session;
}
