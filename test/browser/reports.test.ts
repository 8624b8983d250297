import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DecompositionContext } from '../../agents/decomposition/sections/context.ts';
import { lesionsSection } from '../../agents/decomposition/sections/lesions.ts';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { adapters } from '../../envs/index.ts';
import { parseConfig } from '../../src/config/config.ts';
import { streamGenerator } from '../../src/numeric/seeds.ts';
import { documentData, type ReportDocument } from '../../src/report/document.ts';
import { documentHtml } from '../../src/report/html.ts';
import { documentOnRuns } from '../../src/run/comparison/runs-document.ts';
import { summariseRuns } from '../../src/run/comparison/runs-summary.ts';
import { temporaryFolder } from '../data/episodes.ts';
import { chromium } from '../packed/chromium.ts';
import { numbersOf, type Table } from '../report/numbers.ts';
import { type Page, withPage } from './devtools.ts';

/** A report on a run that learned next to nothing, so that it has faults to show; with lesions. */
async function decomposed(
  name: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<ReportDocument> {
  const trainable = imitationTrainable(adapters.find((adapter) => adapter.name === name)!);
  const short = { demonstrations: 2, algorithm: 'cloning' };
  const session = trainable.begin(
    parseConfig(trainable.schema, { seed: 3, imitation: short, ...settings }, 'test'),
  );
  const metrics: Record<string, unknown>[] = [];
  while (session.completed < session.total)
    metrics.push({ completed: session.completed + 1, ...session.advance() });
  const request = {
    subject: `runs/${name}`,
    command: `burstwise decompose runs/${name}`,
    episodes: 4,
    flat: false,
  };
  const document = await session.decompose({ ...request, metrics }, {});
  const { task, agent, config } = session as typeof session &
    Record<'task' | 'agent', never> & {
      config: { evaluation: { layouts: readonly string[] } };
    };
  const study = { request: { seed: 3, layout: config.evaluation.layouts[0]!, episodes: 2 } };
  const context = { analysis: { task, study }, agent, full: true, evaluation: {}, command: request.command };
  const lesions = await lesionsSection(context as unknown as DecompositionContext);
  return { ...document, sections: [...document.sections, ...(lesions === null ? [] : [lesions])] };
}

/** A comparison of runs over two tasks. */
function compared(): ReportDocument {
  const random = streamGenerator(1, 'test');
  const trials = (share: number) =>
    [0, 1].map(() =>
      [1, 2, 3].map(() => ({
        successes: Array.from({ length: 20 }, () => random.random() < share),
        meanSteps: 12,
        managerLabels: 3,
        workerLabels: 4,
        inspections: 0,
      })),
    );
  const contenders = [0.9, 0.5, 0.88].map((share, k) => ({
    contender: `runs/${'abc'[k]}`,
    trials: trials(share),
  }));
  const tasks = ['door-key', 'craft'].map((environment) => ({
    environment,
    layout: 'random',
    play: `burstwise play ${environment}`,
  }));
  const plan = { tasks, cells: [], episodes: 20, seed: 1 };
  return documentOnRuns({
    plan,
    contenders,
    rows: summariseRuns(contenders),
    command: 'burstwise compare-runs a b',
  });
}

const documents = new Map<string, ReportDocument>();

beforeAll(async () => {
  documents.set('button-food', await decomposed('button-food', { options: { env: { maxSteps: 60 } } }));
  const linear = { network: { model: 'linear' } };
  documents.set('door-key', await decomposed('door-key', { agent: { manager: linear, workers: linear } }));
  documents.set('compare-runs', compared());
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(chromium === undefined)('pages of reports in Chromium', () => {
  test('have no accessibility faults in any width and theme, ask for nothing, and show the numbers of the JSON', async () => {
    const folder = temporaryFolder();
    await withPage(async (page) => {
      await page.send('Page.setBypassCSP', { enabled: true });
      for (const [name, document] of documents) {
        const html = documentHtml(document);
        expect(html.length, name).toBeLessThan(5e6);
        const file = join(folder, `${name}.html`);
        writeFileSync(file, html);
        await page.open(pathToFileURL(file).href);
        await page.evaluate(axe);
        for (const width of [400, 1280])
          for (const theme of ['light', 'dark'])
            expect(await faults(page, width, theme), `${name}, ${width}, ${theme}`).toEqual([]);
        const shown = await page.evaluate<number[]>(
          '[...document.querySelectorAll("data")].map((each) => Number(each.value))',
        );
        const { sections } = documentData(document) as { sections: readonly { tables: Table[] }[] };
        expect(shown).toEqual(numbersOf(sections.flatMap(({ tables }) => tables)));
      }
      expect(page.requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
      expect(page.complaints).toEqual([]);
    });
  });

  test('are whole without JavaScript: the same text is shown', async () => {
    const folder = temporaryFolder();
    await withPage(async (page) => {
      const file = join(folder, 'page.html');
      writeFileSync(file, documentHtml(documents.get('button-food')!));
      const texts: string[] = [];
      for (const value of [true, false]) {
        await page.send('Emulation.setScriptExecutionDisabled', { value });
        await page.open(pathToFileURL(file).href);
        await page.send('Emulation.setScriptExecutionDisabled', { value: false });
        texts.push(await page.evaluate<string>('document.body.innerText'));
      }
      expect(texts[0]!.length).toBeGreaterThan(2000);
      expect(texts[0]).toBe(texts[1]);
    });
  });
});

/** What axe-core finds, and whether the page scrolls sideways as a whole. */
async function faults(page: Page, width: number, theme: string): Promise<readonly string[]> {
  await page.send('Emulation.setDeviceMetricsOverride', {
    width,
    height: 900,
    deviceScaleFactor: 1,
    mobile: false,
  });
  await page.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
  const found = await page.evaluate<
    string[]
  >(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`);
  const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');
  return wide ? [...found, 'the page is wider than the window'] : found;
}

test('replays name the layout as play takes it: with the options of the run, and levels by their id without a layout', () => {
  const captionsOf = (name: string) =>
    documents
      .get(name)!
      .sections.flatMap(({ parts }) => parts)
      .flatMap((part) => (part.kind === 'picture' && part.moves === true ? [part.caption] : []));
  expect(captionsOf('button-food')[0]).toMatch(
    /`burstwise play button-food --set options.env.maxSteps=60 --layout standard --seed \d+`$/,
  );
  expect(captionsOf('door-key')[0]).toMatch(/`burstwise play MiniGrid-DoorKey-8x8-v0 --seed \d+`$/);
});
