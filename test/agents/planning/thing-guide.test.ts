import { describe, expect, test } from 'vitest';
import { Learner } from '../../../agents/learner.ts';
import { placeGraph } from '../../../agents/planning/place-graph.ts';
import { ThingGuide } from '../../../agents/planning/thing-guide.ts';
import { WaveFieldModel } from '../../../agents/planning/wave-field-model.ts';
import { imitationTrainable } from '../../../agents/trainable/trainable.ts';
import { adapters } from '../../../envs/index.ts';
import { generatorOf } from '../../../experiments/planner/riddles.ts';
import { parseConfig } from '../../../src/config/config.ts';

/** Four places in a row; way 0 leads left, way 1 right. The cup stands at place 3, and may be gone; place 2 may be shut. */
interface Seen {
  readonly at: number;
  readonly shut?: boolean;
  readonly gone?: boolean;
  /** Whether the agent looks to the left, so that left is ahead. */
  readonly turned?: boolean;
}
const map = {
  places: 4,
  ways: 2,
  things: ['cup'],
  sides: ['ahead', 'behind'],
  neighbour: (place: number, way: number) =>
    [place === 0 ? null : place - 1, place === 3 ? null : place + 1][way]!,
  place: ({ at }: Seen) => at,
  open: ({ shut = false }: Seen) => Uint8Array.of(1, 1, shut ? 0 : 1, 1),
  goals: ({ gone = false }: Seen) => (gone ? [] : [3]),
  side: ({ turned = false }: Seen, way: number) => (turned ? way : 1 - way),
};
const graph = placeGraph(map.places, map.ways, map.neighbour);

function guideOf(couplings: 'learned' | 'wired') {
  const model = new WaveFieldModel(graph, { kind: 'burst-wave', couplings, members: 4 }, generatorOf(1));
  const learner = new Learner('guide', model);
  const guide = new ThingGuide<Seen>(learner, graph, map);
  const nothing = { size: 0, labels: [], encode: () => {} };
  const { labels, size, encode } = guide.beside(nothing);
  const told = (seen: Seen) => {
    const units = new Float64Array(size);
    encode(units, seen);
    return labels.filter((_, k) => units[k]! > 0.5);
  };
  guide.reset();
  return { guide, learner, told };
}

describe('a guide to things', () => {
  test('tells on which side the way lies, what is in reach, and where no wave arrives', () => {
    const { told } = guideOf('wired');
    expect(told({ at: 0 })).toEqual(['wave from cup ahead']);
    expect(told({ at: 2, turned: true })).toEqual(['wave from cup behind']);
    expect(told({ at: 3 })).toEqual(['cup in reach']);
    expect(told({ at: 0, shut: true })).toEqual(['no wave from cup']);
    expect(told({ at: 0, gone: true })).toEqual(['no wave from cup']);
  });

  test('lets a wave run only where it starts from something else than the one before', () => {
    const { learner, told } = guideOf('wired');
    told({ at: 0 });
    const once = learner.steps;
    told({ at: 1 });
    expect(learner.steps).toBe(once);
    told({ at: 1, shut: true });
    expect(learner.steps).toBeGreaterThan(once);
  });

  test('knows no way before lessons, and afterwards the ways that they showed', () => {
    const { guide, learner, told } = guideOf('learned');
    expect(told({ at: 0 })).toEqual(['no wave from cup']);
    for (let lesson = 0; lesson < 4; lesson++) {
      guide.reset();
      for (const at of [0, 1, 2, 3]) {
        told({ at });
        guide.learn();
      }
      learner.settle();
    }
    guide.reset();
    expect(told({ at: 0 })).toEqual(['wave from cup ahead']);
  });

  test('takes the place where an episode begins for no way from where the last one ended', () => {
    const { guide, learner, told } = guideOf('learned');
    told({ at: 1 });
    guide.learn();
    guide.reset();
    told({ at: 2 });
    guide.learn();
    learner.settle();
    expect([...learner.model.arrays().learned[0]!.data].every((weight) => weight === 0)).toBe(true);
  });

  test('learns nothing where nobody teaches', () => {
    const { guide, learner, told } = guideOf('learned');
    for (const at of [0, 1, 2, 3]) told({ at });
    learner.settle();
    guide.reset();
    expect(told({ at: 0 })).toEqual(['no wave from cup']);
  });
});

test('a guide is refused where agents do not see places and things', () => {
  const begin = (name: string, options: object) => {
    const task = imitationTrainable(adapters.find((adapter) => adapter.name === name)!);
    const config = parseConfig(
      task.schema,
      { options, agent: { guide: { kind: 'burst-wave' } } },
      'settings',
    );
    return () => task.begin(config);
  };
  expect(begin('rooms-maze', {})).toThrow(/agent\.guide: expected no guide: agents of rooms-maze/);
  expect(begin('empty', { encoding: { view: 'egocentric' } })).toThrow(/agent\.guide: expected no guide/);
  expect(begin('empty', {})).not.toThrow();
});

test('an agent with a guide learns couplings from lessons, and its checkpoint holds them', () => {
  const task = imitationTrainable(adapters.find(({ name }) => name === 'multi-room')!);
  const settings = {
    options: { env: { id: 'MiniGrid-MultiRoom-N2-S4-v0' } },
    agent: { guide: { kind: 'burst-wave', members: 1 } },
    imitation: { demonstrations: 3, rounds: 0 },
  };
  const begin = () => task.begin(parseConfig(task.schema, settings, 'settings'));
  const session = begin();
  const couplingsOf = ({ models }: ReturnType<typeof begin>) =>
    models.find(({ name }) => name === 'guide')!.model.arrays().learned[0]!.data;
  expect(couplingsOf(session).some((weight) => weight !== 0)).toBe(false);
  while (session.completed < session.total) session.advance();
  expect(couplingsOf(session).some((weight) => weight > 0)).toBe(true);
  const again = begin();
  again.restore(session.checkpoint());
  expect(couplingsOf(again)).toEqual(couplingsOf(session));
});
