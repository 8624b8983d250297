import { describe, expect, it } from 'vitest';
import { DatasetEpisodes as InBrowser } from '../../../agents/imitation/dataset-episodes.browser.ts';
import packageJson from '../../../package.json' with { type: 'json' };

describe('episodes of datasets', () => {
  it('have a twin for browsers, which says that there are none', () => {
    expect(packageJson.browser).toMatchObject({
      './dist/agents/imitation/dataset-episodes.js': './dist/agents/imitation/dataset-episodes.browser.js',
    });
    expect(() => new InBrowser('demo/button-food-v0')).toThrow(
      'imitation.dataset: expected none in a browser, received demo/button-food-v0; learn from the expert, or train in Node',
    );
  });
});
