import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeConfig, parseConfig } from '../../src/config/config.ts';
import { parseConfigText } from '../../src/config/config-file.ts';
import { explainSettings } from '../../src/config/explain.ts';
import { commentedYaml, settingsPage } from '../../src/config/explained-text.ts';
import { withRecipe } from '../../src/config/recipe.ts';
import { duration } from '../../src/config/units.ts';

const fields = z.strictObject({
  size: z.int().min(1).max(64).default(8).meta({ description: 'units in all', source: 'Capone 2022, eq. 1' }),
  pace: duration({ default: '20 ms', min: '1 ms', max: '1 h' }).describe('time between two steps'),
  limit: z.int().positive().nullable().default(null),
  way: z.enum(['left', 'right']).optional().describe('where to'),
  rule: z
    .discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('slow').describe('step by step'),
        rate: z.number().min(0).default(0.5),
      }),
      z.strictObject({ kind: z.literal('fast'), gain: z.number().gt(0).lt(2).default(1) }),
    ])
    .prefault({ kind: 'slow' })
    .describe('how it learns'),
});
const schema = withRecipe(z.strictObject({ part: fields.prefault({}) }), { part: { size: 16 } });
const settings = encodeConfig(schema, parseConfig(schema, {}, 'test'));

describe('explainSettings', () => {
  it('says of each setting its default, its values and its meaning and its source, recipe and units included', () => {
    const [when, source] = [null, ''];
    expect(explainSettings(schema, { settings })).toEqual([
      {
        path: 'part.size',
        default: 16,
        values: '1 … 64',
        meaning: 'units in all',
        source: 'Capone 2022, eq. 1',
        when,
      },
      {
        path: 'part.pace',
        default: '20 ms',
        values: '1 ms … 1 h',
        meaning: 'time between two steps',
        source,
        when,
      },
      { path: 'part.limit', default: null, values: '≥ 1 | null', meaning: '', source, when },
      { path: 'part.way', default: undefined, values: '"left" | "right"', meaning: 'where to', source, when },
      {
        path: 'part.rule.kind',
        default: 'slow',
        values: '"slow" | "fast"',
        meaning: 'how it learns; slow: step by step',
        source,
        when,
      },
      { path: 'part.rule.rate', default: 0.5, values: '≥ 0', meaning: '', source, when },
    ]);
  });

  it('explains alternatives that are not chosen where that is asked, and says when they count', () => {
    const rows = explainSettings(schema, { settings, alternatives: true }).slice(-2);
    expect(rows).toMatchObject([
      { path: 'part.rule.rate', default: 0.5, when: 'part.rule.kind: slow' },
      { path: 'part.rule.gain', default: 1, values: '> 0, < 2', when: 'part.rule.kind: fast' },
    ]);
  });

  it('writes comments into YAML that is read back as the same settings', () => {
    const text = commentedYaml(
      settings as object as Record<string, unknown>,
      explainSettings(schema, { settings }),
    );
    expect(text).toContain('  # units in all [1 … 64] (Capone 2022, eq. 1)\n  size: 16\n');
    expect(text).toContain('    # how it learns; slow: step by step ["slow" | "fast"]\n    kind: slow\n');
    expect(text).toContain('\n# Not set:\n# part.way: where to ["left" | "right"]\n');
    expect(parseConfigText(text, 'text')).toEqual(settings);
  });

  it('writes a page with a table for each group', () => {
    const page = settingsPage('Settings', explainSettings(schema, { settings, alternatives: true }));
    expect(page).toContain('# Settings\n');
    expect(page).toContain(
      '## part.rule (part.rule.kind: fast)\n\n| setting | default | values | meaning | source |',
    );
    expect(page).toContain('| `part.pace` | `"20 ms"` | 1 ms … 1 h | time between two steps |  |');
  });
});
