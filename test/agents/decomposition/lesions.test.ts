import { expect, test } from 'vitest';
import type { Agent } from '../../../agents/agent.ts';
import { createAgent } from '../../../agents/create-agent.ts';
import { lesionsOf } from '../../../agents/decomposition/lesions.ts';
import type { DecompositionContext } from '../../../agents/decomposition/sections/context.ts';
import { lesionsSection } from '../../../agents/decomposition/sections/lesions.ts';
import { trainingSection } from '../../../agents/decomposition/sections/training.ts';
import { evaluate } from '../../../agents/evaluation/evaluate.ts';
import { perturbationsSchema } from '../../../agents/perturbation/perturbation.ts';
import { imitationRunSchema } from '../../../agents/trainable/schema.ts';
import { buttonFoodAdapter } from '../../../envs/navigation/button-food/adapter.ts';
import { parseConfig } from '../../../src/config/config.ts';
import type { DocumentTable } from '../../../src/report/document.ts';
import { Task } from '../../../src/task/task.ts';

function untrained(settings: Readonly<Record<string, unknown>> = {}) {
  const config = parseConfig(
    imitationRunSchema(buttonFoodAdapter),
    { seed: 3, options: { env: { maxSteps: 30 } }, ...settings },
    'test',
  );
  const task = new Task(buttonFoodAdapter, config.options);
  return { task, agent: createAgent(task, config.agent, 3) as Agent };
}

test('every network loses its neurons, parts of them, assemblies and its apical input', () => {
  const { task, agent } = untrained();
  const lesions = lesionsOf(agent, task);
  expect(lesions.map(({ learner, part }) => `${learner}: ${part}`)).toEqual([
    'manager: all neurons',
    'manager: 10 % at random',
    'manager: 50 % at random',
    'manager: apical input',
    'worker: all neurons',
    'worker: 10 % at random',
    'worker: 50 % at random',
    'worker: assembly of “button”',
    'worker: assembly of “food”',
    'worker: apical input',
  ]);
  // Each neuron is counted once, and belongs to one assembly at most.
  const [all, , , button, food] = lesions
    .filter(({ learner }) => learner === 'worker')
    .map(({ neurons }) => neurons!);
  expect(all).toBe(agent.learners[1]!.model.activity!.neurons);
  expect(button! + food!).toBeLessThanOrEqual(all!);
});

test('the table of lesions has what eval --perturb finds', async () => {
  const { task, agent } = untrained();
  const request = { seed: 5, layout: 'standard', episodes: 3 };
  const analysis = { task, study: { request } };
  const context = { analysis, agent, full: true, evaluation: {}, command: 'burstwise decompose run' };
  const section = (await lesionsSection(context as unknown as DecompositionContext))!;
  const [table] = section.parts as readonly DocumentTable[];
  expect(table!.rows).toHaveLength(10);
  for (const row of [table!.rows[0]!, table!.rows[7]!]) {
    const given = { perturbations: [JSON.parse(row['perturbation'] as string)] };
    const { perturbations } = parseConfig(perturbationsSchema, given, 'test');
    const { results } = evaluate(task, agent, { ...request, manager: 'network', perturbations });
    expect(row['steps']).toBe(results.reduce((sum, { steps }) => sum + steps, 0) / 3);
    expect(row['success']).toMatchObject({
      value: results.filter(({ achieved }) => achieved.at(-1)).length / 3,
    });
  }
  expect(section.text[0]).toMatch(
    /^Success changes without: none\. No loss can be told on 3 layouts without all neurons of manager/,
  );
  expect(await lesionsSection({ ...context, full: false } as unknown as DecompositionContext)).toBeNull();
});

test('models without neurons have no neurons to lose', () => {
  const linear = { network: { model: 'linear' } };
  const { task, agent } = untrained({ agent: { manager: linear, workers: linear } });
  expect(lesionsOf(agent, task).every(({ neurons }) => neurons === null)).toBe(true);
});

test('measures of the training are shown as they were kept', () => {
  const metrics = Array.from({ length: 40 }, (_, k) => ({
    completed: k + 1,
    managerLabelError: 40 - k,
    ...(k % 2 === 0 ? { workerBurstDistance: 0.5 } : {}),
  }));
  const { parts, text } = trainingSection({ metrics, command: 'none' })!;
  const tables = parts.filter((part): part is DocumentTable => part.kind === 'table');
  expect(tables.map(({ id }) => id)).toEqual(['labelError-table', 'burstDistance-table']);
  expect(tables[0]!.rows[0]).toEqual({ episode: 2, manager: 39.5 });
  expect(tables[0]!.rows.at(-1)).toEqual({ episode: 40, manager: 1.5 });
  expect(tables[1]!.rows[0]).toEqual({ episode: 1, worker: 0.5 });
  expect(text).toHaveLength(1);
  const falling = [2, 1].map((managerLabelError, k) => ({ completed: k + 1, managerLabelError }));
  expect(trainingSection({ metrics: falling, command: 'none' })!.text[1]).toMatch(/its counterpart/);
  const solvedAtTheEnd = falling.map((line) => ({ ...line, managerLabelError: 1 }));
  expect(trainingSection({ metrics: solvedAtTheEnd, command: 'none' })).toBeNull();
  expect(trainingSection({ metrics: [{ completed: 1, labels: 3 }], command: 'none' })).toBeNull();
});
