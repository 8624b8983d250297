import { describe, expect, it } from 'vitest';
import { Catalogue } from '../../src/config/catalogue.ts';
import { UsageError } from '../../src/errors.ts';

function fruit(): Catalogue<{ readonly of: string }> {
  const catalogue = new Catalogue<{ readonly of: string }>('fruit', '`market list`');
  catalogue.add('apple', () => ({ of: 'apple tree' }), { 'Apple-v0': [], 'Apple-v1': ['size=large'] });
  catalogue.add('pear', () => ({ of: 'pear tree' }));
  return catalogue;
}

describe('Catalogue', () => {
  it('finds entries by name and by alias, with the settings that an alias stands for', () => {
    const catalogue = fruit();
    expect(catalogue.find('pear')).toEqual({ entry: { of: 'pear tree' }, settings: [] });
    expect(catalogue.find('Apple-v1')).toEqual({ entry: { of: 'apple tree' }, settings: ['size=large'] });
    expect(catalogue.find('Apple-v0').entry).toBe(catalogue.find('apple').entry);
    expect(catalogue.lookUp('plum')).toBeUndefined();
    expect(catalogue.names).toEqual(['apple', 'pear']);
    expect(catalogue.entries.map(({ of }) => of)).toEqual(['apple tree', 'pear tree']);
  });

  it('makes an entry when it is first asked for, once', () => {
    const catalogue = fruit();
    const made: string[] = [];
    catalogue.add('quince', () => {
      made.push('quince');
      return { of: 'quince tree' };
    });
    catalogue.find('pear');
    expect(made).toEqual([]);
    catalogue.find('quince');
    catalogue.find('quince');
    expect(made).toEqual(['quince']);
  });

  it('says first which name was probably meant, aliases included', () => {
    expect(() => fruit().find('aple')).toThrow(
      'fruit: did you mean apple? expected one of apple, pear, received "aple"',
    );
    expect(() => fruit().find('Aple-v1')).toThrow(/^fruit: did you mean Apple-v1\?/);
    const many = fruit();
    for (let k = 0; k < 20; k++) many.add(`sort ${k}`, () => ({ of: '' }));
    expect(() => many.find('kumquat')).toThrow('fruit: expected a name of `market list`, received "kumquat"');
  });

  it('refuses a name or an alias that is taken, and then adds nothing', () => {
    const catalogue = fruit();
    expect(() => catalogue.add('pear', () => ({ of: '' }))).toThrow(UsageError);
    expect(() => catalogue.add('plum', () => ({ of: '' }), { apple: [] })).toThrow(
      'fruit apple: expected a new name, received one that is taken; choose another',
    );
    expect(catalogue.lookUp('plum')).toBeUndefined();
  });
});
