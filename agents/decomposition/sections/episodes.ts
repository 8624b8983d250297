import { ink, meaning, subtaskColour } from '../../../src/figures/palette.ts';
import { escapeXml, round } from '../../../src/figures/sheet.ts';
import type { Picture, Section } from '../../../src/report/document.ts';
import { median } from '../../../src/statistics/median.ts';
import { playCommand } from '../../../src/task/play-command.ts';
import { evaluate } from '../../evaluation/evaluate.ts';
import { segmentsOf } from '../segmentation/segments.ts';
import { type DecisionTrace, succeeded } from '../trace.ts';
import type { DecompositionContext } from './context.ts';

/** Episodes in the picture of timelines. */
const TIMELINES = 12;
/** Timelines end at this multiple of the median length. */
const CUT = 3;
/** Replays: failures of different causes, and three that succeeded. */
const FAILURES = 3;
/** Pictures of a replay; the last one is shown for five times as long. `frame` of the style goes with these numbers. */
const FRAMES = 14;
const TURNS = FRAMES + 4;
const FRAME_SECONDS = 0.4;

interface Example {
  readonly index: number;
  readonly trace: DecisionTrace;
  readonly why: string;
}

/** Example episodes, chosen by rule: as timelines, and some of them as replays. */
export function episodesSection(context: DecompositionContext): Section {
  const examples = examplesOf(context);
  return {
    id: 'episodes',
    title: 'Episodes',
    text: [
      'Replays: one failure of each cause, the most common first, then the slowest, the median and the fastest success. The command below each lets you play the same layout.',
    ],
    parts: [timelines(context), ...examples.map((example) => replayOf(context, example))],
    command: context.command,
  };
}

/** One failure of each cause, the most common causes first; then the slowest, median and fastest success. */
function examplesOf({ analysis: { failures, study, task } }: DecompositionContext): Example[] {
  const byCause = new Map<string, typeof failures>();
  for (const failure of failures) {
    const { kind, subtask } = failure.cause;
    const key = `${kind} at “${task.subtasks.names[subtask]}”`;
    byCause.set(key, [...(byCause.get(key) ?? []), failure]);
  }
  const worst = [...byCause]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, FAILURES)
    .map(([why, [failure]]) => ({ index: failure!.index, trace: failure!.trace, why: `failed, ${why}` }));
  const good = (study.traces.get('learned/learned') ?? [])
    .map((trace, index) => ({ trace, index }))
    .filter(({ trace }) => succeeded(trace))
    .sort((a, b) => b.trace.subtasks.length - a.trace.subtasks.length || a.index - b.index);
  const chosen = new Map<number, Example>();
  const choose = (place: number, why: string) => {
    const example = good[place];
    if (example !== undefined && !chosen.has(example.index)) chosen.set(example.index, { ...example, why });
  };
  choose(0, 'slowest success');
  choose(good.length >> 1, 'median success');
  choose(good.length - 1, 'fastest success');
  return [...worst, ...chosen.values()];
}

