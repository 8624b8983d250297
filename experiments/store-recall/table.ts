import { fileURLToPath } from 'node:url';
import { formatTable, printJson } from '../../src/cli/output.ts';
import { summariseMean } from '../../src/evaluation/means.ts';
import { parseConfig } from '../../src/run/config.ts';
import { loadConfigFile, type RawConfig } from '../../src/run/config-file.ts';
import { createProgress } from '../../src/run/progress.ts';
import { storeRecallTask } from '../../src/sequence/store-recall-task.ts';
import { experimentOptions } from '../options.ts';

/** The table of store & recall: error of the recall without a teacher, by setting, over seeds. */
const file = (name: string) =>
  loadConfigFile(fileURLToPath(new URL(`../../../experiments/store-recall/${name}`, import.meta.url)));

const settings: readonly { readonly name: string; readonly config: RawConfig }[] = [
  { name: 'no recurrent learning (η = 0)', config: file('no-recurrent-learning.yaml') },
  { name: 'published: N = 500, 5 clock units, 500 presentations', config: file('published.yaml') },
  { name: 'N = 1000, 50 clock units, 100 presentations', config: {} },
];

const options = experimentOptions('error of store & recall by setting', { seeds: 5 });
const progress = createProgress();
const rows: Awaited<ReturnType<typeof measure>>[] = [];
for (const { name, config } of settings) rows.push(await measure(name, config));

if (options.json) {
  printJson({ seeds: options.seeds, rows });
} else {
  process.stdout.write(
    `Store & recall, seeds 1–${options.seeds}: variance of target − recall, without a teacher\n` +
      `published (one seed): 0.033 after 500 presentations\n` +
      `${formatTable({
        head: ['setting', 'mean error', '95 % interval', 'least', 'most', 'variance of the target'],
        rows: rows.map(({ name, error, errors, variance }) => [
          name,
          error.value.toFixed(4),
          errors.length === 1 ? '–' : `[${error.low.toFixed(4)}, ${error.high.toFixed(4)}]`,
          Math.min(...errors).toFixed(4),
          Math.max(...errors).toFixed(4),
          variance.value.toFixed(4),
        ]),
      })}\n`,
  );
}

async function measure(name: string, config: RawConfig) {
  const errors: number[] = [];
  const variances: number[] = [];
  for (let seed = 1; seed <= options.seeds; seed++) {
    const session = storeRecallTask.begin(parseConfig(storeRecallTask.schema, { ...config, seed }, name));
    progress.start(session.total, `${name}, seed ${seed}`);
    while (session.completed < session.total) {
      session.advance();
      progress.update(session.completed);
    }
    progress.stop();
    const { error, targetVariance } = (await session.evaluate()).data as Record<string, number>;
    errors.push(error);
    variances.push(targetVariance);
  }
  return { name, errors, error: summariseMean(errors), variance: summariseMean(variances) };
}
