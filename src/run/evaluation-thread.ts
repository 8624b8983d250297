/** The part of an evaluation that threads do. */
import { parseConfig } from '../config/config.ts';
import { inThread } from '../process/threads.ts';
import type { SentSession } from './evaluation-threads.ts';
import type { EvaluationPart } from './examination.ts';
import { dataOfPool } from './thread-data.ts';
import type { Session } from './trainable.ts';
import { trainables } from './trainables.ts';

/** The session examined last. */
let latest: { readonly index: number; readonly session: Promise<Session> } | undefined;

/** Gets the `index`-th session. */
export const begin = inThread(async (index: number) => {
  await sessionOf(index);
});

export const examine = inThread(async ({ index, part }: { index: number; part: EvaluationPart }) =>
  (await sessionOf(index)).examine(part),
);

function sessionOf(index: number): Promise<Session> {
  if (latest?.index !== index) latest = { index, session: open(index) };
  return latest.session;
}

async function open(index: number): Promise<Session> {
  const { task: name, config, checkpoint } = (await dataOfPool<readonly SentSession[]>())[index]!;
  const { entry: task } = trainables.find(name);
  const session = task.begin(parseConfig(task.schema, config, 'settings'));
  session.restore(checkpoint);
  return session;
}