/** What was due and what was carried out, episode by episode: failures first. */
function timelines({ analysis: { study, task, failures } }: DecompositionContext): Picture {
  const all = study.traces.get('learned/learned') ?? [];
  const failed = new Set(failures.map(({ index }) => index));
  const shown = [...failed, ...all.keys()]
    .filter((index, k, list) => list.indexOf(index) === k)
    .slice(0, TIMELINES);
  const lengths = shown.map((index) => all[index]!.subtasks.length);
  // One that ran out of time would leave no room for the others.
  const longest = Math.max(1, ...lengths);
  const end = Math.min(longest, Math.max(1, CUT * median(all.map(({ subtasks }) => subtasks.length))));
  const [left, width, row, bar] = [150, 760, 30, 10];
  const scale = (width - left - 10) / end;
  const band = (labels: ArrayLike<number>, y: number) =>
    segmentsOf(Array.from({ length: Math.min(end, labels.length) }, (_, step) => labels[step]!)).map(
      ({ label, start, end: until }) =>
        `<rect x="${round(left + start * scale)}" y="${y}" width="${round(Math.max(0.6, (until - start) * scale))}" height="${bar}" fill="${label < 0 ? ink.faint : subtaskColour(label)}"/>`,
    );
  const legend = legendOf(task.subtasks.names, width);
  const rows = shown.map((index, k) => {
    const { due, subtasks } = all[index]!;
    const y = legend.height + k * row;
    const mark = failed.has(index)
      ? `<tspan fill="${meaning.failure}">✗ failed</tspan>`
      : `<tspan fill="${meaning.success}">✓</tspan>`;
    return `<text x="0" y="${y + 14}" fill="${ink.text}">episode ${index} ${mark}</text>${band(due ?? [], y).join('')}${band(subtasks, y + bar + 1).join('')}`;
  });
  const height = legend.height + shown.length * row + 22;
  const axis = `<text x="${left}" y="${height - 6}" fill="${ink.muted}">0</text><text x="${width - 10}" y="${height - 6}" text-anchor="end" fill="${ink.muted}">${end} steps${end < longest ? `, the longest: ${longest}` : ''}</text>`;
  return {
    kind: 'picture',
    id: 'timelines',
    caption: 'Above: the subtask that is due. Below: the one carried out. Failed episodes first.',
    alt: `${shown.length} episodes of up to ${longest} steps, ${shown.filter((index) => failed.has(index)).length} of them failed: the subtask that is due above the one carried out, over time.`,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-size="12" font-family="DejaVu Sans, sans-serif">${legend.markup}${rows.join('')}${axis}</svg>`,
  };
}

function legendOf(names: readonly string[], width: number) {
  let [x, y] = [0, 12];
  const entries = names.map((name, k) => {
    const extent = 28 + name.length * 7.4;
    if (x > 0 && x + extent > width) [x, y] = [0, y + 18];
    const entry = `<rect x="${round(x)}" y="${y - 9}" width="10" height="10" fill="${subtaskColour(k)}"/><text x="${round(x + 15)}" y="${y}" fill="${ink.text}">${escapeXml(name)}</text>`;
    x += extent;
    return entry;
  });
  return { markup: entries.join(''), height: y + 14 };
}

/** An episode as pictures of its course, shown one after another. */
function replayOf(
  { analysis: { study, task }, agent }: DecompositionContext,
  { index, trace, why }: Example,
): Picture {
  const { seed, layout } = study.request;
  const request = { seed, first: index, episodes: 1, traces: 1, layout, manager: 'network' as const };
  const [played] = evaluate(task, agent, request).traces;
  const { infos, choices, succeeded: reached } = played!;
  const steps = choices.length;
  const frames = Array.from({ length: FRAMES }, (_, k) => {
    const until = Math.max(1, Math.round(((k + 1) / FRAMES) * steps));
    const part = {
      infos: infos.slice(0, until + 1),
      choices: choices.slice(0, until),
      succeeded: reached && until === steps,
      underWay: until < steps,
    };
    return task.drawEpisodes([part]);
  });
  const last = frames.at(-1)!;
  const [, width = '300'] = /<svg[^>]*? width="([\d.]+)/.exec(last) ?? [];
  const [, height = '300'] = /<svg[^>]*? height="([\d.]+)/.exec(last) ?? [];
  const placed = frames.map((frame, k) => {
    const delay = round((k - TURNS) * FRAME_SECONDS);
    return frame.replace(
      /^[\s\S]*?<svg/,
      `<svg class="frame${k === FRAMES - 1 ? ' last' : ''}" style="--delay:${delay}s"`,
    );
  });
  const play = playCommand(task.adapter, task.options, layout);
  const outcome = reached ? 'reached the end of the task' : 'did not reach the end of the task';
  return {
    kind: 'picture',
    id: `episode-${index}`,
    caption: `Episode ${index}, ${why}: ${steps} steps. \`${play} --seed ${trace.seed}\``,
    moves: true,
    alt: `Replay of episode ${index}, which ${outcome} in ${steps} steps.`,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" style="--length:${round(TURNS * FRAME_SECONDS)}s">${placed.join('')}</svg>`,
  };
}
