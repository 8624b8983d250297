import type { RgbFrame } from 'gymnasium-js';
import { describe, expect, it } from 'vitest';
import { ButtonFood } from '../../../../envs/navigation/button-food/button-food.ts';
import { drawEpisodes } from '../../../../envs/navigation/button-food/episodes-figure.ts';
import { meaning, subtaskColour } from '../../../../src/figures/palette.ts';
import { svgToRgb } from '../../../../src/figures/svg-to-image.ts';
import type { EpisodeTrace } from '../../../../src/task/environment-adapter.ts';

const layout = { start: [0, 0], button: [0.5, 0], food: [1, 0.5] };
const right = Float64Array.of(1, 0);

function drawing(renderMode: string): ButtonFood {
  const env = new ButtonFood({ renderMode, stepLength: 0.1, renderSize: 200 });
  env.reset({ options: layout });
  return env;
}

/** Goes right for some steps; the chooser takes the button first, then the food, unless told otherwise. */
function episode(steps: number, choose = (subtask: number) => subtask): EpisodeTrace {
  const env = new ButtonFood({ stepLength: 0.1 });
  const infos = [env.reset({ options: layout })[1]];
  const choices: number[] = [];
  for (let i = 0; i < steps; i++) {
    choices.push(choose(env.subtask));
    infos.push(env.step(right)[4]);
  }
  return { infos, choices, succeeded: env.info().foodReached };
}

describe('render', () => {
  it('draws well-formed SVG of the wanted size', () => {
    const svg = drawing('svg').render() as string;
    // The renderer reads strict XML: it refuses a document with a single unclosed element.
    expect(() => svgToRgb(svg.replace('</svg>', ''))).toThrow();
    const image = svgToRgb(svg);
    expect([image.width, image.height]).toEqual([200, 200]);
  });

  it('shows where the agent is, where it has been, and that the food is unlocked', () => {
    const env = drawing('svg');
    const before = env.render() as string;
    expect(before).toContain('food locked');
    expect(before).not.toContain('<polyline');
    env.step(right);
    const moved = env.render() as string;
    expect(moved).not.toBe(before);
    expect(moved.match(/<polyline/g)).toHaveLength(1);
    for (let i = 0; i < 6; i++) env.step(right);
    const unlocked = env.render() as string;
    expect(unlocked).toContain('food unlocked');
    expect(unlocked.match(/<polyline/g)).toHaveLength(2);
    env.reset({ options: layout });
    expect(env.render()).toBe(before);
  });

  it('keeps an agent that runs away at the edge, hollow', () => {
    const env = drawing('svg');
    env.step(Float64Array.of(-300, 200));
    const svg = env.render() as string;
    expect(svg).toContain('translate(10,10)');
    expect(svg).toMatch(/d="M10 0[^"]*" fill="#fff"/);
    expect(svgToRgb(svg).width).toBe(200);
  });

  it('draws the same scene as pixels', () => {
    const env = drawing('rgb_array');
    const before = env.render() as RgbFrame;
    expect([before.width, before.height, before.channels, before.data.length]).toEqual([
      200, 200, 3, 120_000,
    ]);
    env.step(right);
    expect((env.render() as RgbFrame).data).not.toEqual(before.data);
  });
});

describe('drawEpisodes', () => {
  const { options } = new ButtonFood();

  it('colours each stretch by what was chosen, not by what was to be done', () => {
    const stretches = (trace: EpisodeTrace) =>
      [...drawEpisodes([trace], options).matchAll(/<polyline[^>]* stroke="([^"]+)"/g)].map(
        (match) => match[1],
      );
    expect(stretches(episode(6))).toEqual([subtaskColour(0), subtaskColour(1)]);
    expect(stretches(episode(6, () => 1))).toEqual([subtaskColour(1)]);
  });

  it('marks success and says what a failure failed at', () => {
    const svg = drawEpisodes([episode(2), episode(6), { ...episode(8), succeeded: true }], options);
    expect(svg).toContain('button not reached in 2 ms');
    expect(svg).toContain('food not reached in 6 ms');
    expect(svg).toContain('food reached after 8 ms');
    expect(svg.match(/✓/g)).toHaveLength(1);
    expect(svg.match(/✗/g)).toHaveLength(2);
    expect(svg).toContain(meaning.failure);
  });

  it('draws agents that have left the panel altogether', () => {
    const env = new ButtonFood();
    const infos = [env.reset({ options: layout })[1]];
    for (let i = 0; i < 300; i++) infos.push(env.step(Float64Array.of(-20, 15))[4]);
    const svg = drawEpisodes([{ infos, choices: Array(300).fill(1), succeeded: false }], options);
    expect(svgToRgb(svg).height).toBeGreaterThan(200);
    expect(svg.length).toBeLessThan(10_000);
  });

  it('draws up to twelve episodes in a grid that grows with their number', () => {
    const heights = [0, 1, 4, 5, 12, 20].map((count) => {
      const svg = drawEpisodes(Array(count).fill(episode(3)), options);
      expect(svg.match(/not reached/g) ?? []).toHaveLength(Math.min(count, 12));
      return svgToRgb(svg).height;
    });
    const [none, one, four, five, twelve, twenty] = heights as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    expect(none).toBeLessThan(one);
    expect(four).toBe(one);
    expect(five - one).toBe(one - none);
    expect(twelve - five).toBe(one - none);
    expect(twenty).toBe(twelve);
  });
});
