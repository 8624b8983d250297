import { ResetNeeded } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { handwritingAdapter as adapter } from '../../../envs/handwriting/adapter.ts';
import { Handwriting, type HandwritingSettings } from '../../../envs/handwriting/handwriting.ts';
import type { HandwritingInfo } from '../../../envs/handwriting/types.ts';
import { parseConfig } from '../../../src/config/config.ts';
import { svgToRgb } from '../../../src/figures/svg-to-image.ts';
import { Task } from '../../../src/task/task.ts';

/** A bar, a dash and a dot. */
const glyphs = {
  '|': [
    [
      [0, 0],
      [0, 1],
    ],
  ],
  '-': [
    [
      [0, 0.5],
      [1, 0.5],
    ],
  ],
  '.': [[[0, 0]]],
} as const;
const ownLetters = { glyphs: JSON.parse(JSON.stringify(glyphs)) } as HandwritingSettings;

const lift = Float64Array.of(0, 0.5, 0, 0);
const end = Float64Array.of(0, 0.5, 0, 1);

/** Writes words as the expert does, with its own actions changed; the last info. */
function write(
  words: readonly string[],
  settings: HandwritingSettings,
  change = (action: Float64Array) => action,
) {
  const options = parseConfig(adapter.options, {}, 'test');
  const env = new Handwriting({ endThreshold: 1, ...settings });
  const scribe = adapter.makeExpert(env, options);
  const [, first] = env.reset({ options: { words } });
  let info = first as HandwritingInfo;
  let reward = 0;
  while (!info.finished) {
    const step = env.step(change(scribe.action(scribe.subtask())));
    info = step[4] as HandwritingInfo;
    reward += step[1];
  }
  return { env, info, reward };
}

