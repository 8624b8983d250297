import { describe, expect, test } from 'vitest';
import { inspect } from '../../../agents/imitation/inspect.ts';
import { teach } from '../../../agents/imitation/teach.ts';
import type { Lesson } from '../../../src/episodes/lesson.ts';
import { agentOf, lessonOf, type Step } from './scripted.ts';

/** A lesson whose subtasks 0, 0, 1, 1, 1 are due, one a step; the task is done at the end. */
const steps: readonly Step[] = [0, 0, 1, 1, 1].map((due) => ({ due }));

describe('labels of both levels', () => {
  test('are counted apart; a labelled step counts once where the manager decides at every step', () => {
    const { agent } = agentOf([0, 0, 1, 1, 1]);
    expect(teach(agent, lessonOf(steps), { labelInterval: 2 })).toMatchObject({
      labels: 3,
      managerLabels: 3,
      workerLabels: 3,
      inspections: 0,
    });
  });

  test.each([
    [1, 0, 1],
    [2, 1, 1],
    [3, 1, 2],
    [4, 2, 2],
    [9, 4, 5],
    [100, 5, 5],
  ])(
    'of an allowance of %d are used to the last one, which is the worker’s',
    (allowance, ofManager, ofWorker) => {
      const { agent, managing, working } = agentOf([0, 0, 1, 1, 1]);
      const {
        managerLabels,
        workerLabels,
        steps: played,
      } = teach(agent, lessonOf(steps), {
        labelInterval: 1,
        allowance,
      });
      expect([managerLabels, workerLabels]).toEqual([ofManager, ofWorker]);
      expect([managing.learned.length, working.learned.length]).toEqual([ofManager, ofWorker]);
      expect(played).toBe(5);
    },
  );

  test('go to the worker only where its subtask is due, if so asked; the manager’s label says whether it is', () => {
    const { agent, managing, working } = agentOf([1, 0, 0, 1, 1]);
    const taught = teach(agent, lessonOf(steps), { labelInterval: 1, corrects: 'right-choices' });
    expect(taught).toMatchObject({ labels: 5, managerLabels: 5, workerLabels: 3, inspections: 0 });
    expect(managing.learned).toHaveLength(5);
    // Steps 1, 3 and 4: the label of a step is its number.
    expect(working.learned).toEqual([[1], [3], [4]]);
  });

  test('of workers that end their turns cost a verdict where the manager has no label', () => {
    const { agent } = agentOf([1, 1, 1, 1, 1], { ends: true });
    // The only call is the first one: four more times the expert is asked whether the subtask is due.
    const taught = teach(agent, lessonOf(steps), { labelInterval: 1, corrects: 'right-choices' });
    expect(taught).toMatchObject({ labels: 4, managerLabels: 1, workerLabels: 3, inspections: 4 });
  });
});

describe('an inspection', () => {
  const inspected = (choices: readonly number[], done: boolean, lesson = steps) =>
    inspect(agentOf(choices).agent, lessonOf(lesson, done));

  test('of an episode that did the task asks nothing more', () => {
    expect(inspected([1, 1, 1, 1, 1], true)).toMatchObject({ passed: true, failed: null, inspections: 1 });
  });

  test('finds the first segment that failed after right choices', () => {
    // Segment 0 … 1 succeeds, since subtask 1 is due then; segment 2 … 4 does not end the task.
    expect(inspected([0, 0, 1, 1, 1], false)).toMatchObject({ failed: { from: 2, to: 5 }, inspections: 3 });
    // The worker of subtask 0 is left while it is still due.
    expect(inspected([0, 1, 1, 1, 1], false)).toMatchObject({ failed: { from: 0, to: 1 }, inspections: 2 });
  });

  test('ends at a wrong choice, after which no worker is to blame', () => {
    expect(inspected([1, 1, 1, 1, 1], false)).toMatchObject({ failed: null, inspections: 1 });
    expect(inspected([0, 0, 0, 1, 1], false)).toMatchObject({ failed: { from: 3, to: 5 } });
    expect(inspected([0, 0, 2, 2, 2], false)).toMatchObject({ failed: null, inspections: 2 });
  });

  test('teaches nothing, and the stretch that it finds is what is corrected', () => {
    const { agent, managing, working } = agentOf([0, 0, 1, 1, 1]);
    const { failed } = inspect(agent, lessonOf(steps, false));
    expect([managing.learned, working.learned]).toEqual([[], []]);
    teach(agent, lessonOf(steps, false), { labelInterval: 1, corrects: failed! });
    expect(managing.learned).toHaveLength(5);
    expect(working.learned).toEqual([[2], [3], [4]]);
  });

  test('takes the episode of an agent without subtasks as one segment', () => {
    const { flat } = agentOf([]);
    const lesson: Lesson<number, number> = lessonOf(steps, false);
    expect(inspect(flat, lesson)).toMatchObject({ failed: { from: 0, to: 5 }, inspections: 2 });
  });
});
