import { adapters } from '../../envs/index.ts';
import { applySettings, type RawConfig } from '../../src/config/config-file.ts';
import type { Variant } from '../harness/imitation.ts';
import { kinds, models } from '../harness/models.ts';
import { settingsOf } from '../harness/settings.ts';

/** A way of learning a level: settings in the form of the command line, `path=value`. */
interface Way {
  readonly name: string;
  readonly settings?: readonly string[];
  /** Settings beneath these. */
  readonly config?: RawConfig;
  readonly untrained?: boolean;
}

/** A level with the ways of learning it beside the recipe. */
interface Level {
  readonly task: string;
  /** The level by its id; absent: the task's own. */
  readonly id?: string;
  /** What agents see beside the task's own views. */
  readonly views?: readonly string[];
  readonly others?: readonly Way[];
}

const recipe: Way = { name: 'recipe' };
/** Searches where repetitions are inhibited. */
const untrained: Way = { name: 'untrained (control)', untrained: true };
const controls: readonly Way[] = [
  { name: 'shuffled subtasks (control)', settings: ['imitation.shuffleSubtasks=true'] },
  untrained,
];
const THREE = 'options.encoding.ofAKind=3';
const without = (view: string): Way & { readonly settings: readonly string[] } => ({
  name: `without ${view}`,
  settings: [`options.encoding.${view}=false`],
});
const comparisons: readonly Way[] = [
  { name: 'repetitions not inhibited', settings: ['agent.repeatInhibition=0'] },
  ...(['linear', 'random-relu', 'perceptron'] as const).map((model) => ({
    name: model,
    config: { agent: kinds.hierarchical(models[model]) },
  })),
  untrained,
];

/** What it is worth to see more of a kind than the nearest, where nothing else tells which one is wanted. */
const ofAKind: readonly Way[] = [
  without('ways'),
  { name: 'without ways, three of a kind', settings: [...without('ways').settings, THREE] },
];

const levels: readonly Level[] = [
  {
    task: 'door-key',
    others: [{ name: '7 × 7 view, more labels', config: settingsOf('minigrid/own-view.yaml') }, ...controls],
  },
  { task: 'unlock-pickup' },
  { task: 'blocked-unlock-pickup' },
  { task: 'key-corridor' },
  { task: 'key-corridor', id: 'MiniGrid-KeyCorridorS6R3-v0', views: ['ways'], others: comparisons },
  { task: 'locked-room', others: ofAKind },
  { task: 'playground', others: ofAKind },
  { task: 'multi-room' },
  { task: 'four-rooms', others: comparisons },
  { task: 'obstructed-maze', others: comparisons },
  {
    task: 'obstructed-maze',
    id: 'MiniGrid-ObstructedMaze-2Dl-v0',
    views: ['hindrances'],
    others: [
      without('hindrances'),
      {
        name: 'without hindrances, three of a kind',
        settings: [...without('hindrances').settings, THREE],
      },
      ...comparisons,
    ],
  },
  { task: 'babyai-go-to' },
  { task: 'babyai-go-to', id: 'BabyAI-GoTo-v0', others: comparisons },
  { task: 'babyai-open' },
  { task: 'babyai-pickup', others: controls },
  { task: 'babyai-put-next' },
  { task: 'babyai-unlock' },
  { task: 'babyai-other', others: comparisons },
  { task: 'babyai-synth', id: 'BabyAI-Synth-v0', others: [without('hindrances'), ...comparisons] },
  {
    task: 'babyai-synth',
    id: 'BabyAI-BossLevel-v0',
    others: [without('hindrances'), without('memory'), ...comparisons],
  },
];

/** Every level with every way of learning it; the names of levels other than a task's own begin with the level. */
export const variants: readonly Variant[] = levels.flatMap(({ task, id, views = [], others = [] }) => {
  const level = id === undefined ? [] : [`options.env.id=${id}`];
  const prefix = id === undefined ? '' : `${id.replace(/^\w+-|-v0$/g, '')}, `;
  const seen = views.map((view) => `options.encoding.${view}=true`);
  return [recipe, ...others].map(({ name, settings = [], config = {}, untrained = false }) => ({
    task,
    name: `${prefix}${name}`,
    config: applySettings(config, [...level, ...seen, ...settings]),
    layouts: ['random'],
    untrained,
  }));
});

/** What agents see that they could work out from the rest, by name. */
export function handedOver({ task, config }: Variant): readonly string[] {
  const { options } = adapters.find(({ name }) => name === task)!;
  const { encoding } = options.parse(config['options'] ?? {}) as { encoding: Record<string, unknown> };
  return encoding['view'] === 'egocentric'
    ? []
    : ['ways', 'hindrances', 'memory'].filter((view) => encoding[view] === true);
}
