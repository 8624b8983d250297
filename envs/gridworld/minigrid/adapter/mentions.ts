import { type Colour, colourIndex, type EncodedCell, stateIndex, typeIndex } from '../encoding.ts';

/** What missions ask for, in the words of BabyAI. */
export const verbs = ['go to', 'open', 'pick up', 'put'] as const;

/** Something that a mission names. */
export interface Mention {
  /** What is to be done with it; null where a mission uses other words. */
  readonly verb: (typeof verbs)[number] | null;
  /** Number of the type; null for any that can be carried: "a red object". */
  readonly type: number | null;
  /** Number of the colour; null for any: "a ball". */
  readonly colour: number | null;
}

const nouns = ['key', 'ball', 'box', 'door'] as const;
const named = new RegExp(
  `\\b(?:(${verbs.join('|')}) )?(?:the|an?) (?:(${Object.keys(colourIndex).join('|')}) )?(${nouns.join('|')}|object)\\b`,
  'g',
);
const missions = new Map<string, readonly Mention[]>();

/**
 * What a mission names, in the order in which it asks for it: what comes "after you" the rest comes last. Places, such
 * as "on your left", are left out: where they are follows from how the agent stood at the start, which it does not see.
 */
export function mentionedIn(mission: string): readonly Mention[] {
  const known = missions.get(mission);
  if (known !== undefined) return known;
  const inOrder = mission.split(' after you ').reverse().join(', then ');
  const things = [...inOrder.matchAll(named)].map(([, verb, colour, noun]) => ({
    verb: (verb as Mention['verb'] | undefined) ?? null,
    type: noun === 'object' ? null : typeIndex[noun as (typeof nouns)[number]],
    colour: colour === undefined ? null : colourIndex[colour as Colour],
  }));
  if (missions.size < 10_000) missions.set(mission, things);
  return things;
}

/** Whether a cell holds what is named; of doors that are to be opened, one that is not open yet. */
export function isMeant({ verb, type, colour }: Mention, cell: EncodedCell): boolean {
  if (type === null ? !isPortable(cell.type) : cell.type !== type) return false;
  return (colour === null || cell.colour === colour) && !(verb === 'open' && cell.state === stateIndex.open);
}

/** Whether things of a type can be carried. */
export function isPortable(type: number): boolean {
  return type === typeIndex.key || type === typeIndex.ball || type === typeIndex.box;
}
