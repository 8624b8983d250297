import { describe, expect, test } from 'vitest';
import { InterruptedError } from '../../src/errors.ts';
import { type EvaluationPart, examineAll, type Helpers } from '../../src/run/examination.ts';

type Part = EvaluationPart & { readonly first: number };

const parts: readonly Part[] = Array.from({ length: 20 }, (_, k) => ({ units: 3, first: 3 * k }));
const square = ({ first }: Part) => first * first;
const expected = parts.map(square);

/** Helpers who take their time: the later the part, the sooner they are done. */
function helpersOf(places: number, begin = async () => {}, examine = square) {
  const helped: Part[] = [];
  const helpers: Helpers = {
    places,
    begin,
    examine: async (part) => {
      helped.push(part as Part);
      await new Promise((settle) => setTimeout(settle, 20 - (part as Part).first / 3));
      return examine(part as Part);
    },
  };
  return { helpers, helped };
}

describe('examineAll', () => {
  test.each([0, 1, 2, 5, 50])('finds the same with %d helpers', async (places) => {
    const { helpers, helped } = helpersOf(places);
    const own: Part[] = [];
    const examiner = {
      examine(part: Part) {
        own.push(part);
        return square(part);
      },
    };
    expect(await examineAll(examiner, parts, 'work', { helpers })).toEqual(expected);
    expect(own.length + helped.length).toBe(parts.length);
    expect(helped.length > 0).toBe(places > 0);
  });

  test('prepares each part before it is examined, and stops where that does', async () => {
    const order: string[] = [];
    const examiner = {
      async prepare({ first }: Part) {
        await Promise.resolve();
        order.push(`prepare ${first}`);
      },
      examine(part: Part) {
        order.push(`examine ${part.first}`);
        return square(part);
      },
    };
    await examineAll(examiner, parts.slice(0, 2), 'work');
    expect(order).toEqual(['prepare 0', 'examine 0', 'prepare 3', 'examine 3']);
    const stopped = {
      ...examiner,
      async prepare(_: Part, { remedy }: { remedy?: string | undefined } = {}) {
        throw new InterruptedError(`interrupted; ${remedy}`);
      },
    };
    await expect(examineAll(stopped, parts, 'work', { remedy: 'again' })).rejects.toThrow(
      /interrupted; again/,
    );
  });

  test('does not wait for helpers who are not ready', async () => {
    const { helpers, helped } = helpersOf(2, () => new Promise(() => {}));
    expect(await examineAll({ examine: square }, parts, 'work', { helpers })).toEqual(expected);
    expect(helped).toEqual([]);
  });

  test('tells how far it is, in units, and stops the display whatever happens', async () => {
    const calls: unknown[] = [];
    const progress = {
      start: (...values: unknown[]) => calls.push(['start', ...values]),
      update: (...values: unknown[]) => calls.push(...values),
      stop: () => calls.push('stop'),
    };
    await examineAll({ examine: square }, parts.slice(0, 3), 'work', { progress });
    expect(calls).toEqual([['start', 9, 'work'], 3, 6, 9, 'stop']);
    const broken = {
      examine: () => {
        throw new Error('power cut');
      },
    };
    await expect(examineAll(broken, parts, 'work', { progress })).rejects.toThrow('power cut');
    expect(calls.at(-1)).toBe('stop');
  });

  test('fails with a helper, and with helpers who cannot begin', async () => {
    const fail = () => {
      throw new Error('no memory');
    };
    const failing = helpersOf(1, async () => {}, fail).helpers;
    await expect(examineAll({ examine: square }, parts, 'work', { helpers: failing })).rejects.toThrow(
      'no memory',
    );
    const stillborn = helpersOf(1, async () => fail()).helpers;
    await expect(examineAll({ examine: square }, parts, 'work', { helpers: stillborn })).rejects.toThrow(
      'no memory',
    );
  });

  test('examines no more parts after a failure', async () => {
    const examined: Part[] = [];
    const examine = (part: Part) => {
      examined.push(part);
      return square(part);
    };
    const helpers = {
      places: 1,
      begin: async () => {},
      examine: async () => {
        throw new Error('no memory');
      },
    };
    await expect(examineAll({ examine }, parts, 'work', { helpers })).rejects.toThrow('no memory');
    const atFailure = examined.length;
    await new Promise((settle) => setTimeout(settle, 50));
    expect(examined.length).toBe(atFailure);
    expect(atFailure).toBeLessThan(3);
  });

  test('finds nothing in no parts', async () => {
    expect(await examineAll({ examine: square }, [], 'work', {})).toEqual([]);
  });

  test('stops after the present part, and says what to do', async () => {
    const controller = new AbortController();
    const examine = (part: Part) => {
      if (part.first === 6) controller.abort();
      return square(part);
    };
    const context = { signal: controller.signal, remedy: 'go for a walk' };
    const error = await examineAll({ examine }, parts, 'work', context).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InterruptedError);
    expect((error as Error).message).toBe('interrupted after 9 of 60 units of work; go for a walk');
  });
});
