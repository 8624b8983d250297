import type { EntryState, RunEntry } from '../run-entry.ts';
import type { ExportCounts } from './counts.ts';
import type { ScalarEvent } from './event-file.ts';
import { claimRun, EXPORTED, ID } from './mlflow-claim.ts';
import { MlflowClient, type MlflowMetric, type MlflowPair, type MlflowRun } from './mlflow-client.ts';
import { resultScalars, trainingScalars } from './scalars.ts';

/** Limits of MLflow's `log-batch`. */
const MOST_METRICS = 900;
const MOST_PARAMS = 100;
/** Longest value of a parameter, and of a tag. */
const MOST_PARAM = 6000;
const MOST_TAG = 5000;

const statuses: Readonly<Record<EntryState, 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED'>> = {
  done: 'FINISHED',
  running: 'RUNNING',
  unfinished: 'KILLED',
  failed: 'FAILED',
};

/**
 * Sends runs to an MLflow server: settings as parameters, what was logged and found as metrics, at units of work as steps. A run that the
 * experiment has already is found by its id and gets what is new. Exports at the same moment make a run once; what two of them send twice, the
 * server keeps once, unless it stores runs in files.
 *
 * @param experiment its name; that of the task of each run if not given
 * @throws BurstwiseError when the server cannot be reached or refuses; what it has got until then counts
 */
export async function exportMlflow(
  runs: readonly RunEntry[],
  uri: string,
  experiment: string | undefined,
): Promise<ExportCounts> {
  const client = new MlflowClient(uri);
  const experiments = new Map<string, string>();
  const counts = { added: 0, extended: 0, unchanged: 0 };
  for (const run of runs) {
    const name = experiment ?? run.info.task;
    const id = experiments.get(name) ?? (await client.experiment(name));
    experiments.set(name, id);
    counts[await exportRun(client, id, run)]++;
  }
  return counts;
}

async function exportRun(
  client: MlflowClient,
  experiment: string,
  run: RunEntry,
): Promise<keyof ExportCounts> {
  const { id, name, info } = run;
  const began = Date.parse(info.startedAt);
  const { run: there, isNew } = await claimRun(client, { experiment, id, name, began, tags: tagsOf(run) });
  const lines = run.metrics().map(trainingScalars);
  const state = `${lines.length} lines, ${run.state}`;
  if (there.tags.get(EXPORTED) === state) return 'unchanged';
  await sendRest(client, there, run, lines);
  await client.setStatus(there.id, statuses[run.state]);
  // Last of all, so that an export that breaks off before is continued.
  await client.log(there.id, { tags: [{ key: EXPORTED, value: state }] });
  return isNew ? 'added' : 'extended';
}

/** Sends what the server has not got yet; each batch says how far it comes. */
async function sendRest(
  client: MlflowClient,
  { id, tags }: MlflowRun,
  run: RunEntry,
  lines: readonly ScalarEvent[],
): Promise<void> {
  const began = Date.parse(run.info.startedAt);
  const sent = Number.parseInt(tags.get(EXPORTED)!, 10);
  if (sent === 0) for (const params of partsOf(paramsOf(run), MOST_PARAMS)) await client.log(id, { params });
  for (const { metrics, end } of batchesOf(lines, sent, began))
    await client.log(id, { metrics, tags: [{ key: EXPORTED, value: `${end} lines` }] });
  const results = resultScalars(run);
  for (const metrics of partsOf(results === null ? [] : metricsOf(results, began), MOST_METRICS))
    await client.log(id, { metrics });
}

/** Lines after the first `sent` in batches of whole lines; `end`: lines that are sent after a batch. */
function* batchesOf(
  lines: readonly ScalarEvent[],
  sent: number,
  began: number,
): IterableIterator<{ readonly metrics: readonly MlflowMetric[]; readonly end: number }> {
  let metrics: MlflowMetric[] = [];
  for (let k = sent; k < lines.length; k++) {
    const next = metricsOf(lines[k]!, began);
    if (metrics.length > 0 && metrics.length + next.length > MOST_METRICS) {
      yield { metrics, end: k };
      metrics = [];
    }
    metrics.push(...next);
  }
  if (metrics.length > 0) yield { metrics, end: lines.length };
}

/** Numbers as MLflow takes them. Logs know no time of the day: all bear that of the beginning, and steps put them in order. */
function metricsOf({ step, scalars }: ScalarEvent, began: number): readonly MlflowMetric[] {
  return scalars.map(([name, value]) => ({ key: allowed(name), value, timestamp: began, step }));
}

function paramsOf({ settings }: RunEntry): readonly MlflowPair[] {
  return Object.entries(settings).map(([name, value]) => ({
    key: allowed(name),
    value: `${value}`.slice(0, MOST_PARAM),
  }));
}

function tagsOf({ id, name, group, info, place }: RunEntry): readonly MlflowPair[] {
  const tags = {
    [ID]: id,
    'burstwise.name': name,
    'burstwise.group': group,
    'burstwise.version': info.burstwise,
    'burstwise.command': info.command,
    'burstwise.point': place?.point ? `${place.point}` : null,
    'mlflow.source.name': 'burstwise',
  };
  return Object.entries(tags).flatMap(([key, value]) =>
    value === null || value === '' ? [] : [{ key, value: value.slice(0, MOST_TAG) }],
  );
}

/** A name with the characters that MLflow allows. */
function allowed(name: string): string {
  return name.replaceAll(/[^\w\-. :/]/g, '-').slice(0, 250);
}

function partsOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, k) =>
    list.slice(k * size, (k + 1) * size),
  );
}
