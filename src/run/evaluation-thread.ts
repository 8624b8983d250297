/** The part of an evaluation that threads do. */
import { parseConfig } from '../config/config.ts';
import { inThread } from '../process/threads.ts';
import type { SentSession } from './evaluation-threads.ts';
import type { EvaluationPart } from './examination.ts';
import { loadDataOfPool } from './thread-data.ts';
import type { Session } from './trainable.ts';
import { trainables } from './trainables.ts';

const sessions = await loadDataOfPool<readonly SentSession[]>();

/** The session examined last. */
let latest: { readonly index: number; readonly session: Session } | undefined;

/** Gets the `index`-th session. */
export const begin = inThread((index: number) => void sessionOf(index));

export const examine = inThread(async ({ index, part }: { index: number; part: EvaluationPart }) => {
  const session = sessionOf(index);
  await session.prepare?.(part);
  return session.examine(part);
});

function sessionOf(index: number): Session {
  if (latest?.index !== index) latest = { index, session: open(index) };
  return latest.session;
}

function open(index: number): Session {
  const { task: name, config, checkpoint } = sessions()[index]!;
  const { entry: task } = trainables.find(name);
  const session = task.begin(parseConfig(task.schema, config, 'settings'));
  session.restore(checkpoint);
  return session;
}
