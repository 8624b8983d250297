import { Writable } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { listenForInterrupt } from '../../src/process/interrupt.ts';
import { createLogger } from '../../src/process/logger.ts';
import {
  createProgress,
  createProgressGroup,
  type ProgressStream,
  seldomUpdated,
} from '../../src/process/progress.ts';

/** A stream that remembers, as a terminal or not. */
function recorder(isTTY: boolean): ProgressStream & { text: string } {
  const stream = Object.assign(new Writable(), { isTTY, text: '', columns: 80 });
  stream._write = (chunk: unknown, _encoding, done) => {
    stream.text += String(chunk);
    done();
  };
  return Object.assign(stream, { cursorTo: () => true, clearLine: () => true, moveCursor: () => true });
}

describe('createProgress', () => {
  test('writes a line for every tenth where there is no terminal', () => {
    const stream = recorder(false);
    const progress = createProgress(stream);
    progress.start(1000, 'episodes');
    for (let completed = 1; completed <= 1000; completed++)
      progress.update(completed, `success ${completed / 1000}`);
    progress.stop();
    const lines = stream.text.trimEnd().split('\n');
    expect(lines.length).toBe(10);
    expect(lines[0]).toBe('episodes 100/1000  success 0.1');
    expect(lines[9]).toBe('episodes 1000/1000  success 1');
  });

  test('draws a bar on a terminal', () => {
    const stream = recorder(true);
    const progress = createProgress(stream);
    progress.update(1); // Before the start: nothing to draw.
    progress.start(4, 'rounds');
    progress.update(4, 'done');
    progress.stop();
    progress.stop();
    expect(stream.text).toMatch(/rounds .*4\/4.*done/);
  });

  test('keeps the last note on a terminal', () => {
    const stream = recorder(true);
    const progress = createProgress(stream);
    const group = createProgressGroup(stream);
    const displays = [progress, group.add('seed 1')];
    for (const display of displays) {
      display.start(4, 'rounds');
      display.update(1, 'success 0.5');
      display.update(4);
    }
    progress.stop();
    group.stop();
    for (const label of ['rounds', 'seed 1: rounds']) {
      expect(stream.text).toMatch(new RegExp(`${label} [^:]*4/4.*success 0.5`));
    }
  });
});

test('bars fit into narrow terminals', () => {
  for (const columns of [60, 40, 20]) {
    const stream = Object.assign(recorder(true), { columns });
    const group = createProgressGroup(stream);
    for (const display of [createProgress(stream), group.add('seed 12')]) {
      display.start(36_000, 'episodes of practice');
      display.update(18_000, 'success 0.93  labels 123456');
      display.stop();
    }
    group.stop();
    const drawn = stream.text
      .split('\u001b')
      .flatMap((part) => part.replace(/^\[\??[\d;]*\w/, '').split(/[\r\n]/));
    expect(Math.max(...drawn.map((line) => line.length))).toBeLessThan(columns);
    expect(stream.text).toContain(columns < 60 ? 'episodes' : '18000/36000');
  }
});

describe('seldomUpdated', () => {
  afterEach(() => void vi.useRealTimers());

  test('passes on every tenth at once, and others ten times a second', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const heard: unknown[] = [];
    const progress = seldomUpdated({
      start: (...values) => heard.push(values),
      update: (...values) => heard.push(values),
      stop: () => heard.push('stop'),
    });
    progress.start(20, 'episodes');
    for (let completed = 1; completed <= 3; completed++) progress.update(completed, `note ${completed}`);
    vi.advanceTimersByTime(100);
    for (let completed = 3; completed <= 5; completed++) progress.update(completed);
    progress.stop();
    const updates = [
      [2, 'note 2'],
      [3, undefined],
      [4, undefined],
    ];
    expect(heard).toEqual([[20, 'episodes'], ...updates, 'stop']);
  });
});

describe('createLogger', () => {
  test('writes JSON Lines where there is no terminal, from its level on', () => {
    const stream = recorder(false);
    const logger = createLogger('info', stream);
    logger.debug({}, 'hidden');
    logger.warn({ seed: 3 }, 'seen');
    const lines = stream.text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 40, msg: 'seen', seed: 3 }]);
  });

  test('writes readable lines on a terminal, over a progress bar', () => {
    const stream = recorder(true);
    createLogger('debug', stream).debug({ seed: 3 }, 'seen');
    expect(stream.text).toMatch(/^\r.*DEBUG.*seen/);
    expect(stream.text).toContain('seed');
    expect(() => JSON.parse(stream.text)).toThrow();
  });
});

describe('listenForInterrupt', () => {
  afterEach(() => vi.restoreAllMocks());

  test('asks to stop at the first signal and ends the process at the second', () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    const interrupt = listenForInterrupt();
    expect(interrupt.signal.aborted).toBe(false);
    process.emit('SIGINT');
    expect(interrupt.signal.aborted).toBe(true);
    expect(exit).not.toHaveBeenCalled();
    process.emit('SIGHUP');
    expect(exit).toHaveBeenCalledWith(130);
    interrupt.dispose();
  });

  test('gives the signals back', () => {
    const before = process.listenerCount('SIGINT');
    const interrupt = listenForInterrupt();
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    interrupt.dispose();
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});
