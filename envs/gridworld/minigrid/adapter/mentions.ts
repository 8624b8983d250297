import { type Colour, colourIndex, type EncodedCell, stateIndex, typeIndex } from '../encoding.ts';

/** The verbs of missions, in the words of BabyAI. */
export const verbs = ['go to', 'open', 'pick up', 'put'] as const;

/** A thing that a mission names. */
export interface Mention {
  /** The verb that the mission uses for it; null for other words. */
  readonly verb: (typeof verbs)[number] | null;
  /** Number of the type; null for any that can be carried: "a red object". */
  readonly type: number | null;
  /** Number of the colour; null for any: "a ball". */
  readonly colour: number | null;
  /** Its number among the things that the mission names. */
  readonly index: number;
  /** The number of the part of the mission that names it: every verb begins one. */
  readonly part: number;
}

const nouns = ['key', 'ball', 'box', 'door'] as const;
const named = new RegExp(
  `\\b(?:(${verbs.join('|')}) )?(?:the|an?) (?:(${Object.keys(colourIndex).join('|')}) )?(${nouns.join('|')}|object)\\b`,
  'g',
);
const missions = new Map<string, readonly Mention[]>();

/**
 * The things that a mission names, in the order in which it asks for them: in "A after you B", B comes first. Places,
 * such as "on your left", are left out: they depend on the agent's pose at the start, see `MissionMemory`.
 */
export function mentionedIn(mission: string): readonly Mention[] {
  const known = missions.get(mission);
  if (known !== undefined) return known;
  const inOrder = mission.split(' after you ').reverse().join(', then ');
  let part = -1;
  const things = [...inOrder.matchAll(named)].map(([, word, colour, noun], index) => {
    const verb = (word as Mention['verb'] | undefined) ?? null;
    if (verb !== null || index === 0) part++;
    return {
      verb,
      type: noun === 'object' ? null : typeIndex[noun as (typeof nouns)[number]],
      colour: colour === undefined ? null : colourIndex[colour as Colour],
      index,
      part,
    };
  });
  if (missions.size < 10_000) missions.set(mission, things);
  return things;
}

/** Whether a cell holds the named thing. */
export function isMeant({ type, colour }: Mention, cell: EncodedCell): boolean {
  if (type === null ? !isPortable(cell.type) : cell.type !== type) return false;
  return colour === null || cell.colour === colour;
}

/** Whether a cell holds a door that is open, where the mission asks to open it: it must not be open yet. */
export function isOpened({ verb }: Mention, { state }: EncodedCell): boolean {
  return verb === 'open' && state === stateIndex.open;
}

/** Whether things of a type can be carried. */
export function isPortable(type: number): boolean {
  return type === typeIndex.key || type === typeIndex.ball || type === typeIndex.box;
}