describe('Handwriting', () => {
  it('has an expert that writes every letter and digit of the font so that it is read as itself', () => {
    for (const alphabet of ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789']) {
      const { info, reward } = write([alphabet], { alphabet });
      expect(info.written.map(({ readAs }) => readAs).join('')).toBe(alphabet);
      expect(reward).toBe(alphabet.length);
      expect(info.rightInARow).toBe(alphabet.length);
    }
  });

  it('has an expert that comes nearer to the top of an h the slower it moves the lifted pen', () => {
    const [fast, slow] = ['20 ms', '60 ms'].map((travelTime) => {
      const options = parseConfig(adapter.options, { expert: { travelTime } }, 'test');
      const env = new Handwriting({ endThreshold: 1 });
      const scribe = adapter.makeExpert(env, options);
      env.reset({ options: { words: ['h'] } });
      const ink: number[] = [];
      for (let finished = false; !finished; ) {
        const info = env.step(scribe.action(scribe.subtask()))[4] as HandwritingInfo;
        if (info.pen[2]) ink.push(info.pen[1]);
        finished = info.finished;
      }
      return Math.max(...ink);
    });
    // The stroke begins at 1.5.
    expect(fast).toBeLessThan(1.36);
    expect(slow).toBeGreaterThan(1.4);
    expect(slow).toBeLessThan(1.5);
  });

  it('reads the ink: other letters, letters too far off, and nothing at all are wrong', () => {
    const asDash = write(['|'], ownLetters, (action) => action.with(0, action[1]!).with(1, 0.5));
    expect(asDash.info.written).toMatchObject([{ letter: '|', readAs: '-', isRight: false }]);
    const aside = write(['|'], ownLetters, (action) => action.with(0, action[0]! + 0.3));
    expect(aside.info.written).toMatchObject([{ readAs: '|', isRight: false }]);
    expect(aside.info.written[0]!.distance).toBeCloseTo(0.3, 1);
    const nothing = write(['|'], ownLetters, (action) => action.with(2, 0));
    expect(nothing.info.written).toMatchObject([{ readAs: null, distance: null, isRight: false }]);
    expect(nothing.reward).toBe(0);
  });

  it('counts right letters up to the first wrong one', () => {
    let letters = 0;
    const { info } = write(['||-|'], ownLetters, (action) => {
      const wrong = letters === 2;
      if (action[3] === 1) letters++;
      return wrong ? action.with(2, 0) : action;
    });
    expect(info.written.map(({ isRight }) => isRight)).toEqual([true, true, false, true]);
    expect(info.rightInARow).toBe(2);
    const { achieved } = adapter.resolve!(parseConfig(adapter.options, { env: { longest: 4 } }, 'test'));
    expect(achieved(info)).toEqual([true, true, false, false]);
  });

  it('moves the pen towards the hand with critical damping', () => {
    const env = new Handwriting({ inertiaMs: 10 });
    env.reset({ options: { words: ['a'] } });
    const x = Array.from({ length: 30 }, () => {
      env.step(Float64Array.of(1, 0.5, 0, 0));
      return env.agent[0];
    });
    // v ← v + (1 − x) / 100 − v / 5, x ← x + v
    expect(x[0]).toBeCloseTo(0.01, 12);
    expect(x[1]).toBeCloseTo(0.01 + 0.01 + 0.0099 - 0.002, 12);
    expect(x[29]).toBeGreaterThan(0.75);
    expect(Math.max(...x)).toBeLessThan(1);
  });

  it('ends a letter when the hand says so, or after the limit, and the text with its last letter', () => {
    const env = new Handwriting({ ...ownLetters, letterLimit: 5 });
    env.reset({ options: { words: ['|-', '.'] } });
    expect(env.step(end)[0]).toEqual(Float64Array.of(1, 0, 1, 0, 1));
    const steps = Array.from({ length: 5 }, () => env.step(lift));
    expect(steps.map(([observation]) => observation[4])).toEqual([1, 1, 1, 1, 2]);
    expect(env.slot).toEqual({ letter: 2, word: 1, place: 0, origin: [0, -2.8] });
    const [, , terminated, truncated] = env.step(end);
    expect([terminated, truncated, env.text]).toEqual([true, false, '|- .']);
    expect(() => env.step(end)).toThrow(ResetNeeded);
  });

  it('draws words of one to the longest number of letters, listed words, and all of them', () => {
    const env = new Handwriting({ longest: 3 });
    const lengths = new Set(
      Array.from({ length: 60 }, (_, seed) => (env.reset({ seed })[1] as HandwritingInfo).text.length),
    );
    expect([...lengths].sort()).toEqual([1, 2, 3]);
    const words = ['cab', 'face'];
    const listed = new Handwriting({ text: 'listed-word', words });
    const texts = Array.from({ length: 20 }, (_, seed) => {
      const [observation, info] = listed.reset({ seed });
      expect(words[observation[1]!]).toBe((info as HandwritingInfo).text);
      return (info as HandwritingInfo).text;
    });
    expect(new Set(texts)).toEqual(new Set(words));
    expect(new Handwriting({ text: 'word-list', words }).reset()[1]['text']).toBe('cab face');
    expect(new Handwriting({ text: 'alphabet', ...ownLetters }).reset()[1]['text']).toBe('|-.');
  });

  it('says what is wrong with letters and words', () => {
    expect(() => new Handwriting({ words: ['naïve'] })).toThrow(
      /words\.0: expected letters of abc.*received "ï"/s,
    );
    expect(() => new Handwriting({ alphabet: 'aé' })).toThrow(/alphabet: expected letters and digits/);
    const bad = { a: [[[0, 'x']]] } as never;
    expect(() => new Handwriting({ glyphs: bad })).toThrow(
      /glyphs\.a\[0\]\[0\]\[1\]: expected a finite number/,
    );
    const oneStroke = { a: [[0, 0]] } as never;
    expect(() => new Handwriting({ glyphs: oneStroke })).toThrow(
      /glyphs\.a\[0\]\[0\]: expected a point \[x, y\]; a letter is a list of strokes.*received 0/,
    );
    const inPixels = {
      a: [
        [
          [0, 0],
          [0, 40],
        ],
      ],
    } as never;
    expect(() => new Handwriting({ glyphs: inPixels })).toThrow(
      /glyphs\.a\[0\]\[1\]\[1\]: .*10, received 40/,
    );
    expect(() => new Handwriting({ glyphs: { ab: [[[0, 0]]] } })).toThrow(
      /glyphs\.ab.*to be a single character/s,
    );
    expect(() => new Handwriting({ glyphs: { a: [] } })).toThrow(/glyphs\.a/);
    expect(() => new Handwriting().text).not.toThrow();
    expect(() => new Handwriting().slot).toThrow(ResetNeeded);
  });

  it('draws the page as text and as a picture', () => {
    const { env } = write(['|-'], { ...ownLetters, renderMode: 'ansi' });
    const text = env.render() as string;
    expect(text).toMatch(/^to write: \|-\nread: {5}\|-\n/);
    // A bar two characters wide at most, and a dash.
    expect(text.split('\n').filter((line) => /[⡇⢸⡆⡄]/.test(line)).length).toBeGreaterThan(2);
    const picture = write(['|-'], { ...ownLetters, renderMode: 'rgb_array', renderSize: 200 }).env.render();
    expect(picture).toMatchObject({ width: 200, channels: 3 });
  });
});

describe('the task handwriting', () => {
  it('has a subtask for each letter, and milestones for the letters of a word', () => {
    const given = { env: { alphabet: 'XYZ', longest: 2 } };
    const task = new Task(adapter, parseConfig(adapter.options, given, 'test'));
    expect(task.subtasks.names).toEqual(['X', 'Y', 'Z']);
    expect(task.milestones).toEqual(['letter 1', 'whole text']);
    expect(task.workerEncoder().size).toBe(60);
    expect(task.managerEncoder().size).toBe(3);
  });

  it('shows a manager that spells from memory the word and the place in it', () => {
    const given = { env: { words: ['cab', 'face'] }, encoding: { managerSees: 'word-and-place' } };
    const encoder = adapter.managerEncoder(parseConfig(adapter.options, given, 'test'));
    expect(encoder.labels).toEqual(['cab', 'face', 'letter 1', 'letter 2', 'letter 3', 'letter 4']);
    const units = new Float64Array(6);
    encoder.encode(units, Float64Array.of(0, 1, 2, 0, 0));
    expect([...units]).toEqual([0, 1, 0, 0, 1, 0]);
  });

  it('draws pages that are pictures', () => {
    const given = { env: { longest: 3 } };
    const task = new Task(adapter, parseConfig(adapter.options, given, 'test'));
    const { info } = write(['ab'], {});
    const svg = task.drawEpisodes([{ infos: [info, info], choices: [0], succeeded: true }]);
    expect(svg).toContain('to write: ab · read: ab');
    expect(svgToRgb(svg)).toMatchObject({ width: 876, channels: 3 });
  });
});
