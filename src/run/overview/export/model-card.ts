import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { formatConfig } from '../../../config/config-file.ts';
import { quoted } from '../../../process/quoted.ts';
import type { Estimate } from '../../../statistics/proportions.ts';
import { rangesOf } from '../../start-run.ts';
import { isEstimate } from '../flat.ts';
import { shortText } from '../list.ts';
import type { RunEntry } from '../run-entry.ts';
import { ownSettings } from '../show.ts';

/** Line of a card by which the export knows its own: a card without it is never overwritten. */
export const CARD_MARK =
  '<!-- Written by burstwise runs export. Remove this line to keep your own changes. -->';

/** What a card says that the run does not know. */
export interface CardOptions {
  /** Licence of the weights, by its name on the Hub, e.g. `mit`. */
  readonly license?: string | undefined;
}

const reportSchema = z.looseObject({
  episodes: z.int().optional(),
  results: z
    .array(
      z.looseObject({
        layout: z.string(),
        condition: z.string(),
        success: z.record(z.string(), z.custom<Estimate>(isEstimate)),
        meanSteps: z.number(),
      }),
    )
    .min(1),
});

type AgentReport = z.infer<typeof reportSchema>;

/** The model card of a complete run, as the Hugging Face Hub reads it: metadata in YAML, then Markdown. The same run gives the same text. */
export async function modelCard(run: RunEntry, options: CardOptions = {}): Promise<string> {
  const report = agentReport(run);
  const parts = [
    `---\n${formatConfig(metadata(run, report, options))}---`,
    CARD_MARK,
    `# ${run.name}`,
    introduction(run, report),
    '## Results',
    report === null ? numbers(run) : results(report),
    '## Use',
    use(run),
    '## Training',
    await training(run),
    '## Limits',
    limits(run, report),
    '## Provenance',
    provenance(run),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The report of an agent with goals; null where the task has another kind of report. */
function agentReport({ folder }: RunEntry): AgentReport | null {
  const { success, data } = reportSchema.safeParse(folder.readReport(z.looseObject({})));
  return success ? data : null;
}

/** What the Hub shows beside the card, and finds models by. */
function metadata(
  { name, info, results: found }: RunEntry,
  report: AgentReport | null,
  { license }: CardOptions,
): Record<string, unknown> {
  const { task } = info;
  const metric = (type: string, title: string, value: number) => ({ type, name: title, value });
  const measured =
    report === null
      ? [
          {
            layout: null,
            metrics: Object.entries(found).map(([key, value]) => metric(key, key, meanOf(value))),
          },
        ]
      : ofAgent(report).map(({ layout, success, meanSteps }) => ({
          layout,
          metrics: [
            ...Object.entries(success).map(([goal, { value }]) =>
              metric('success_rate', `success, ${goal}`, value),
            ),
            metric('mean_steps', 'steps of an episode', meanSteps),
          ],
        }));
  return {
    library_name: 'burstwise',
    ...(license === undefined ? {} : { license }),
    ...(report === null ? {} : { pipeline_tag: 'reinforcement-learning' }),
    tags: ['burstwise', ...(report === null ? [] : ['imitation-learning']), task],
    'model-index': [
      {
        name,
        results: measured.map(({ layout, metrics }) => ({
          task: { type: report === null ? 'other' : 'reinforcement-learning', name: task },
          dataset: { type: task, name: layout === null ? task : `${task}, fresh layouts: ${layout}` },
          metrics,
        })),
      },
    ],
  };
}

/** The rows of the agent as it is: those of its first condition. */
function ofAgent({ results: rows }: AgentReport): AgentReport['results'] {
  return rows.filter(({ condition }) => condition === rows[0]!.condition);
}

function introduction({ info, success }: RunEntry, report: AgentReport | null): string {
  const seeds = info.seeds.length === 1 ? `seed ${info.seeds[0]}` : `seeds ${rangesOf(info.seeds)}`;
  const what = `Trained on the task \`${info.task}\` with Burstwise ${info.burstwise} (${seeds}).`;
  if (report === null || success === null) return what;
  const goal = Object.keys(report.results[0]!.success).at(-1);
  return `${what} Success (${goal}): **${shortText(success)}**, on fresh layouts (${report.results[0]!.layout}).`;
}

function results(report: AgentReport): string {
  const goals = Object.keys(report.results[0]!.success);
  const each = report.episodes === undefined ? '' : `; ${report.episodes} layouts of each kind for each seed`;
  return [
    table(
      ['layouts', 'who acts', ...goals, 'steps'],
      report.results.map(({ layout, condition, success, meanSteps }) => [
        ...[layout, condition],
        ...goals.map((goal) => shortText(success[goal] ?? null)),
        shortText(meanSteps),
      ]),
    ),
    `Shares of fresh layouts on which each goal was reached, with 95 % Wilson intervals${each}.`,
  ].join('\n\n');
}

/** What a report found that is not of an agent with goals. */
function numbers({ results: found }: RunEntry): string {
  return table(
    ['', 'value'],
    Object.entries(found).map(([name, value]) => [name, shortText(value)]),
  );
}

function use({ name, success, settings }: RunEntry): string {
  const folder = quoted(name.replaceAll('/', '-'));
  const commands = [
    `hf download <user>/<name> --local-dir ${folder}`,
    ...(success === null ? [] : [`npx burstwise eval ${folder} --episodes 1000`]),
    `npx burstwise runs show ${folder}`,
  ];
  const modules = Object.entries(settings).filter(([key]) => key === 'use' || key.startsWith('use.'));
  const needs =
    modules.length === 0
      ? ''
      : ` It needs a module that is not part of it: ${modules.map(([, value]) => code(`${value}`)).join(', ')}; name it with \`--use\`.`;
  return `This repository is the folder of a run.${needs}\n\n\`\`\`sh\n${commands.join('\n')}\n\`\`\``;
}

async function training(run: RunEntry): Promise<string> {
  const { settings, isWhole } = await ownSettings(run);
  const curve = existsSync(join(run.path, 'figures', CURVE)) ? [`![Learning curve](figures/${CURVE})`] : [];
  const rows = settings.map(([name, value]) => [code(name), code(shortText(value))]);
  return [
    `\`\`\`sh\n${run.info.command}\n\`\`\``,
    rows.length === 0
      ? 'All settings are the defaults of the task; `config.yaml` has them.'
      : `${isWhole ? 'Settings' : 'Settings that are not the defaults of the task; `config.yaml` has all'}:`,
    ...(rows.length === 0 ? [] : [table(['setting', 'value'], rows)]),
    ...curve,
  ].join('\n\n');
}

const CURVE = 'learning-curve.png';

function limits({ info }: RunEntry, report: AgentReport | null): string {
  const { length } = info.seeds;
  const trainings = length === 1 ? 'this one training' : `these ${length} trainings`;
  const lines = [`The numbers above are of ${trainings}. Other seeds may do better or worse.`];
  if (report !== null)
    lines.push(
      'Nothing was measured outside of the layouts that the table names. Success alone does not show skill where a search succeeds, too: look at the steps.',
    );
  return lines.join(' ');
}

function provenance(run: RunEntry): string {
  const { info } = run;
  const checkpoints = run
    .members()
    .filter(({ folder }) => folder.hasCheckpoint)
    .map(({ folder, info: { seeds } }) => [
      `checkpoint, seed ${seeds[0]} (SHA-256)`,
      code(folder.checkpointChecksum()),
    ]);
  const computed = Object.entries(info.computedBy).map(([model, kernel]) => [`${model} computed by`, kernel]);
  return table(
    ['', ''],
    [
      ['run', code(run.id)],
      ['began', info.startedAt],
      ['Burstwise', info.burstwise],
      ['Node', `${info.node}, ${info.platform}`],
      ...computed,
      ...checkpoints,
    ],
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A text that neither ends a cell of a table nor is taken for HTML. */
function inCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

function meanOf(result: number | Estimate): number {
  return typeof result === 'number' ? result : result.value;
}
