import { expect, it } from 'vitest';
import { reasonText } from '../../../src/run/leases/reason-text.ts';

const copy = 'file:///runs/sweep/code/0123456789ab';
const program = `    at async completeRun (${copy}/dist/command/parts/run.js:3:4)
    at async ${copy}/src/cli/bin.js:11:20`;
const engine = '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)';

it.each([
  ['its worker was ended by SIGKILL', 'its worker was ended by SIGKILL'],
  [
    'config.yaml: 2 problems\n  neurons: expected a number\n  rounds: expected a number',
    'config.yaml: 2 problems',
  ],
  [`RangeError: Invalid array length\n${engine}\n${program}`, 'RangeError: Invalid array length'],
  [
    `TypeError: no luck\n${engine}\n    at Maze.step (file:///home/me/maze.ts:7:9)\n    at file:///home/me/all.ts:1:2\n${program}`,
    'TypeError: no luck (at /home/me/maze.ts:7:9)',
  ],
  [
    `Error: no luck\n    at file:///home/me/maze.ts:7:9\n${program}`,
    'Error: no luck (at /home/me/maze.ts:7:9)',
  ],
])('the reason %j is told in one line', (reason, text) => {
  expect(reasonText(reason)).toBe(text);
});
