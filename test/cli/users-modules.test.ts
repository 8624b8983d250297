import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { burstwiseInTurn, temporaryFolder } from './burstwise.ts';

/** Two tasks in JavaScript, with a box for observations; their description says whether what is built in is registered. */
const definition = (name: string) => `
import { defineTask, encodePart, OneHot, oneHotAction, UsageError } from 'burstwise';
import { buttonFoodAdapter } from 'burstwise/envs';
import { Box, Discrete, Env, registry } from 'gymnasium-js';

class Line extends Env {
  constructor() {
    super();
    this.observationSpace = new Box({ low: 0, high: 1, shape: [1] });
    this.actionSpace = new Discrete(2);
  }
  reset(options = {}) {
    super.reset(options);
    return [Float32Array.of(0), {}];
  }
  step() {
    return [Float32Array.of(1), 0, true, false, {}];
  }
}

const line = (name, makeEnv) => defineTask({
  name,
  envId: name + '/Line-v0',
  description: 'ButtonFood: ' + registry.has(buttonFoodAdapter.envId),
  subtasks: { names: ['be'], order: [] },
  makeEnv,
  makeExpert: () => ({ subtask: () => 0, action: () => 0 }),
  workerEncoder: () => encodePart(new OneHot(['left', 'right']), ([place]) => place),
  actionDecoder: () => oneHotAction(2),
});

export const one = line('${name}', () => new Line());
export const other = line('${name}-refused', () => { throw new UsageError('expected a ruler, received none'); });
`;

it('users’ modules, and packages that they import, share registry and classes with the command', () => {
  const folder = temporaryFolder();
  const plugIn = join(folder, 'node_modules/plug-in');
  mkdirSync(plugIn, { recursive: true });
  writeFileSync(join(plugIn, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(join(plugIn, 'index.js'), definition('of-package'));
  writeFileSync(join(folder, 'typed.ts'), `// @ts-nocheck\n${definition('of-typescript')}`);
  writeFileSync(join(folder, 'script.mjs'), definition('of-javascript'));
  writeFileSync(join(folder, 'package.ts'), "export * from 'plug-in';\n");
  writeFileSync(
    join(folder, 'registers.mjs'),
    "import { register } from 'gymnasium-js';\nregister({ id: 'mine/Line-v0', entryPoint: () => null });\n",
  );
  const use = ['typed.ts', 'script.mjs', 'package.ts', 'registers.mjs'].flatMap((file) => ['--use', file]);
  const names = ['of-typescript', 'of-javascript', 'of-package'];
  const answers = burstwiseInTurn(
    names.flatMap((name, k) => {
      const record = [...use, '--episodes', '2', '--jobs', k === 1 ? '2' : '1', '--root', 'data'];
      return [
        ['envs', 'show', name, ...use],
        ['record', name, ...record],
        ['record', `${name}-refused`, ...record],
      ];
    }),
    folder,
  );
  for (const [k, name] of names.entries()) {
    const [shown, recorded, refused] = answers.slice(3 * k);
    expect(shown!.stdout, shown!.stderr).toContain('ButtonFood: true');
    expect(recorded!.stdout, recorded!.stderr).toContain('2 episodes, 2 steps');
    const stderr = 'burstwise: expected a ruler, received none\n';
    expect(refused, name).toEqual({ status: 2, stdout: '', stderr });
  }
});
