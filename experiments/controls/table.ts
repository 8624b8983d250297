import type { RawConfig } from '../../src/config/config-file.ts';
import { byName } from '../../src/run/cells/cell.ts';
import { rangesOf } from '../../src/run/start-run.ts';
import { formatEstimate } from '../../src/statistics/proportions.ts';
import { defineExperiment } from '../harness/experiment.ts';
import {
  imitationCells,
  successOf,
  summarise,
  trainAndEvaluate,
  type Variant,
} from '../harness/imitation.ts';
import { settingsOf } from '../harness/settings.ts';

/** A task in a way of learning, whatever the model. */
interface Row {
  readonly title: string;
  readonly task: string;
  readonly layout: string;
  readonly config: RawConfig;
  /** One learner without subtasks in place of manager and workers. */
  readonly flat: boolean;
}

const models = ['burst', 'linear', 'random-relu', 'perceptron'] as const;

/** Settings of a model beside its defaults: ten passes over all labels after every round are enough. */
const settings: Readonly<Record<string, RawConfig>> = { perceptron: { passes: 10 } };

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
function variantOf({ title, task, layout, config, flat }: Row, model: string): Variant {
  const network = { model, ...settings[model] };
  const { manager = {} } = (config['agent'] ?? {}) as { readonly manager?: RawConfig };
  const agent = flat ? { kind: 'flat', network } : { manager: { ...manager, network }, workers: { network } };
  return { task, name: `${title}, ${model}`, config: { ...config, agent }, layouts: [layout] };
}

/**
 * What neurons contribute: every task learned on the same demonstrations and rounds by burst neurons and by controls without
 * them, of which `linear` is a regression on the encoder's units.
 */
export default defineExperiment({
  script: 'table:controls',
  description: 'success by task and model: burst neurons beside models without neurons',
  defaults: { seeds: '1-3', episodes: 200 },
  cells: (extent) =>
    imitationCells(
      rows.flatMap((row) => models.map((model) => variantOf(row, model))),
      extent,
    ),
  measure: trainAndEvaluate,
  render: (measured, { seeds, episodes }) => {
    const summaries = new Map(
      byName(measured)
        .flatMap(summarise)
        .map((summary) => [summary.name, { ...summary, success: successOf(summary) }]),
    );
    const found = rows.flatMap((row) => {
      const outcomes = models.map((model) => summaries.get(variantOf(row, model).name));
      return outcomes.some((outcome) => outcome !== undefined) ? [{ row, outcomes }] : [];
    });
    return {
      title:
        `Success by task and model, seeds ${rangesOf(seeds)} × ${episodes} fresh layouts; ` +
        '95 % Wilson intervals; most labels of a seed',
      table: {
        head: ['task', ...models],
        rows: found.map(({ row, outcomes }) => [
          row.title,
          ...outcomes.map((outcome) =>
            outcome ? `${formatEstimate(outcome.success)}\n${outcome.mostLabels} labels` : '–',
          ),
        ]),
      },
      data: {
        seeds,
        episodes,
        rows: found.map(({ row, outcomes }) => ({
          name: row.title,
          task: row.task,
          models: Object.fromEntries(models.map((model, k) => [model, outcomes[k]])),
        })),
      },
    };
  },
});
