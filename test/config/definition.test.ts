import { describe, expect, it } from 'vitest';
import { define, kindOf, onDefinition, registerDefinition } from '../../src/config/definition.ts';

describe('definitions', () => {
  it('are the values themselves, marked with their kind, and look as before', () => {
    const value = { name: 'soup' };
    expect(define('dish', value)).toBe(value);
    expect(kindOf(value)).toBe('dish');
    expect(kindOf(define('recipe', () => 1))).toBe('recipe');
    expect(Object.keys(value)).toEqual(['name']);
    for (const other of [{}, null, undefined, 3, 'dish']) expect(kindOf(other)).toBeUndefined();
  });

  it('are handed to whatever takes their kind', () => {
    const taken: unknown[] = [];
    onDefinition('dish', (dish) => taken.push(dish));
    const soup = define('dish', { name: 'soup' });
    registerDefinition(soup);
    expect(taken).toEqual([soup]);
  });

  it('are refused where their kind is not known', () => {
    expect(() => registerDefinition(define('drink', {}))).toThrow(
      /expected one of the kinds .*received drink/,
    );
    expect(() => registerDefinition({})).toThrow(/received a plain value/);
  });
});
