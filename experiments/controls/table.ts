import type { RawConfig } from '../../src/config/config-file.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { columns } from '../harness/columns.ts';
import { successOf, type Variant } from '../harness/imitation.ts';
import { type ByModel, imitationTable, modelColumns, rowsByModel } from '../harness/imitation-table.ts';
import { models } from '../harness/models.ts';
import { settingsOf } from '../harness/settings.ts';

type Model = keyof typeof models;

const names = Object.keys(models) as Model[];

/** A task in a way of learning, whatever the model. */
interface Row {
  readonly title: string;
  readonly task: string;
  readonly layout: string;
  readonly config: RawConfig;
  /** One learner without subtasks in place of manager and workers. */
  readonly flat: boolean;
}

const rows: readonly Row[] = [
  row('Button & Food', 'button-food'),
  row('RoomsMaze, wave', 'rooms-maze', settingsOf('rooms-maze/environments-plan.yaml')),
  row('RoomsMaze, raw map', 'rooms-maze', { options: { encoding: { guide: 'map' } } }),
  row('DoorKey', 'door-key'),
  row('DoorKey, 7 × 7 view', 'door-key', settingsOf('minigrid/own-view.yaml')),
  row('Craft', 'craft'),
  row('KeyCorridor S3R1', 'key-corridor'),
  row('FourRooms', 'four-rooms'),
  row('ActionObjDoor', 'babyai-other'),
  row('ObstructedMaze 1Dlhb', 'obstructed-maze'),
  row('Button & Food, no flag', 'button-food', {
    options: { encoding: { pressedFlag: false } },
    agent: { manager: { memory: 'none' } },
  }),
  row('Button & Food, no flag, efference copy', 'button-food', settingsOf('button-food/efference-copy.yaml')),
  { ...row('Button & Food, flat', 'button-food'), flat: true },
  { ...row('RoomsMaze, flat', 'rooms-maze', settingsOf('rooms-maze/environments-plan.yaml')), flat: true },
  { ...row('DoorKey, flat', 'door-key'), flat: true },
];

function row(title: string, task: string, config: RawConfig = {}): Row {
  const layout = task === 'button-food' ? 'standard' : 'random';
  return { title, task, layout, config, flat: false };
}

/** A row's task learned by a model. */
function variantOf({ title, task, layout, config, flat }: Row, model: Model): Variant {
  const network = models[model];
  const { manager = {} } = (config['agent'] ?? {}) as { readonly manager?: RawConfig };
  const agent = flat ? { kind: 'flat', network } : { manager: { ...manager, network }, workers: { network } };
  return { task, name: `${title}, ${model}`, config: { ...config, agent }, layouts: [layout] };
}

/**
 * What neurons contribute: every task learned on the same demonstrations and rounds by burst neurons and by controls without
 * them, of which `linear` is a regression on the encoder's units.
 */
export default imitationTable<Row & ByModel>({
  script: 'table:controls',
  description: 'success by task and model: burst neurons beside models without neurons',
  defaults: { seeds: '1-3', episodes: 200 },
  subject: 'Success by task and model',
  notes: () => ['most labels of a seed'],
  variants: rows.flatMap((row) => names.map((model) => variantOf(row, model))),
  rows: (summaries) => rowsByModel(summaries, rows, names, variantOf),
  columns: {
    task: ({ title }) => title,
    ...modelColumns(
      names,
      (summary) => `${formatEstimate(successOf(summary))}\n${columns.labels(summary)} labels`,
    ),
  },
});
