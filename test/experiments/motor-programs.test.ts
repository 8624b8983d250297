import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { imitationTrainable } from '../../agents/trainable/trainable.ts';
import { handwritingAdapter } from '../../envs/handwriting/adapter.ts';
import { Handwriting } from '../../envs/handwriting/handwriting.ts';
import { variants } from '../../experiments/motor-programs/variants.ts';
import { drawWord } from '../../experiments/motor-programs/word-picture.ts';
import { writeWord } from '../../experiments/motor-programs/write-word.ts';
import { learnAndWrite } from '../../experiments/motor-programs/writing.ts';
import { parseConfig } from '../../src/config/config.ts';
import type { RawConfig } from '../../src/config/config-file.ts';
import { svgToRgb } from '../../src/figures/svg-to-image.ts';
import { root } from '../cli/burstwise.ts';

/** Five letters in a small network. */
const small: RawConfig = {
  options: { env: { alphabet: 'nrstu', longest: 3 } },
  agent: { workers: { network: { neurons: 500, excitatory: 400 } } },
  imitation: { passes: 3 },
};

function merged(first: RawConfig, second: RawConfig): RawConfig {
  const isMapping = (value: unknown): value is RawConfig =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = Object.entries(second).map(([key, value]) => {
    const before = first[key];
    return [key, isMapping(before) && isMapping(value) ? merged(before, value) : value];
  });
  return { ...first, ...Object.fromEntries(entries) };
}

function learned(name: string) {
  const variant = variants.find((candidate) => candidate.name === name)!;
  const config = merged(variant.config, small);
  return learnAndWrite(
    { name, variant: { ...variant, config }, seed: 3, episodes: 5, pictured: null },
    () => {},
  );
}

describe('motor programs', () => {
  it('are learned by the rule in one network, whose gate tells them apart', () => {
    expect(learned('learned recurrence')).toMatchObject({ letters: 5, recognised: 5, right: 5, words: 5 });
    expect(learned('control: no gating').right).toBeLessThan(3);
    expect(learned('control: untrained')).toMatchObject({ right: 0, words: 0, labels: 0 });
  });

  it('write words beneath which pictures show the bursts, standing still or as they were written', () => {
    const trainable = imitationTrainable(handwritingAdapter);
    const session = trainable.begin(parseConfig(trainable.schema, { ...small, seed: 3 }, 'test'));
    while (session.completed < session.total) session.advance();
    const written = writeWord(session, 'nut');
    expect(written.infos.at(-1)!.written.map(({ readAs }) => readAs)).toEqual(['n', 'u', 't']);
    expect(written.burstSpikes.flat().every((time) => time > 0 && time < written.infos.length)).toBe(true);
    const still = drawWord(written, { animated: false });
    expect(still).not.toContain('<animate');
    expect(svgToRgb(still).width).toBe(960);
    expect(drawWord(written, { animated: true }).match(/<animate /g)!.length).toBeGreaterThan(6);
  });

  it('are learned from a file as the README shows it', () => {
    const readme = readFileSync(join(root, 'experiments/motor-programs/README.md'), 'utf8');
    const [, example] = /```json\n(.*?)```/s.exec(readme)!;
    const { task, ...settings } = JSON.parse(example!);
    expect(task).toBe('handwriting');
    const { options } = parseConfig(imitationTrainable(handwritingAdapter).schema, settings, 'README.md');
    expect(new Handwriting(options.env).alphabet.letters).toEqual(['z', '+']);
  });
});
