import { describe, expect, it } from 'vitest';
import {
  ClipReward,
  DelayObservation,
  FilterObservation,
  FrameStackObservation,
  InvalidWrapper,
  NormalizeObservation,
  NormalizeReward,
  RecordEpisodeStatistics,
  RecordVideo,
  RescaleAction,
  RescaleObservation,
  StickyAction,
  SyncVectorEnv,
  TimeLimit,
  TransformAction,
  TransformObservation,
  TransformReward,
  VectorRecordEpisodeStatistics,
} from '../../src/index.ts';
import { Counter, Echo, Walk } from '../toys.ts';

/** What a program without types might pass. */
// biome-ignore lint/suspicious/noExplicitAny: it stands for every type
type Anything = any;

const func = (value: Anything) => value;
const drawing = () => new Counter({ renderMode: 'rgb_array' });
const vector = () => new SyncVectorEnv([() => new Counter()]);

const wrap: Record<string, (settings: Anything) => unknown> = {
  ClipReward: (settings) => new ClipReward(new Counter(), settings),
  DelayObservation: (settings) => new DelayObservation(new Counter(), settings),
  FilterObservation: (settings) => new FilterObservation(new Echo(), settings),
  FrameStackObservation: (settings) => new FrameStackObservation(new Counter(), settings),
  RecordVideo: (settings) => new RecordVideo(drawing(), settings),
  RescaleAction: (settings) => new RescaleAction(new Echo(), settings),
  RescaleObservation: (settings) => new RescaleObservation(new Walk(), settings),
  StickyAction: (settings) => new StickyAction(new Counter(), settings),
  TimeLimit: (settings) => new TimeLimit(new Counter(), settings),
  TransformAction: (settings) => new TransformAction(new Counter(), settings),
  TransformObservation: (settings) => new TransformObservation(new Counter(), settings),
  TransformReward: (settings) => new TransformReward(new Counter(), settings),
  NormalizeObservation: (settings) => new NormalizeObservation(new Walk(), settings),
  NormalizeReward: (settings) => new NormalizeReward(new Walk(), settings),
  RecordEpisodeStatistics: (settings) => new RecordEpisodeStatistics(new Walk(), settings),
  VectorRecordEpisodeStatistics: (settings) => new VectorRecordEpisodeStatistics(vector(), settings),
};
const needed = Object.keys(wrap).slice(0, 12);

describe('settings of wrappers', () => {
  it.each(needed)('%s: none, null or something else are refused', (name) => {
    for (const settings of [undefined, null, 3, 'abc', {}]) {
      expect(() => wrap[name]!(settings), String(settings)).toThrow(InvalidWrapper);
      expect(() => wrap[name]!(settings), String(settings)).toThrow(new RegExp(`^${name}`));
    }
  });

  it.each<[string, object]>([
    ['ClipReward', { minReward: null, maxReward: null }],
    ['ClipReward', { minReward: undefined }],
    ['ClipReward', { minReward: Number.NaN }],
    ['ClipReward', { minReward: '1' }],
    ['DelayObservation', { delay: '1' }],
    ['FilterObservation', { filterKeys: 1 }],
    ['FilterObservation', { filterKeys: 'position' }],
    ['FilterObservation', { filterKeys: null }],
    ['FilterObservation', { filterKeys: [null] }],
    ['FrameStackObservation', { stackSize: 1.5 }],
    ['RecordVideo', { videoFolder: 3 }],
    ['RecordVideo', { videoFolder: '/nowhere', format: 'mp4' }],
    ['RecordVideo', { videoFolder: '/nowhere', fps: 0 }],
    ['RecordVideo', { videoFolder: '/nowhere', videoLength: -1 }],
    ['RescaleAction', { minAction: 'a', maxAction: 1 }],
    ['RescaleAction', { minAction: -1, maxAction: null }],
    ['RescaleAction', { minAction: Number.NaN, maxAction: 1 }],
    ['RescaleObservation', { minObs: [0, 1, 2, 3, 4], maxObs: 1 }],
    ['StickyAction', { repeatActionProbability: 0.5, repeatActionDuration: null }],
    ['StickyAction', { repeatActionProbability: 0.5, repeatActionDuration: 'ab' }],
    ['StickyAction', { repeatActionProbability: 0.5, repeatActionDuration: [1, 2, 3] }],
    ['StickyAction', { repeatActionProbability: '0.5' }],
    ['TimeLimit', { maxEpisodeSteps: null }],
    ['TransformAction', { func, actionSpace: 3 }],
    ['TransformObservation', { func, observationSpace: {} }],
    ['TransformReward', { func: 'x' }],
    ['NormalizeObservation', { epsilon: 'x' }],
    ['NormalizeReward', { gamma: null }],
    ['RecordEpisodeStatistics', { bufferLength: -1 }],
    ['RecordEpisodeStatistics', { bufferLength: 'x' }],
    ['VectorRecordEpisodeStatistics', { bufferLength: 1.5 }],
  ])('%s refuses %o', (name, settings) => {
    expect(() => wrap[name]!(settings)).toThrow(InvalidWrapper);
    expect(() => wrap[name]!(settings)).toThrow(new RegExp(`^${name}`));
  });

  it('null stands for the bound that is not given', () => {
    const env = new ClipReward(new Counter({ step: 5 }), { minReward: null, maxReward: 3 });
    env.reset({ seed: null });
    expect(env.step(0)[1]).toBe(3);
  });
});
