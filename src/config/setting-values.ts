import { z } from 'zod';

interface JsonSchema {
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** The values that a schema allows in words, e.g. `1 … 64`, `"north" | "south"`; empty where a schema cannot say. */
export function valuesOf(schema: z.ZodType): string {
  return inWords(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
}

function inWords(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(inWords).filter(Boolean).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  switch (schema.type) {
    case 'boolean':
      return 'true | false';
    case 'null':
      return 'null';
    case 'integer':
    case 'number':
      return rangeOf(schema);
    case 'array':
      return 'list';
    case 'string':
      return 'text';
    default:
      return '';
  }
}

function rangeOf({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const whole = type === 'integer';
  const low = whole && exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : minimum;
  const high = whole && exclusiveMaximum !== undefined ? exclusiveMaximum - 1 : maximum;
  // Whole numbers without a bound are bounded by what a double can count.
  const known = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (known(low) && known(high)) return `${low} … ${high}`;
  const bounds = [
    known(low) ? `≥ ${low}` : known(exclusiveMinimum) ? `> ${exclusiveMinimum}` : '',
    known(high) ? `≤ ${high}` : known(exclusiveMaximum) ? `< ${exclusiveMaximum}` : '',
  ];
  return bounds.filter(Boolean).join(', ') || (whole ? 'whole number' : 'number');
}
