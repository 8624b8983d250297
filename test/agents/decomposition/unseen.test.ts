import { expect, test } from 'vitest';
import { unseenParts } from '../../../agents/decomposition/unseen.ts';
import { adapters } from '../../../envs/index.ts';
import { encodePart } from '../../../src/encoding/combine.ts';
import { OneHot } from '../../../src/encoding/one-hot.ts';
import type { AnyAdapter } from '../../../src/task/environment-adapter.ts';
import { taskOptions } from '../../../src/task/options.ts';
import { Task } from '../../../src/task/task.ts';

/** What nobody sees of a task where manager and workers see nothing. */
function hiddenIn(name: string, settings: readonly string[] = []): readonly string[] {
  const blind = () => encodePart(new OneHot(['here']), () => 0);
  const known = adapters.find((one) => one.name === name)!;
  const adapter: AnyAdapter = {
    ...new Task(known, taskOptions(known, settings)).adapter,
    resolve: undefined as never,
    workerEncoders: undefined as never,
    workerEncoder: blind,
    managerEncoder: blind,
  };
  const { manager } = unseenParts(new Task(adapter, taskOptions(adapter, settings)), 'random', 701);
  return manager.map((part) => part.name);
}

test('hidden parts are called by their names', () => {
  expect(hiddenIn('button-chain', ['options.env.buttons=2'])).toContain('buttons pressed');
  expect(hiddenIn('door-key')).toContain('key in image');
  expect(hiddenIn('craft')).toContain('inventory: bridge');
});
