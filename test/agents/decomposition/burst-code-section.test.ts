import { expect, test } from 'vitest';
import type { Agent } from '../../../agents/agent.ts';
import { createAgent } from '../../../agents/create-agent.ts';
import { burstCodeSection } from '../../../agents/decomposition/sections/burst-code.ts';
import type { DecompositionContext } from '../../../agents/decomposition/sections/context.ts';
import { noLabels } from '../../../agents/imitation/label-counts.ts';
import { imitationRunSchema } from '../../../agents/trainable/schema.ts';
import { buttonFoodAdapter } from '../../../envs/navigation/button-food/adapter.ts';
import { parseConfig } from '../../../src/config/config.ts';
import type { DocumentTable } from '../../../src/report/document.ts';
import { Task } from '../../../src/task/task.ts';

/** The section of an untrained agent; one with subtasks carries out one after the other, 60 steps each. */
function sectionOf(settings: Readonly<Record<string, unknown>>) {
  const options = { env: { maxSteps: 240 } };
  const config = parseConfig(
    imitationRunSchema(buttonFoodAdapter),
    { seed: 3, options, ...settings },
    'test',
  );
  const task = new Task(buttonFoodAdapter, config.options);
  const agent: Agent = createAgent(task, config.agent, 3);
  let steps = 0;
  const turns: Agent = {
    learners: agent.learners,
    choice: agent.choice,
    get subtask() {
      return agent.subtask;
    },
    reset(plastic) {
      steps = 0;
      agent.reset(plastic);
    },
    act: (observation) => agent.act(observation, { subtask: Math.floor(steps++ / 60) % 2 }),
    learn: () => noLabels,
  };
  const analysis = { task, study: { request: { seed: 5, layout: 'standard' } } };
  // Sections take from their context what they need; this one nothing else.
  const context = { analysis, agent: turns, command: 'burstwise decompose run', full: false };
  return burstCodeSection(context as unknown as DecompositionContext);
}

test('the report shows what networks say about subtasks: gated workers have an assembly for each', () => {
  const { parts } = sectionOf({})!;
  const [decoding, assemblies, ...overlaps] = parts as readonly DocumentTable[];
  const isBursts = ({ network, signal }: DocumentTable['rows'][number]) =>
    network === 'worker' && signal === 'bursts';
  const decoded = decoding!.rows.find(isBursts)!;
  expect(decoded['chance']).toBe(0.5);
  expect(decoded['accuracy']).toBeGreaterThan(0.95);
  const worker = assemblies!.rows.find(({ network }) => network === 'worker')!;
  expect(worker).toMatchObject({ signal: 'bursts', selectivity: expect.any(Number) });
  expect(worker['selectivity']).toBeGreaterThan(0.4);
  const own = overlaps.find(({ id }) => id === 'overlap-worker')!;
  expect(own.rows[0]!['subtask 1']).toBeLessThan(0.8);
});

test('an agent without subtasks has no burst code', () => {
  expect(sectionOf({ agent: { kind: 'flat' } })).toBeNull();
});
