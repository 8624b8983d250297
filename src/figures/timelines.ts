import { type EpisodeOutcome, outcomeMark } from './outcome-mark.ts';
import { ink, subtaskColour } from './palette.ts';
import { composeSheet, escapeXml, type Panel } from './sheet.ts';

/** The order of subtasks in an episode. */
export interface Timeline extends EpisodeOutcome {
  /** The subtask under way at each step. */
  readonly choices: readonly number[];
}

const [width, height, label] = [640, 22, 90];

/** A bar for each episode, whose steps have equal widths and the colours of their subtasks; a standalone SVG document. */
export function drawTimelines(
  episodes: readonly Timeline[],
  subtasks: readonly string[],
  title: string,
): string {
  const longest = Math.max(1, ...episodes.map(({ choices }) => choices.length));
  const step = (width - label - 60) / longest;
  return composeSheet({
    title,
    legend: subtasks.map((name, k) => ({ name, colour: subtaskColour(k), shape: 'area' })),
    panels: episodes.map((episode, k) => bar(episode, `episode ${k}`, step)),
  });
}

function bar({ choices, ...result }: Timeline, name: string, step: number): Panel {
  const cells = choices.map(
    (subtask, k) =>
      `<rect x="${label + k * step}" y="3" width="${step}" height="${height - 6}" fill="${subtaskColour(subtask)}"/>`,
  );
  const text = (x: number, words: string, colour: string) =>
    `<text x="${x}" y="15" font-size="12" fill="${colour}">${escapeXml(words)}</text>`;
  const [, colour] = outcomeMark(result);
  const outcome = result.underWay ? 'under way' : result.succeeded ? 'reached' : 'not reached';
  const end = label + choices.length * step + 6;
  const content = [text(0, name, ink.muted), ...cells, text(end, outcome, colour)].join('');
  return { width: width + 30, height, content };
}
