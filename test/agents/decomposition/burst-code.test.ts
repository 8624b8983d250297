import { npRandom } from 'gymnasium-js';
import { describe, expect, test } from 'vitest';
import { createAgent } from '../../../agents/create-agent.ts';
import { subtaskCodes } from '../../../agents/decomposition/burst-code/burst-code.ts';
import { crossDecode } from '../../../agents/decomposition/burst-code/decode.ts';
import { type BinnedActivity, recordBins } from '../../../agents/decomposition/burst-code/record.ts';
import { recordActivity } from '../../../agents/evaluation/record-activity.ts';
import { imitationRunSchema } from '../../../agents/trainable/schema.ts';
import { buttonFoodAdapter } from '../../../envs/navigation/button-food/adapter.ts';
import { parseConfig } from '../../../src/config/config.ts';
import { Task } from '../../../src/task/task.ts';

const rowsOf = (rows: readonly (readonly number[])[]) => ({
  columns: rows[0]!.length,
  values: Float32Array.from(rows.flat()),
});

/** Bins of two neurons: the first is active in subtask 0, the second in subtask 1. */
const bins = (subtasks: readonly number[], bursts: readonly (readonly number[])[]): BinnedActivity => ({
  name: 'net',
  subtasks: Int32Array.from(subtasks),
  episodes: Int32Array.from(subtasks, (_, bin) => Math.floor(bin / 4)),
  places: Int32Array.from(subtasks, (_, bin) => bin % 4),
  binMs: 20,
  stepMs: 1,
  signals: { bursts: rowsOf(bursts) },
});

describe('the code of subtasks', () => {
  const subtasks = [0, 0, 1, 1, 0, 0, 1, 1];
  const own = subtasks.map((subtask) => (subtask === 0 ? [2, 0, 0] : [0, 2, 0]));

  test('of an assembly each: no overlap, full selectivity, decoded without error', () => {
    const [code] = subtaskCodes([bins(subtasks, own)]);
    expect(code!.decodability).toEqual([{ signal: 'bursts', accuracy: 1, chance: 0.5, leadMs: 0 }]);
    const { overlap, selectivity, active, sparsity } = code!.assemblies!;
    expect(overlap).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect([selectivity, active]).toEqual([1, 2 / 3]);
    // One of three neurons alone is active.
    expect(sparsity).toBeCloseTo(1, 12);
  });

  test('comes with rates: spikes a step, Hz, and the share in bursts', () => {
    const spikes = rowsOf(own.map((row) => row.map((count) => 2 * count)));
    const [code] = subtaskCodes([
      { ...bins(subtasks, own), stepMs: 10, signals: { bursts: rowsOf(own), spikes } },
    ]);
    // Four spikes in each bin of 20 ms or two steps, of three neurons.
    expect(code!.rates).toEqual({
      spikesPerStep: 2,
      rateHz: expect.closeTo(4 / 3 / 0.02, 9),
      burstShare: 0.5,
    });
    expect(code!.units).toBe(3);
    expect(subtaskCodes([bins(subtasks, own)])[0]!.rates).toBeNull();
  });

  test('that changes a bin before the subtask leads by one bin', () => {
    const early = own.map((row, bin) => (bin % 4 === 1 ? [0, 2, 0] : row));
    const many = Array.from({ length: 5 }, () => subtasks).flat();
    const [code] = subtaskCodes([bins(many, Array.from({ length: 5 }, () => early).flat())]);
    expect(code!.decodability[0]!.leadMs).toBe(20);
  });

  test('does not lead over bins in which the network did not run', () => {
    const early = own.map((row, bin) => (bin % 4 === 1 ? [0, 2, 0] : row));
    const many = Array.from({ length: 5 }, () => subtasks).flat();
    const activity = bins(many, Array.from({ length: 5 }, () => early).flat());
    const apart = { ...activity, places: activity.places.map((place) => 2 * place) };
    expect(subtaskCodes([apart])[0]!.decodability[0]!.leadMs).toBeNull();
  });

  test('takes sparsity from the subtasks in which any neuron is active', () => {
    const [code] = subtaskCodes([
      bins(
        subtasks,
        subtasks.map((subtask) => (subtask === 0 ? [2, 0, 0] : [0, 0, 0])),
      ),
    ]);
    expect(code!.assemblies!.sparsity).toBeCloseTo(1, 12);
  });

  test('is decoded from other episodes, whatever their numbers are', () => {
    const labels = Int32Array.from([...subtasks, ...subtasks]);
    const rows = rowsOf([...own, ...own]);
    // Multiples of the number of folds, as where episodes in between were too short for a bin.
    const episodes = Int32Array.from(labels, (_, bin) => 5 * Math.floor(bin / 4));
    expect(crossDecode(rows, labels, episodes)!.balancedAccuracy).toBe(1);
  });

  test('of the same neurons in all subtasks: full overlap, no selectivity', () => {
    const same = bins(
      subtasks,
      subtasks.map(() => [1, 1, 1]),
    );
    const { overlap, selectivity, sparsity } = subtaskCodes([same])[0]!.assemblies!;
    expect(overlap[0]![1]).toBeCloseTo(1, 12);
    expect([selectivity, sparsity]).toEqual([0, 0]);
  });

  test('is silent about one subtask', () => {
    const [code] = subtaskCodes([bins([0, 0, 0, 0, 0, 0, 0, 0], own)]);
    expect(code).toMatchObject({ decodability: [], assemblies: null });
  });

  test('is not decoded from noise', () => {
    const [generator] = npRandom(1);
    const rows = Array.from({ length: 400 }, () =>
      Array.from({ length: 30 }, () => generator.standardNormal()),
    );
    const labels = Int32Array.from(rows, () => Number(generator.random() < 0.8));
    const episodes = Int32Array.from(rows, (_, row) => Math.floor(row / 10));
    const decoded = crossDecode(rowsOf(rows), labels, episodes)!;
    expect(Math.abs(decoded.balancedAccuracy - 0.5)).toBeLessThan(0.12);
  });
});

