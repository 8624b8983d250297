import { z } from 'zod';
import { valuesOf } from './setting-values.ts';

/** What there is to know of one setting. */
export interface ExplainedSetting {
  /** As `--set` takes it, e.g. `agent.manager.readout.ridge`. */
  readonly path: string;
  /** The value if none is given, as a file would give it; undefined where there is none. */
  readonly default: unknown;
  /** The values that it may have, e.g. `1 … 64`, with their unit; empty where a schema cannot say. */
  readonly values: string;
  /** What it does; empty where its schema says nothing. */
  readonly meaning: string;
  /** Where it comes from, a paper and its equation; empty where its schema names none (`meta({ source })`). */
  readonly source: string;
  /** The setting of another one under which there is this one, e.g. `agent.manager.readout.kind: ridge`. */
  readonly when: string | null;
}

export interface ExplainOptions {
  /** The settings to explain, as a file would give them: their alternatives, and their values as defaults. */
  readonly settings?: unknown;
  /** Explain the alternatives that are not chosen, too. */
  readonly alternatives?: boolean;
}

/** Every setting of a schema, in the order in which it is written. */
export function explainSettings(
  schema: z.ZodType,
  { settings, alternatives = false }: ExplainOptions = {},
): readonly ExplainedSetting[] {
  return [...explain(schema, { path: [], given: settings, when: null, alternatives })];
}

interface Place {
  readonly path: readonly string[];
  /** What the settings have there. */
  readonly given: unknown;
  readonly when: string | null;
  readonly alternatives: boolean;
}

function* explain(schema: z.ZodType, place: Place): Generator<ExplainedSetting> {
  const { inner, fallback, description, values, source } = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    for (const [name, field] of Object.entries(inner.shape))
      yield* explain(field as z.ZodType, below(place, name));
  } else if (inner instanceof z.ZodDiscriminatedUnion) {
    yield* explainUnion(inner, { description, source }, place);
  } else {
    yield {
      path: place.path.join('.'),
      default: place.given === undefined ? fallback : place.given,
      values: values ?? valuesOf(inner),
      meaning: description,
      source,
      when: place.when,
    };
  }
}

/** The field that chooses, and the fields of what is chosen. */
function* explainUnion(
  union: z.ZodDiscriminatedUnion,
  { description, source }: Pick<ReturnType<typeof unwrap>, 'description' | 'source'>,
  place: Place,
): Generator<ExplainedSetting> {
  const { discriminator } = union.def;
  const kinds = union.options.map((option) => {
    const object = unwrap(option as z.ZodType).inner as z.ZodObject;
    const literal = object.shape[discriminator] as z.ZodType;
    const [kind] = (unwrap(literal).inner as z.ZodLiteral).def.values;
    return { kind, object, meaning: unwrap(literal).description };
  });
  const chosen = below(place, discriminator);
  const told = kinds
    .filter(({ meaning }) => meaning !== '')
    .map(({ kind, meaning }) => `${kind}: ${meaning}`);
  yield {
    path: chosen.path.join('.'),
    default: chosen.given,
    values: kinds.map(({ kind }) => JSON.stringify(kind)).join(' | '),
    meaning: [description, ...told].filter(Boolean).join('; '),
    source,
    when: place.when,
  };
  for (const { kind, object } of kinds) {
    const isChosen = kind === chosen.given;
    if (!isChosen && !place.alternatives) continue;
    const given = isChosen ? place.given : undefined;
    const when = place.alternatives ? `${chosen.path.join('.')}: ${kind}` : place.when;
    for (const [name, field] of Object.entries(object.shape)) {
      if (name !== discriminator) yield* explain(field as z.ZodType, below({ ...place, given, when }, name));
    }
  }
}

function below(place: Place, name: string): Place {
  const given = (place.given as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return { ...place, path: [...place.path, name], given };
}

/** What a schema is about beneath defaults and conversions, and what these say. */
function unwrap(schema: z.ZodType) {
  let inner = schema;
  let fallback: unknown;
  let [description, source, values] = ['', '', undefined as string | undefined];
  for (;;) {
    const meta = inner.meta();
    description ||= meta?.description ?? '';
    source ||= (meta?.['source'] as string | undefined) ?? '';
    values ??= meta?.['values'] as string | undefined;
    if (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
      fallback ??= inner.def.defaultValue;
      inner = inner.unwrap() as z.ZodType;
    } else if (inner instanceof z.ZodOptional) {
      inner = inner.unwrap() as z.ZodType;
    } else if (inner instanceof z.ZodPipe && inner.def.in instanceof z.ZodUnknown && values === undefined) {
      inner = inner.def.out as z.ZodType;
    } else {
      return { inner, fallback, description, values, source };
    }
  }
}
