/** The roof: brings environments, agents, experiments and the command line together. Nothing else of `src` knows them. */

import type { DatasetRequest } from '../agents/decomposition/dataset-report.ts';
import type { AnyAlgorithm } from '../agents/imitation/catalogue.ts';
import type { Glyphs } from '../envs/handwriting/glyphs.ts';
import type { TaskFile } from '../envs/python/task-file.ts';
import type { ReproductionCell } from '../experiments/reproduce/measure.ts';
import type { ReproductionRequest } from '../experiments/reproduce/reproduce.ts';
import { define, onDefinition, registerDefinition } from './config/definition.ts';
import type { Dataset } from './data/dataset.ts';
import type { AnyModelDefinition } from './models/catalogue.ts';
import type { ReportDocument } from './report/document.ts';
import type { CellWork } from './run/cells/cell-work.ts';
import type { DiscoveredLabels, DiscoveryRequest } from './run/modules.ts';
import type { TerminalProgram } from './terminal/program.ts';

/** Runs the command line; returns the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const { run: runCommand } = await import('./cli/main.ts');
  return runCommand(args);
}

/** Makes everything that is built in known by name, and says how the definitions of users are. To be called once. */
export async function fillCatalogues(): Promise<void> {
  const [
    envs,
    { imitationTrainable },
    { comparedTrainable },
    { storeRecallTask },
    { models },
    { algorithms },
    { PYTHON, pythonTaskNamed },
    ground,
  ] = await Promise.all([
    import('../envs/index.ts'),
    import('../agents/trainable/trainable.ts'),
    import('../agents/trainable/controls.ts'),
    import('./sequence/store-recall-task.ts'),
    import('./models/catalogue.ts'),
    import('../agents/imitation/catalogue.ts'),
    import('../envs/python/task.ts'),
    catalogues(),
  ]);
  const { adapters, buttonFoodAdapter } = envs;
  const { addTask, idsOf, tasks, trainables } = ground;
  onDefinition('task', (adapter: (typeof adapters)[number]) => {
    addTask(adapter);
    trainables.add(adapter.name, () => imitationTrainable(adapter), idsOf(adapter));
  });
  onDefinition('model', (model: AnyModelDefinition) => models.add(model.name, () => model));
  onDefinition('algorithm', (algorithm: AnyAlgorithm) => algorithms.add(algorithm.name, () => algorithm));
  for (const adapter of adapters) registerDefinition(define('task', adapter));
  tasks.addFamily(PYTHON, pythonTaskNamed);
  trainables.addFamily(PYTHON, (name) => imitationTrainable(tasks.find(name).entry));
  trainables.add(storeRecallTask.name, () => storeRecallTask);
  trainables.add(demo.name, () => comparedTrainable(buttonFoodAdapter, demo));
}

const demo = {
  name: 'demo',
  description: 'Button & Food, learned beside its controls: `burstwise demo`.',
  published: { name: 'published (Capone et al. 2022)', value: 0.714 },
};

async function catalogues() {
  const [tasks, trainables] = await Promise.all([
    import('./task/catalogue.ts'),
    import('./run/trainables.ts'),
  ]);
  return { ...tasks, ...trainables };
}

/** Reads a file in YAML or JSON that defines a task. */
export async function readTaskFile(path: string): Promise<TaskFile> {
  const { readTaskFile: read } = await import('../envs/python/task-file.ts');
  return read(path);
}

/** Finds subtasks in the demonstrations of a dataset. */
export async function discoverSubtasks(
  dataset: Dataset,
  request: DiscoveryRequest,
  onProgress: (text: string) => void,
): Promise<DiscoveredLabels> {
  const { discoverInDataset } = await import('../agents/discovery/dataset.ts');
  return discoverInDataset(dataset, request, onProgress);
}

/** Reports on the subtasks of a dataset. */
export async function describeDataset(dataset: Dataset, request: DatasetRequest): Promise<ReportDocument> {
  const { describeDataset: describe } = await import('../agents/decomposition/dataset-report.ts');
  return describe(dataset, request);
}

/** A program in which a person draws letters for the task `handwriting`. */
export async function glyphProgram(
  settings: unknown,
  source: string,
  keep: (glyphs: Glyphs) => void,
): Promise<TerminalProgram> {
  const [{ GlyphProgram }, { glyphsIn }] = await Promise.all([
    import('../envs/handwriting/drawing/glyph-program.ts'),
    import('../envs/handwriting/glyphs.ts'),
  ]);
  return new GlyphProgram(source, glyphsIn(settings, source), keep);
}

/** Names and descriptions of the experiments that can be reproduced. */
export async function describeReproductions(): Promise<
  readonly { readonly name: string; readonly description: string }[]
> {
  const { describeReproductions: describe } = await import('../experiments/reproduce/catalogue.ts');
  return describe();
}

/** The measurements of published experiments, whose conclusion is a page for each. */
export async function reproductionWork(
  request: ReproductionRequest,
): Promise<CellWork<ReproductionCell, unknown, readonly ReportDocument[]>> {
  const { reproductionWork: work } = await import('../experiments/reproduce/reproduce.ts');
  return work(request);
}

/** What users' modules meet when they import these names: the very modules that are in use here. */
export async function publicModules(): Promise<Record<string, unknown>> {
  const modules = {
    burstwise: import('./index.ts'),
    'burstwise/agents': import('../agents/index.ts'),
    'burstwise/envs': import('../envs/index.ts'),
    'burstwise/envs/button-food': import('../envs/navigation/button-food/index.ts'),
    'burstwise/envs/button-chain': import('../envs/navigation/button-chain/index.ts'),
    'burstwise/envs/handwriting': import('../envs/handwriting/index.ts'),
    'burstwise/envs/rooms-maze': import('../envs/gridworld/rooms-maze/index.ts'),
    'burstwise/envs/craft': import('../envs/gridworld/craft/index.ts'),
    'burstwise/envs/minigrid': import('../envs/gridworld/minigrid/index.ts'),
    'burstwise/envs/babyai': import('../envs/gridworld/babyai/index.ts'),
    'gymnasium-js': import('gymnasium-js'),
    'gymnasium-js/elementary': import('gymnasium-js/elementary'),
    'gymnasium-js/python': import('gymnasium-js/python'),
    zod: import('zod'),
  };
  const loaded = Object.entries(modules).map(async ([name, module]) => [name, await module] as const);
  return Object.fromEntries(await Promise.all(loaded));
}
