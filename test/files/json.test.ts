import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/files/json.ts';

describe('JSON of others', () => {
  it('is read as it is', () => {
    const value = { a: [1, -2.5e3, 'x,[:]{', null], 'b:': { c: true }, d: [] };
    expect(parseJson(JSON.stringify(value, null, 2))).toEqual(value);
  });

  it.each([
    ['nothing', ' \n', 'nothing'],
    ['the end too early', '{"a": [1,', 'JSON that ends too early'],
    ['levels within each other', '['.repeat(200), 'JSON of more than 100 levels'],
    [
      'a name that objects take for something else',
      '{"__proto__": {}}',
      'JSON with a field of the name __proto__',
    ],
    ['that name with escapes', '{"\\u005f_proto__": {}}', 'JSON with a field of the name __proto__'],
  ])('is refused for %s', (_, text, message) => {
    expect(() => parseJson(text)).toThrow(message);
  });

  it.each([
    ['lists', '[],'],
    ['fields', '"a":0,'],
    ['numbers', '0,'],
  ])('is refused for %s that take more memory than there is for them, before it is taken', (_, part) => {
    const text = `[${part.repeat(1000)}0]`.replace(/^\[("a.*)0\]$/, '{$1"b":0}');
    expect(() => parseJson(text)).not.toThrow();
    expect(() => parseJson(text, 20_000)).toThrow(/^JSON that takes \d+ bytes of memory, more than 20000$/);
  });

  it('is not counted for what is within texts', () => {
    expect(parseJson(JSON.stringify('[{,:'.repeat(1000)), 100)).toHaveLength(4000);
  });
});
