import { expect, test } from 'vitest';
import type { LearningSession } from '../../../agents/trainable/examined-session.ts';
import { learn } from '../../../agents/trainable/learn.ts';
import { InterruptedError } from '../../../src/errors.ts';

/** Counts its episodes; after the third one, somebody presses Ctrl-C. */
function sessionOf(total: number) {
  const session = { completed: 0, total, advance: () => void session.completed++ };
  const signal = {
    get aborted() {
      return session.completed >= 3;
    },
  };
  return { session: session as unknown as LearningSession, signal };
}

test('learns to the end, or for so many episodes', async () => {
  const { session } = sessionOf(5);
  await learn(session, {}, 4);
  expect(session.completed).toBe(4);
  await learn(session);
  expect(session.completed).toBe(5);
  await learn(session, {}, 9);
  expect(session.completed).toBe(5);
});

test('lets others have their turn between episodes, and stops when it is told to', async () => {
  const { session, signal } = sessionOf(5);
  const turns: number[] = [];
  const waiting = setImmediate(() => turns.push(session.completed));
  await expect(learn(session, { signal, remedy: 'again' })).rejects.toThrow(InterruptedError);
  clearImmediate(waiting);
  expect({ turns, completed: session.completed }).toEqual({ turns: [1], completed: 3 });
});
