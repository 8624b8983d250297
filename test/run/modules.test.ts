import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { modulesInUse, taskName, useModules } from '../../src/run/modules.ts';
import { resolveSettings } from '../../src/run/settings.ts';
import { tasks } from '../../src/task/catalogue.ts';
import { temporaryFolder } from '../cli/burstwise.ts';

const imports = `import { defineTask, OneHot, oneHotAction } from 'burstwise';
import { Discrete, Env, register } from 'gymnasium-js';
export class Empty extends Env {
  observationSpace = new Discrete(2);
  actionSpace = new Discrete(2);
}
`;
const task = (name: string) => `defineTask({
  name: '${name}', envId: 'test/${name}-v0', description: 'empty', subtasks: { names: ['be'], order: [] },
  makeEnv: () => new Empty(), makeExpert: () => ({ subtask: () => 0, action: () => 0 }),
  workerEncoder: () => new OneHot(['a', 'b']), actionDecoder: () => oneHotAction(2),
});`;

function moduleOf(text: string, name = 'module.ts'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

describe('modules of users', () => {
  it('add their tasks, made of the very classes that are in use here', async () => {
    const path = moduleOf(`${imports}export const one: object = ${task('empty-one')}`);
    const [module] = await useModules([path]);
    expect(module).toEqual({ path, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { entry } = tasks.find('empty-one');
    expect(entry.makeEnv({}).observationSpace).toBeInstanceOf((await import('gymnasium-js')).Discrete);
    expect(tasks.find('test/empty-one-v0').entry).toBe(entry);
    expect(modulesInUse()).toContain(path);
    expect(await taskName(path)).toBe('empty-one');
    expect(await taskName('button-food')).toBe('button-food');
    // Loaded once, however often it is named.
    expect(await useModules([path, path])).toEqual([module, module]);
  });

  it('may just make environments known', async () => {
    await useModules([
      moduleOf(`${imports}register({ id: 'test/Empty-v3', entryPoint: () => new Empty() });`),
    ]);
    expect(registry.has('test/Empty-v3')).toBe(true);
  });

  it('are named by configurations, relative to the file', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'tasks'));
    writeFileSync(join(folder, 'tasks/mine.ts'), `${imports}export const mine = ${task('empty-two')}`);
    const config = join(folder, 'run.yaml');
    writeFileSync(config, 'task: empty-two\nuse: ./tasks/mine.ts\nimitation: { labelInterval: 20 ms }\n');
    const settings = await resolveSettings({ config });
    expect(settings.task.name).toBe('empty-two');
    expect(settings.modules.map(({ path }) => path)).toEqual([join(folder, 'tasks/mine.ts')]);
    writeFileSync(config, 'task: empty-two\nuse: 3\n');
    await expect(resolveSettings({ config })).rejects.toThrow(/run\.yaml: use: expected/);
  });

  it.each([
    ['export const x = 1;', /expected an export made with defineTask.*received x$/],
    ['', /received no export$/],
    ['const a: number = 1;\n\nthrow new TypeError("no luck");', /cannot be loaded: no luck \(line 3\)$/],
    ['export const b = = 2;', /cannot be loaded: .*module\.ts:1:/],
    [
      "import { a } from './lost.ts';\nexport const b = a;",
      /cannot be loaded: Cannot find module '\.\/lost\.ts'/,
    ],
    [`${imports}export const taken = ${task('button-food')}`, /module\.ts: environment button-food: .*taken/],
    [
      "import { defineTask } from 'burstwise';\nexport const half = defineTask({});",
      /module\.ts, line 2: defineTask: 5 problems\n {2}name: expected text, received nothing; add it\n/,
    ],
    [
      "import { defineModel } from 'burstwise';\nexport const half = defineModel({ name: 'half', description: 'x', usesReadout: 1, create() {} });",
      /defineModel "half": 2 problems\n {2}usesReadout: expected true or false, received 1\n {2}schema: expected a function, received nothing; add it$/,
    ],
    [
      "import { defineAlgorithm } from 'burstwise/agents';\nexport const half = defineAlgorithm({ name: 'half', description: 'x', settings: {}, episodes: () => 1, run() {} });",
      /defineAlgorithm "half": settings: expected a function, received fields \(a mapping\)$/,
    ],
    [
      "import { defineTask } from 'burstwise';\nexport const half = defineTask({ name: 'half', envId: 'x/Half-v0', description: 'x', subtasks: { names: ['a'] }, makeEnv() {} });",
      /defineTask "half": subtasks\.order: expected a list, received nothing; add it$/,
    ],
  ])('are refused, with what is wrong and where (%#)', async (text, message) => {
    await expect(useModules([moduleOf(text)])).rejects.toThrow(message);
  });

  it('are refused where they are missing, or define several tasks where one is meant', async () => {
    await expect(useModules(['nowhere.ts'])).rejects.toThrow(/nowhere\.ts: expected a module.*nothing there/);
    const two = moduleOf(
      `${imports}export const a = ${task('empty-a')}\nexport const b = ${task('empty-b')}`,
    );
    await expect(taskName(two)).rejects.toThrow(
      /expected a module that defines one task, received empty-a, empty-b/,
    );
  });
});
