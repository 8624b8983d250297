import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cubicSchedule,
  InvalidWrapper,
  logger,
  RecordVideo,
  type RecordVideoSettings,
  RenderCollection,
  type RgbFrame,
} from '../../src/index.ts';
import { Counter } from '../toys.ts';

describe('RenderCollection', () => {
  it('returns the frames since the last render or reset', () => {
    const env = new RenderCollection(new Counter({ renderMode: 'ansi' }));
    expect(env.renderMode).toBe('ansi_list');
    expect(env.metadata.renderModes).toEqual(['ansi', 'rgb_array', 'ansi_list']);
    env.reset();
    env.step(0);
    expect(env.render()).toEqual(['0', '1']);
    expect(env.render()).toEqual([]);
    env.step(0);
    env.reset();
    expect(env.render()).toEqual(['0']);
  });

  it('keeps them if it is told to', () => {
    const env = new RenderCollection(new Counter({ renderMode: 'ansi' }), {
      popFrames: false,
      resetClean: false,
    });
    env.reset();
    env.step(0);
    env.reset();
    expect(env.render()).toEqual(['0', '1', '0']);
    expect(env.render()).toEqual(['0', '1', '0']);
    env.close();
    expect(env.render()).toEqual([]);
  });

  it('wants an environment that draws single frames', () => {
    expect(() => new RenderCollection(new Counter())).toThrow(InvalidWrapper);
    const listing = new RenderCollection(new Counter({ renderMode: 'ansi' }));
    expect(() => new RenderCollection(listing)).toThrow(/'ansi_list'/);
  });
});

describe('RecordVideo', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'record-')), 'videos');
    vi.spyOn(logger, 'warn').mockImplementation(() => {});
  });
  afterEach(() => {
    rmSync(join(folder, '..'), { recursive: true });
    vi.restoreAllMocks();
  });

  const record = (settings: Partial<RecordVideoSettings>) =>
    new RecordVideo(new Counter({ renderMode: 'rgb_array' }), { videoFolder: folder, ...settings });
  const steps = (env: RecordVideo<Float64Array, number>, count: number) => {
    for (let i = 0; i < count; i++) env.step(0);
  };

  it('writes a GIF for each chosen episode', () => {
    const env = record({ episodeTrigger: (episode) => episode !== 1, fps: 20 });
    for (const length of [2, 3, 1]) {
      env.reset();
      steps(env, length);
    }
    env.close();
    expect(readdirSync(folder)).toEqual(['rl-video-episode-0.gif', 'rl-video-episode-2.gif']);
    const { width, height, delays } = readGif(join(folder, 'rl-video-episode-0.gif'));
    // The first observation and two steps, each 50 ms.
    expect([width, height, delays]).toEqual([4, 2, [5, 5, 5]]);
  });

  it('writes a folder of PNG pictures, equal to what was rendered', () => {
    const env = record({ format: 'png', episodeTrigger: () => true, namePrefix: 'walk' });
    env.reset();
    steps(env, 2);
    const { data } = env.render() as RgbFrame;
    env.close();
    const pictures = join(folder, 'walk-episode-0');
    expect(readdirSync(pictures)).toEqual(['frame-000000.png', 'frame-000001.png', 'frame-000002.png']);
    const last = decode(readFileSync(join(pictures, 'frame-000002.png')));
    expect([last.width, last.height, last.channels]).toEqual([4, 2, 3]);
    expect(Uint8Array.from(last.data)).toEqual(data);
  });

  it('records a number of steps, over the end of an episode', () => {
    const env = record({ format: 'png', stepTrigger: (step) => step === 1, videoLength: 3 });
    env.reset();
    steps(env, 3);
    expect(env.recording).toBe(true);
    env.reset();
    steps(env, 3);
    expect(env.recording).toBe(false);
    env.close();
    expect(readdirSync(join(folder, 'rl-video-step-1'))).toHaveLength(4);
  });

  it('leaves a collection of frames to its reader', () => {
    const collection = new RenderCollection(new Counter({ renderMode: 'rgb_array' }));
    const env = new RecordVideo(collection, {
      videoFolder: folder,
      format: 'png',
      episodeTrigger: () => true,
    });
    env.reset();
    env.step(0);
    const frames = env.render() as RgbFrame[];
    expect(frames.map((frame) => frame.data[0])).toEqual([0, 1]);
    env.close();
    expect(readdirSync(join(folder, 'rl-video-episode-0'))).toHaveLength(2);
  });

  it('warns of a folder that exists, and wants pictures', () => {
    record({}).close();
    record({}).close();
    expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining('exists already'));
    expect(() => new RecordVideo(new Counter({ renderMode: 'ansi' }), { videoFolder: folder })).toThrow(
      /expected the render mode 'rgb_array', received 'ansi'/,
    );
    expect(existsSync(join(folder, 'rl-video-episode-0.gif'))).toBe(false);
  });

  it('by default records the cubes, then every thousandth episode', () => {
    const chosen = Array.from({ length: 3001 }, (_, i) => i).filter(cubicSchedule);
    expect(chosen).toEqual([0, 1, 8, 27, 64, 125, 216, 343, 512, 729, 1000, 2000, 3000]);
  });
});

/** Size, and the delay of each frame in hundredths of a second, from the blocks of a GIF. */
function readGif(path: string): { width: number; height: number; delays: number[] } {
  const bytes = readFileSync(path);
  expect(bytes.subarray(0, 6).toString()).toBe('GIF89a');
  expect(bytes.at(-1)).toBe(0x3b);
  const delays: number[] = [];
  for (let i = 0; i + 8 <= bytes.length; i++) {
    // A graphic control extension: 21 f9 04, flags, delay, transparent colour, 00.
    if (bytes[i] === 0x21 && bytes[i + 1] === 0xf9 && bytes[i + 2] === 4 && bytes[i + 7] === 0) {
      delays.push(bytes.readUInt16LE(i + 4));
    }
  }
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), delays };
}