describe('recorded bins', () => {
  const config = parseConfig(imitationRunSchema(buttonFoodAdapter), { seed: 3 }, 'test');
  const task = new Task(buttonFoodAdapter, config.options);
  const maker = () => createAgent(task, config.agent, 3);

  test('count the spikes that a recorder lists', () => {
    const options = { seed: 5, layout: 'standard' };
    const agent = maker();
    const { populations } = recordActivity(task, agent, { ...options, episode: 0 });
    const recorded = recordBins(task, agent, { ...options, episodes: 1, binMs: 20 });
    populations.forEach(({ name, spikes, burstSpikes, size }) => {
      const { signals, subtasks, binMs } = recorded.find((activity) => activity.name === name)!;
      const until = subtasks.length * binMs;
      const counted = ({ values }: { values: Float32Array }, neuron: number) =>
        Array.from(subtasks, (_, bin) => values[bin * size + neuron]!).reduce((sum, count) => sum + count, 0);
      const listed = (times: readonly number[]) => times.filter((time) => time < until).length;
      const neurons = Array.from({ length: size }, (_, neuron) => neuron);
      expect(neurons.map((neuron) => counted(signals.spikes!, neuron))).toEqual(spikes.map(listed));
      expect(neurons.map((neuron) => counted(signals.bursts!, neuron))).toEqual(burstSpikes!.map(listed));
    });
  });

  test('are those in which a network ran: a worker of its own has its subtask’s alone', () => {
    const workers = { network: { model: 'linear' }, networks: 'separate' };
    const settings = { seed: 3, agent: { workers } };
    const own = parseConfig(imitationRunSchema(buttonFoodAdapter), settings, 'test');
    const agent = createAgent(task, own.agent, 3);
    const turns = {
      ...agent,
      learners: agent.learners,
      reset: (plastic?: boolean) => {
        steps = 0;
        agent.reset(plastic);
      },
      get subtask() {
        return agent.subtask;
      },
      act: (observation: never) => agent.act(observation, { subtask: Math.floor(steps++ / 60) % 2 }),
    } as unknown as typeof agent;
    let steps = 0;
    const recorded = recordBins(task, turns, { seed: 5, episodes: 1, binMs: 20 });
    const byName = new Map(recorded.map((activity) => [activity.name, activity]));
    const all = byName.get('manager')!;
    expect([...all.places]).toEqual([...all.places.keys()]);
    expect(new Set(all.subtasks)).toEqual(new Set([0, 1]));
    const food = byName.get('worker-food')!;
    expect(new Set(food.subtasks)).toEqual(new Set([1]));
    expect(food.signals.features!.values).toHaveLength(food.places.length * food.signals.features!.columns);
    expect(food.places.length).toBeLessThan(all.places.length);
    expect(subtaskCodes([food])[0]).toMatchObject({ decodability: [], assemblies: null });
  });

  test('leave the agent as it was', () => {
    const agent = maker();
    recordBins(task, agent, { seed: 5, episodes: 1, binMs: 20 });
    expect(agent.learners.every(({ model }) => model.activity?.watch == null)).toBe(true);
  });
});
