import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { logger, registry, spaceFromJSON } from '../src/index.ts';
import {
  aboutRegistration,
  aboutSpace,
  aboutVector,
  aboutWrapper,
  attempt,
  refused,
} from './differential/answers.ts';
import { differences, type Question } from './differential/differences.ts';
import { registrationCases, spaceCases, vectorCases, wrapperCases } from './differential/questions.ts';
import { build, type Recipe } from './differential/recipes.ts';
import { python, runPython } from './python.ts';
import { pythonSpaces } from './spaces/python-spaces.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const spaces = spaceCases(400);
const wrappers = wrapperCases(240);
const vectors = vectorCases(120);
const registrations = registrationCases(150);
const sent = spaces.flatMap(({ recipe }) => {
  const space = attempt(() => build(recipe));
  return space === refused ? [] : [[recipe, space.toJSON()] as const];
});

type Answers = Record<'spaces' | 'sent' | 'wrappers' | 'vectors' | 'registrations', readonly unknown[]>;

/** As JSON, where 0 and −0 are one, and flags are numbers. */
const asJson = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, item) => (typeof item === 'boolean' ? Number(item) : item)) ?? 'null');

/**
 * Where two answers part, and what each says there.
 * @param scale the largest number around, in whose last bits others may differ
 */
function parting(ours: unknown, theirs: unknown, path = '', scale = 0): string | null {
  if (typeof ours === 'number' && typeof theirs === 'number') {
    if (Math.abs(ours - theirs) <= 1e-12 * Math.max(Math.abs(ours), Math.abs(theirs), scale)) return null;
  } else if (ours === theirs) {
    return null;
  } else if (isObject(ours) && isObject(theirs) && Array.isArray(ours) === Array.isArray(theirs)) {
    const largest = Array.isArray(theirs) ? largestOf(theirs) : 0;
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      const found = parting(ours[key], theirs[key], `${path}/${key}`, largest);
      if (found !== null) return found;
    }
    return null;
  }
  return `${path}: ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}`;
}

function largestOf(values: readonly unknown[]): number {
  return values.reduce<number>(
    (max, value) => (typeof value === 'number' ? Math.max(max, Math.abs(value)) : max),
    0,
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const used = new Set<string>();

/** What differs without being listed, at most ten of it. */
function unexpected(questions: readonly Question[]): unknown[] {
  const found = questions.filter((question) => {
    if (parting(question.ours, question.theirs) === null) return false;
    const difference = differences.find(({ applies }) => applies(question));
    if (difference !== undefined) used.add(difference.reason);
    return difference === undefined;
  });
  return found.slice(0, Number(process.env['SHOWN'] ?? 10)).map(({ about, field, asked, ours, theirs }) => {
    return `${about}, ${field}, at ${parting(ours, theirs)}; asked of ${JSON.stringify(asked)}`;
  });
}

describe.skipIf(python === null)(
  'answers to generated questions are those of the installed Gymnasium',
  () => {
    let theirs: Answers;
    beforeAll(() => {
      const oracle = pythonSpaces + readFileSync(file('./differential/oracle.py'), 'utf8');
      const sidePackage = file('../python');
      theirs = runPython(oracle, { spaces, wrappers, vectors, registrations, sent, sidePackage });
    });

    it('spaces: made or refused, text, seeds, samples, equality, JSON, batches, flat and zero values', () => {
      const questions = spaces.flatMap(({ recipe, others }, i): Question[] => {
        const ours = asJson(aboutSpace(recipe, others));
        const answer = theirs.spaces[i];
        if (ours === refused || answer === refused) {
          return [
            {
              about: 'space',
              field: 'made',
              asked: recipe,
              ours: ours === refused,
              theirs: answer === refused,
            },
          ];
        }
        const read: Record<string, unknown> = {
          ...(answer as object),
          json: readAgain(recipe, (answer as { json: unknown }).json),
        };
        return Object.entries(ours as object).map(([field, value]) => ({
          about: 'space',
          field,
          asked: recipe,
          ours: field === 'text' ? words(value) : value,
          theirs: field === 'text' ? words(read[field]) : asJson(read[field]),
        }));
      });
      expect(unexpected(questions)).toEqual([]);
      expect(questions.filter(({ field }) => field === 'samples').length).toBeGreaterThan(200);
    });

    it('spaces that are sent to Python arrive', () => {
      const questions = sent.map(([asked], i) => ({
        about: 'sent' as const,
        field: 'read',
        asked,
        ours: true,
        theirs: theirs.sent[i],
      }));
      expect(unexpected(questions)).toEqual([]);
    });

    const groups = [
      ['wrapper', wrappers, aboutWrapper, 'wrappers'],
      ['vector', vectors, aboutVector, 'vectors'],
      ['registration', registrations, aboutRegistration, 'registrations'],
    ] as const;
    it.each(groups)('%s', (about, cases, answer, group) => {
      const before = [...registry];
      const { warn } = logger;
      const questions = cases.map((asked, i) => ({
        about,
        field: 'all',
        asked,
        ours: asJson((answer as (asked: unknown) => unknown)(asked)),
        theirs: asJson(theirs[group][i]),
      }));
      registry.clear();
      for (const [id, spec] of before) registry.set(id, spec);
      logger.warn = warn;
      expect(unexpected(questions)).toEqual([]);
    });

    it('every difference that is listed comes up', () => {
      expect(differences.map(({ reason }) => reason).filter((reason) => !used.has(reason))).toEqual([]);
    });
  },
);

/** Whether what Python sends of a space is the space. */
function readAgain(recipe: Recipe, json: unknown): unknown {
  return json === refused ? refused : attempt(() => spaceFromJSON(json as never).equals(build(recipe)));
}

/** The words and numbers of a description; brackets, commas and quotes are a language's own. */
function words(text: unknown): unknown[] {
  return String(text)
    .replaceAll(/\binf\b/g, 'Infinity')
    .replaceAll('None', 'null')
    .split(/[\s,:()[\]'"]+/)
    .filter((word) => word !== '')
    .map((word) => (Number.isNaN(Number(word)) ? word.toLowerCase() : Number(word).toPrecision(6)));
}
